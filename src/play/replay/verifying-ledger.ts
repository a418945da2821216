/** A ledger that compares what is played with what is recorded, tick by tick, and hands on what is new. */
import type { StoredTick } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import type { Tick } from '../../record/tick.ts'
import type { Ledger } from '../kernel/ledger.ts'
import { differencesOf, firstDifference, type Divergence } from './divergence.ts'

/** Thrown out of the kernel at the first entry that differs, and caught where the replay began. */
export class Diverged extends Error {
  override readonly name = 'Diverged'
  readonly divergence: Divergence
  constructor(divergence: Divergence) {
    super(divergence.what)
    this.divergence = divergence
  }
}

export interface VerifyingLedger extends Ledger {
  /** True when every recorded tick has been met again. */
  isThrough(): boolean
}

/**
 * Compares against the stored ticks of a run. Past the last of them, ticks go on to `beyond`, or are themselves a
 * divergence where there is none.
 */
export function verifyingLedger(
  runId: RunId,
  stored: Iterable<StoredTick>,
  beyond: Ledger | null,
): VerifyingLedger {
  const recorded = stored[Symbol.iterator]()
  let next = recorded.next()
  return {
    start: (entry) => beyond?.start(entry),
    tick(tick, waited, latenciesMs) {
      if (next.done !== true) {
        compare(runId, next.value, tick)
        next = recorded.next()
        return
      }
      if (beyond === null) {
        throw new Diverged({
          ...at(runId, tick),
          place: null,
          what: `tick ${tick.tick} is not in the record, which ends before it`,
          recorded: null,
          again: tick.content.entries[0] ?? null,
          differences: [],
        })
      }
      beyond.tick(tick, waited, latenciesMs)
    },
    end: (entry, hash) => beyond?.end(entry, hash),
    isThrough: () => next.done === true,
  }
}

function compare(runId: RunId, recorded: StoredTick, again: Tick): void {
  const { digest } = again.content
  if (
    recorded.content.digest === digest &&
    recorded.digest === digest &&
    recorded.round === again.round &&
    recorded.tick === again.tick
  )
    return
  throw new Diverged(divergenceBetween(runId, recorded, again))
}

/** What differs between a tick as it is recorded and as it comes out. */
export function divergenceBetween(
  runId: RunId,
  recorded: Omit<StoredTick, 'seq'>,
  again: Tick,
): Divergence {
  const place = firstDifference(recorded.content.entries, again.content.entries)
  if (place !== undefined) {
    const [left, right] = [recorded.content.entries[place], again.content.entries[place]]
    return {
      ...at(runId, again),
      place,
      what: `tick ${again.tick}: entry ${place} (${left?.kind ?? 'none'}) is not what comes out when the run is played again`,
      recorded: left ?? null,
      again: right ?? null,
      differences: differencesOf(left, right),
    }
  }
  const skeleton = (tick: Tick, onFile: string): object => ({
    tick: tick.tick,
    round: tick.round,
    phase: tick.content.phase,
    digest: onFile,
  })
  return {
    ...at(runId, again),
    place: null,
    what: `tick ${again.tick}: its number, round, phase or digest is not what comes out when the run is played again`,
    recorded: null,
    again: null,
    differences: differencesOf(
      skeleton(recorded, recorded.digest),
      skeleton(again, again.content.digest),
    ),
  }
}

function at(runId: RunId, { tick, round }: Tick): Pick<Divergence, 'runId' | 'tick' | 'round'> {
  return { runId, tick, round }
}
