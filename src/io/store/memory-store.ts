/** Records in memory: for tests, and for runs whose record nobody needs to keep. */
import type { TickEntry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Tick, TickContent } from '../../record/tick.ts'
import { assertForkable } from './store-errors.ts'
import type { EntryOf, RunEntries, RunSummary, Store, StoredTick } from './store.ts'

interface Kept {
  summary: RunSummary
  readonly ticks: Tick[]
  calls: KeptCall[]
}

const nothingToUndo = (): void => {}

/** A store that forgets when it is let go. Like every store, it shows only what was flushed. */
export function memoryStore(): Store {
  const runs = new Map<RunId, Kept>()
  // Each piece of work gives back what undoes it.
  let pending: (() => () => void)[] = []
  let definition: string | undefined
  let estimate: string | undefined
  let unrecordedSpend: string | undefined

  const keptOf = (runId: RunId): Kept => {
    const kept = runs.get(runId)
    if (kept === undefined) throw new Error(`run ${runId} was never begun`)
    return kept
  }

  const sharedTicks = ({ fork }: Plan): Tick[] => {
    if (fork === undefined) return []
    const parent = runs.get(fork.parent)
    assertForkable('memory', fork, parent?.ticks.length)
    return parent?.ticks.slice(0, fork.tick) ?? []
  }

  return {
    place: 'memory',
    get pending() {
      return pending.length
    },
    begin(runId: RunId, plan: Plan, semantics: number, startedAt: string) {
      pending.push(() => {
        if (runs.has(runId)) return nothingToUndo
        const beside = { startedAt, endedAt: null }
        const summary = {
          runId,
          plan,
          semantics,
          status: 'started' as const,
          ticks: 0,
          recordHash: null,
          why: null,
        }
        runs.set(runId, { summary: { ...summary, ...beside }, ticks: sharedTicks(plan), calls: [] })
        return () => runs.delete(runId)
      })
    },
    append(runId: RunId, tick: Tick) {
      pending.push(() => {
        const kept = keptOf(runId)
        const { ticks } = kept
        if (tick.tick !== ticks.length)
          throw new Error(`tick ${tick.tick} was appended where tick ${ticks.length} is next`)
        ticks.push(tick)
        const { calls } = kept
        kept.calls = calls.filter((call) => call.tick > tick.tick)
        return () => {
          ticks.pop()
          kept.calls = calls
        }
      })
    },
    end(runId: RunId, end: RunEnded, hash: string, endedAt: string) {
      pending.push(() => {
        const kept = keptOf(runId)
        const before = kept.summary
        kept.summary = { ...before, status: end.how, why: end.why, recordHash: hash, endedAt }
        return () => void (kept.summary = before)
      })
    },
    keepCall(runId: RunId, make: () => KeptCall) {
      pending.push(() => {
        const kept = keptOf(runId)
        const { calls } = kept
        const call = make()
        // Where the tick was closed in the meantime, its entries hold the call.
        if (call.tick >= kept.ticks.length) kept.calls = [...calls, call].sort(byPlace)
        return () => void (kept.calls = calls)
      })
    },
    flush() {
      const work = pending
      pending = []
      const undo: (() => void)[] = []
      try {
        for (const one of work) undo.push(one())
      } catch (error) {
        for (const one of undo.reverse()) one()
        throw error
      }
    },
    sync: () => Promise.resolve(),
    runs: (after = 0) =>
      [...runs.values()]
        .slice(after)
        .map(({ summary, ticks }) => ({ ...summary, ticks: ticks.length })),
    run: (runId) => {
      const kept = runs.get(runId)
      return kept === undefined ? undefined : { ...kept.summary, ticks: kept.ticks.length }
    },
    *ticks(runId: RunId, from = 0, to = Infinity): Iterable<StoredTick> {
      const ticks = runs.get(runId)?.ticks ?? []
      let seq = seqAfter(ticks.slice(0, from))
      for (const tick of ticks.slice(from, to)) {
        yield { ...tick, seq, digest: tick.content.digest }
        seq += tick.content.entries.length
      }
    },
    faults: () => [],
    *entriesByRun<K extends TickEntry['kind']>(
      kinds: readonly K[],
      only?: ReadonlySet<RunId>,
    ): Iterable<RunEntries<K>> {
      const lists = new WeakMap<TickContent, readonly EntryOf<K>[]>()
      const listOf = (content: TickContent): readonly EntryOf<K>[] => {
        let list = lists.get(content)
        if (list === undefined)
          lists.set(content, (list = content.entries.filter((one) => isOneOf(kinds, one))))
        return list
      }
      const wanted = [...runs].filter(([runId]) => only?.has(runId) !== false)
      for (const [runId, { ticks }] of wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
        yield { runId, ticks: ticks.map(({ content }) => listOf(content)) }
    },
    keptCalls: (runId) => runs.get(runId)?.calls ?? [],
    experiment: () => definition,
    keepExperiment: (text) => void (definition = text),
    estimate: () => estimate,
    keepEstimate: (text) => void (estimate = text),
    unrecordedSpend: () => unrecordedSpend,
    keepUnrecordedSpend: (text) => void (unrecordedSpend = text),
    close: () => {},
  }
}

function seqAfter(ticks: readonly Tick[]): number {
  return ticks.reduce((seq, { content }) => seq + content.entries.length, 1)
}

function isOneOf<K extends TickEntry['kind']>(
  kinds: readonly K[],
  entry: TickEntry,
): entry is EntryOf<K> {
  return (kinds as readonly string[]).includes(entry.kind)
}

function byPlace(a: KeptCall, b: KeptCall): number {
  const place = ({ tick, participant, ask, attempt, sample }: KeptCall) =>
    [tick, participant, ask, attempt, sample] as const
  const [left, right] = [place(a), place(b)]
  const differing = left.findIndex((part, i) => part !== right[i])
  return differing === -1 || (left[differing] ?? 0) < (right[differing] ?? 0) ? -1 : 1
}
