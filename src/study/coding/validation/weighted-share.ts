/** Shares estimated from a stratified sample with known inclusion probabilities, and how far they may be off. */
import { normalQuantile } from '../../statistics/normal.ts'

/** A unit that was drawn. */
export interface Drawn {
  /** A place in the list of strata. */
  readonly stratum: number
}

/** Of how many units each stratum's were drawn. */
export interface StratumSize {
  readonly of: number
}

/** What a drawn unit adds to an estimate's error: the estimate's linearised variable (Särndal, Swensson and Wretman 1992, section 5.5). */
export type Influence = readonly number[]

export interface WeightedShare {
  /** Null where no drawn unit counts. */
  readonly share: number | null
  /** Drawn units that count. */
  readonly n: number
  readonly variance: number
  readonly influence: Influence
}

export interface Sample<T extends Drawn> {
  readonly units: readonly T[]
  /** Units of the stratum for each that was drawn of it: what a drawn unit stands for. */
  readonly weights: readonly number[]
  /** The variance of an estimate within strata, by the influence of the drawn units. */
  varianceOf(influence: Influence): number
  /** What comes besides of how many units happen to be in each stratum (double sampling; Cochran 1977, section 12.2). */
  betweenOf(influence: Influence): number
  /** True where every unit has the same chance. */
  readonly isSimple: boolean
}

/**
 * Drawn units as a sample of their strata. What is estimated is about units like these, so that drawing all of them leaves something to be known. Strata with a single drawn unit, of which nobody can say how it varies, are counted as one (with the
 * largest, where there is only one such).
 */
export function sampleOf<T extends Drawn>(
  units: readonly T[],
  strata: readonly StratumSize[],
): Sample<T> {
  const drawn = strata.map(() => 0)
  for (const { stratum } of units) drawn[stratum] = (drawn[stratum] ?? 0) + 1
  const weights = units.map(({ stratum }) => (strata[stratum]?.of ?? 0) / (drawn[stratum] ?? 1))
  const groupOf = collapsed(strata, drawn)
  const groups = new Map<number, number>()
  drawn.forEach((n, stratum) => {
    if (n === 0) return
    const group = groupOf(stratum)
    groups.set(group, (groups.get(group) ?? 0) + n)
  })
  const varianceOf = (influence: Influence): number => {
    const sums = new Map<number, { sum: number; squares: number }>()
    units.forEach(({ stratum }, i) => {
      const z = influence[i] ?? 0
      const group = groupOf(stratum)
      const known = sums.get(group) ?? { sum: 0, squares: 0 }
      sums.set(group, { sum: known.sum + z, squares: known.squares + z * z })
    })
    let variance = 0
    for (const [group, { sum, squares }] of sums) {
      const n = groups.get(group) ?? 0
      if (n < 2) continue
      variance += (n / (n - 1)) * Math.max(0, squares - (sum * sum) / n)
    }
    return variance
  }
  const isSimple = new Set(weights.map((weight) => weight.toPrecision(12))).size <= 1
  const betweenOf = (influence: Influence): number => {
    const sums = strata.map(() => 0)
    units.forEach(({ stratum }, i) => {
      sums[stratum] = (sums[stratum] ?? 0) + (influence[i] ?? 0)
    })
    return sums.reduce((total, sum, i) => total + (sum * sum) / Math.max(1, strata[i]?.of ?? 1), 0)
  }
  return { units, weights, varianceOf, betweenOf, isSimple }
}

function collapsed(
  strata: readonly StratumSize[],
  drawn: readonly number[],
): (stratum: number) => number {
  const single = drawn.flatMap((n, i) => (n === 1 && (strata[i]?.of ?? 0) > 1 ? [i] : []))
  const [first, ...others] = single
  if (first === undefined) return (stratum) => stratum
  const largest = drawn.reduce((best, n, i) => (n > (drawn[best] ?? 0) ? i : best), 0)
  const group = others.length > 0 ? first : largest
  return (stratum) => (single.includes(stratum) ? group : stratum)
}

/** The share of `hit` among the units that `count`, weighed by what each unit stands for. */
export function weightedShare<T extends Drawn>(
  { units, weights, varianceOf, betweenOf }: Sample<T>,
  count: (unit: T) => boolean,
  hit: (unit: T) => number,
): WeightedShare {
  let [total, hits, n] = [0, 0, 0]
  units.forEach((unit, i) => {
    if (!count(unit)) return
    n++
    total += weights[i] ?? 0
    hits += (weights[i] ?? 0) * hit(unit)
  })
  if (total === 0) return { share: null, n, variance: 0, influence: units.map(() => 0) }
  const share = hits / total
  const influence = units.map((unit, i) =>
    count(unit) ? ((weights[i] ?? 0) * (hit(unit) - share)) / total : 0,
  )
  return { share, n, variance: varianceOf(influence) + betweenOf(influence), influence }
}

/**
 * So many units of a simple random sample would know a share as exactly as these do: by the variance; for shares of 0 and 1 by the weights alone (Kish 1965, section
 * 8.2). With equal chances it is their number.
 */
export function effectiveSize<T extends Drawn>(
  { units, weights, isSimple }: Sample<T>,
  count: (unit: T) => boolean,
  { share, n, variance }: WeightedShare,
): number {
  if (isSimple) return n
  if (share !== null && share > 0 && share < 1 && variance > 0)
    return (share * (1 - share)) / variance
  const own = units.flatMap((unit, i) => (count(unit) ? [weights[i] ?? 0] : []))
  const sum = own.reduce((total, weight) => total + weight, 0)
  const squares = own.reduce((total, weight) => total + weight * weight, 0)
  return squares === 0 ? 0 : (sum * sum) / squares
}

/**
 * Up to so many units may count in strata in which units were drawn and none of them did, by the upper 95 % bound on the share of what was never seen (1 − 0.05^(1/n);
 * Hanley and Lippman-Hand 1983, JAMA 249, 1743–1745), and for how many those that were seen stand.
 */
export function unseenWeight<T extends Drawn>(
  { units, weights }: Sample<T>,
  isIn: (unit: T) => boolean,
  count: (unit: T) => boolean,
): { readonly seen: number; readonly unseen: number } {
  const strata = new Map<number, { n: number; of: number; seen: number }>()
  units.forEach((unit, i) => {
    if (!isIn(unit)) return
    const one = strata.get(unit.stratum) ?? { n: 0, of: 0, seen: 0 }
    strata.set(unit.stratum, one)
    one.n++
    one.of += weights[i] ?? 0
    if (count(unit)) one.seen += weights[i] ?? 0
  })
  let [seen, unseen] = [0, 0]
  for (const one of strata.values()) {
    seen += one.seen
    // What was drawn whole hides nothing.
    if (one.seen === 0 && one.of > one.n) unseen += one.of * (1 - 0.05 ** (1 / one.n))
  }
  return { seen, unseen }
}

/** Wilson's score interval (1927) of a share that `n` units know, whole or not. */
export function wilsonOf(share: number, n: number, level = 0.95): readonly [number, number] {
  if (n <= 0) return [0, 1]
  const z = -normalQuantile((1 - level) / 2)
  const square = (z * z) / n
  const centre = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n))
  return [share <= 0 ? 0 : Math.max(0, centre - half), share >= 1 ? 1 : Math.min(1, centre + half)]
}
