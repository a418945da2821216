/** A tick as the record keeps it: when, and what happened. Equal contents are one object. */
import { canonicalJson } from '../base/canonical-json.ts'
import { sha256 } from '../base/hash.ts'
import type { TickEntry } from './entry.ts'

/** What happened in a tick, without saying when: so that a situation that recurs is the same content again. */
export interface TickContent {
  readonly phase: string
  readonly entries: readonly TickEntry[]
  /** See `digestOf`. */
  readonly digest: string
}

export interface Tick {
  /** Counted from 0. */
  readonly tick: number
  /** Counted from 1; null in scenarios without rounds. */
  readonly round: number | null
  readonly content: TickContent
}

export function contentOf(phase: string, entries: readonly TickEntry[]): TickContent {
  return { phase, entries, digest: digestOf(phase, entries) }
}

/**
 * SHA-256 of the canonical JSON of `{ phase, entries }`, in which calls are without what depends on the hour and not on the play: how often a
 * busy server was tried, and what it cost.
 */
export function digestOf(phase: string, entries: readonly TickEntry[]): string {
  return sha256(canonicalJson({ phase, entries: entries.map(withoutTheHour) }))
}

/** The entry as it is hashed. */
export function withoutTheHour(entry: TickEntry): TickEntry {
  if (entry.kind !== 'model-called') return entry
  const { tries: _t, retried: _r, uncertainUsd: _u, ...rest } = entry
  // What is free is free at any hour: so it was hashed before there were prices.
  return { ...rest, costUsd: rest.costUsd === 0 ? 0 : null }
}

interface Node {
  readonly next: Map<TickEntry, Node>
  content?: TickContent
}

/** Past this many the pool forgets and begins anew: memory stays flat, only sharing is lost. */
const MOST_NODES = 20_000
const MOST_CONTENTS = 4_096

/**
 * Gives one object to equal contents. It goes by the identity of entries first, which scripted play repeats (a machine that pays
 * from a table hands out the same payoff objects again and again), and by digest where those are new.
 */
export class ContentPool {
  #roots = new Map<string, Node>()
  #nodes = 0
  readonly #byDigest = new Map<string, TickContent>()

  intern(phase: string, entries: readonly TickEntry[]): TickContent {
    let node = this.#roots.get(phase) ?? this.#root(phase)
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as TickEntry
      node = node.next.get(entry) ?? this.#grow(node, entry)
    }
    const content = (node.content ??= this.#share(contentOf(phase, entries)))
    if (this.#nodes > MOST_NODES) {
      this.#roots = new Map()
      this.#nodes = 0
    }
    return content
  }

  #root(phase: string): Node {
    const node: Node = { next: new Map() }
    this.#roots.set(phase, node)
    return node
  }

  #grow(node: Node, entry: TickEntry): Node {
    const next: Node = { next: new Map() }
    node.next.set(entry, next)
    this.#nodes++
    return next
  }

  #share(content: TickContent): TickContent {
    const known = this.#byDigest.get(content.digest)
    if (known !== undefined) return known
    if (this.#byDigest.size >= MOST_CONTENTS) this.#byDigest.clear()
    this.#byDigest.set(content.digest, content)
    return content
  }
}
