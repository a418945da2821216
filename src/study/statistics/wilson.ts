/** Proportions and their differences, with intervals that stay between their bounds. */
import { normalQuantile } from './normal.ts'

/** A proportion with its interval; null of nothing, and `reason` says why. */
export interface Proportion {
  readonly successes: number
  readonly n: number
  readonly proportion: number | null
  readonly interval: readonly [low: number, high: number] | null
  readonly reason: string | null
}

/**
 * successes / n with Wilson's score interval, without correction for continuity (Wilson 1927, JASA 22, 209–212, doi:10.1080/01621459.1927.10502953).
 * @throws RangeError where the counts are no counts, or the level is not between 0 and 1.
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): Proportion {
  assertCounts(successes, n)
  const z = criticalZ(level)
  if (n === 0)
    return { successes, n, proportion: null, interval: null, reason: 'a share of nothing' }
  const proportion = successes / n
  const square = z * z
  const centre = (successes + square / 2) / (n + square)
  const half = (z / (n + square)) * Math.sqrt((successes * (n - successes)) / n + square / 4)
  // At the ends the score equation is solved by the end itself: rounding must not move it.
  const low = successes === 0 ? 0 : Math.max(0, centre - half)
  const high = successes === n ? 1 : Math.min(1, centre + half)
  return { successes, n, proportion, interval: [low, high], reason: null }
}

/** The difference of two proportions, the first less the second. */
export interface ProportionDifference {
  readonly difference: number | null
  readonly interval: readonly [low: number, high: number] | null
  readonly reason: string | null
}

/** Successes among n. */
export interface Count {
  readonly successes: number
  readonly n: number
}

/**
 * The difference of two independent proportions with Newcombe's hybrid score interval, without correction for continuity (Newcombe 1998, Statistics in Medicine 17,
 * 873–890, method 10).
 * @throws RangeError as `wilsonInterval`.
 */
export function newcombeInterval(one: Count, other: Count, level = 0.95): ProportionDifference {
  const first = wilsonInterval(one.successes, one.n, level)
  const second = wilsonInterval(other.successes, other.n, level)
  const [p, q] = [first.proportion, second.proportion]
  if (p === null || q === null || first.interval === null || second.interval === null)
    return { difference: null, interval: null, reason: 'one of the shares is of nothing' }
  const difference = p - q
  const below = Math.hypot(p - first.interval[0], second.interval[1] - q)
  const above = Math.hypot(first.interval[1] - p, q - second.interval[0])
  const interval = [Math.max(-1, difference - below), Math.min(1, difference + above)] as const
  return { difference, interval, reason: null }
}

/** The z that a normal value stays within on both sides with the given probability. */
export function criticalZ(level: number): number {
  if (!(level > 0 && level < 1))
    throw new RangeError(`a level lies between 0 and 1, such as 0.95; ${level} does not`)
  return -normalQuantile((1 - level) / 2)
}

function assertCounts(successes: number, n: number): void {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`there cannot be ${n} cases`)
  if (!Number.isInteger(successes) || successes < 0 || successes > n)
    throw new RangeError(`there cannot be ${successes} successes among ${n}`)
}
