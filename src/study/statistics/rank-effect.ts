/** How far two groups stand apart in rank, with an interval. */
import { criticalZ } from './wilson.ts'
import { midRanks } from './ranks.ts'

/** From −1 (all of the first below all of the second) to 1. What is undefined is null, and `reason` says why. */
export interface RankEffect {
  readonly rankBiserial: number | null
  readonly interval: readonly [low: number, high: number] | null
  readonly reason: string | null
}

/**
 * The rank-biserial correlation 2θ − 1, where θ is the chance that a value of the first group is larger than one of the second, ties counting half (Cureton 1956; it is Cliff's
 * delta), with an interval from the variance of the placements of each group among the other (DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44, 837–845) on the logit scale of θ, so that
 * it stays between its bounds (Qin & Hotilovac 2008, Statistical Methods in Medical Research 17, 207–221). No interval where a group has one value, or where the groups do not overlap at all.
 * @throws RangeError where a value is not finite.
 */
export function rankEffect(
  first: readonly number[],
  second: readonly number[],
  level = 0.95,
): RankEffect {
  const [n, m] = [first.length, second.length]
  if (n === 0 || m === 0)
    return { rankBiserial: null, interval: null, reason: 'a group has no value' }
  const ranks = midRanks([...first, ...second])
  const ofFirst = placements(ranks.slice(0, n), midRanks(first), m)
  const ofSecond = placements(ranks.slice(n), midRanks(second), n)
  const theta = ofFirst.mean
  const rankBiserial = 2 * theta - 1
  if (n === 1 || m === 1)
    return { rankBiserial, interval: null, reason: 'a group has one value: its spread is unknown' }
  if (theta <= 0 || theta >= 1)
    return { rankBiserial, interval: null, reason: 'the groups do not overlap' }
  const error = Math.sqrt(ofFirst.variance / n + ofSecond.variance / m)
  if (error === 0)
    return { rankBiserial, interval: null, reason: 'within each group all values are the same' }
  const logit = Math.log(theta / (1 - theta))
  const half = (criticalZ(level) * error) / (theta * (1 - theta))
  const back = (x: number): number => 2 / (1 + Math.exp(-x)) - 1
  return { rankBiserial, interval: [back(logit - half), back(logit + half)], reason: null }
}

/** The share of the other group that lies below each value: its rank among all less its rank among its own, of so many others. */
function placements(
  among: readonly number[],
  own: readonly number[],
  others: number,
): { readonly mean: number; readonly variance: number } {
  const shares = among.map((rank, i) => (rank - (own[i] as number)) / others)
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0)
  return { mean, variance: squares / Math.max(1, shares.length - 1) }
}
