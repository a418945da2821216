/** Every entry of a run as it stands in the record, a page of ticks at a time. */
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import type { StoredTick } from '../../../io/store/store.ts'
import { participantOf } from './transcript-lines.ts'

/** Characters (UTF-16) of one body on a page; what is longer is cut, and asked for alone. */
const MOST_BODY = 1_500

export interface RawEntry {
  /** As the view `entries` numbers them. */
  readonly seq: number
  readonly kind: string
  /** Whose it is; null where it is of nobody, or of several. */
  readonly who: string | null
  /** Canonical JSON, cut at `MOST_BODY`. */
  readonly body: string
  /** How long it is whole. */
  readonly length: number
}

export interface RawTick {
  readonly tick: number
  readonly round: number | null
  readonly phase: string
  readonly seq: number
  readonly entries: number
  readonly raw: readonly RawEntry[]
}

export interface RawPage {
  readonly page: number
  readonly ticks: readonly RawTick[]
}

export function rawTick({ tick, round, seq, content }: StoredTick): RawTick {
  const { phase, entries } = content
  const raw = entries.map((entry, place): RawEntry => {
    const body = canonicalJson(entry as Json)
    const cut = body.slice(0, MOST_BODY)
    return {
      seq: seq + place,
      kind: entry.kind,
      who: participantOf(entry),
      body: cut,
      length: body.length,
    }
  })
  return { tick, round, phase, seq, entries: entries.length, raw }
}
