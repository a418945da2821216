/** How many calls may be in flight, as answers tell: the arithmetic of adaptive concurrency, without time or line. */

import { chanceRefusals } from './chance-refusals.ts'

export interface ConcurrencyWindow {
  /** Whole calls, 1 at least. */
  readonly limit: number
  /** How often it was cut. */
  readonly cuts: number
  /** How long to wait from one beginning to the next; 0 but where one call at a time is still too much. */
  readonly spacingMs: number
  /** While the limit keeps calls waiting, it shall `grow` each time so much time has passed; Infinity where it shall not. */
  readonly growsEveryMs: number
  grow(): void
  /** A call begins: how often it was cut before, which the call remembers. */
  begun(): number
  /** `isFull`: the limit kept others waiting; where it did not, there is no sign that more would be taken. */
  succeeded(cutsBefore: number, isFull: boolean): void
  /** The server was too busy for a call, which is one of those in flight: whether that is a matter of load. */
  refused(cutsBefore: number, inFlight: number): boolean
  /** No more than so many from here on, whatever the server takes; what was learnt of it is kept. Null lifts the cap. */
  cap(most: number | null): void
}

/** Refusals come at once, replies do not: so long without a refusal is a sign that twice as many would be taken. */
const DOUBLING_MS = 200
/** It grows in so many steps to the double, lest many calls begin at one moment. */
const STEPS_PER_DOUBLING = 4
/** By how much each cut slows the growth by time, and after how many it ends. */
const SLOWER = 4
const LAST_CUT = 4
/** What is left after a cut: as in later congestion controls, more than the half of the first, so that a server stays in use. */
const DECREASE = 0.8
/** The same where so much was refused that it cannot be chance. */
const STEEP_DECREASE = 0.6
/** The part of the way back to the last refusal that a round trip covers. */
const REGAIN = 0.25
const FIRST_SPACING_MS = 250
/** A server that takes fewer than one call in so long refuses more, or says how long to wait. */
const LONGEST_SPACING_MS = 4000
const SHORTEST_SPACING_MS = 50
/** What a reply leaves of the spacing; less where none of the last few was refused, so that random refusals do not keep calls apart. */
const CLOSER = 0.9
const MUCH_CLOSER = 0.5
const REPLIES_AT_CLOSER = 5

/**
 * Additive increase, multiplicative decrease (Chiu and Jain 1989) after a slow start (Jacobson 1988).
 *
 * - It doubles every 200 ms while calls wait; after each cut four times slower, after the fifth not at all: a first refusal may be that
 *   of too many at one moment, far below what the server takes in the long run.
 * - A refusal cuts it to 0.8 of what was in flight. Calls begun before a cut do not cut again, but what was in flight less
 *   those refused is what the server took, and the limit is no more than that.
 * - A round trip's worth of replies raises it by one, or by a quarter of the distance to the last refusal if that is more, as binary
 *   increase does (Xu, Harfoush and Rhee 2004): it is soon near that point, stays there for long, and leaves it fast once it lies behind.
 * - Refusals that come by chance (see `chanceRefusals`) do not cut. While that is tested, the limit stays as it is.
 * - Where one call at a time is left and refused, beginnings are spaced, twice as far at each refusal; a tenth closer at each reply,
 *   and by half from the sixth in a row.
 */
export function concurrencyWindow(start: number, ever: number): ConcurrencyWindow {
  let most = ever
  let limit = Math.max(1, start)
  let cuts = 0
  let taken = Infinity
  let spacingMs = 0
  let repliesInARow = 0
  const chance = chanceRefusals()
  /** Under a cap that lies below what was learnt, there is nothing to be learnt of more. */
  const raiseTo = (wanted: number): void => {
    limit = Math.max(limit, Math.min(most, wanted))
  }
  return {
    get limit() {
      // Four quarters of a doubling come to a hair less than the double.
      return Math.floor(Math.min(limit, most) + 1e-6)
    },
    get cuts() {
      return cuts
    },
    get spacingMs() {
      return spacingMs
    },
    get growsEveryMs() {
      const isOver = cuts > LAST_CUT || spacingMs > 0 || limit >= most || chance.isTesting
      return isOver ? Infinity : (DOUBLING_MS * SLOWER ** cuts) / STEPS_PER_DOUBLING
    },
    grow: () => {
      raiseTo(limit * 2 ** (1 / STEPS_PER_DOUBLING))
    },
    cap: (wanted) => {
      most = wanted === null ? ever : Math.min(ever, Math.max(1, wanted))
    },
    begun: () => {
      chance.begun()
      return cuts
    },
    succeeded: (cutsBefore, isFull) => {
      if (cuts === 0 || cutsBefore < cuts) return
      repliesInARow++
      chance.replied()
      if (spacingMs > 0) {
        spacingMs *= repliesInARow <= REPLIES_AT_CLOSER ? CLOSER : MUCH_CLOSER
        if (spacingMs < SHORTEST_SPACING_MS) spacingMs = 0
      } else if (isFull && !chance.isTesting) {
        const step = Math.max(1, REGAIN * Math.abs(taken - limit))
        raiseTo(limit + step / limit)
      }
    },
    refused: (cutsBefore, inFlight) => {
      if (cutsBefore < cuts) {
        taken = Math.max(1, taken - 1)
        limit = Math.min(limit, taken)
        return true
      }
      if (spacingMs === 0 && chance.refused()) return false
      cuts++
      repliesInARow = 0
      taken = Math.max(1, inFlight - 1)
      const wasOne = limit < 2
      const decrease = chance.isTesting ? STEEP_DECREASE : DECREASE
      limit = Math.max(1, decrease * Math.min(limit, inFlight))
      if (wasOne)
        spacingMs = Math.min(LONGEST_SPACING_MS, Math.max(FIRST_SPACING_MS, 2 * spacingMs))
      chance.lightened(limit, spacingMs === 0)
      return true
    },
  }
}
