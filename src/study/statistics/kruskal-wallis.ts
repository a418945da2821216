/** The Kruskal–Wallis test of several groups, and Dunn's comparisons of their pairs. */
import { adjustP } from './adjust-p.ts'
import { chiSquaredAbove } from './chi-squared.ts'
import { twoSidedNormal } from './normal.ts'
import { midRanks } from './ranks.ts'
import { tieCubes } from './ties.ts'

/** What is undefined is null, and `reason` says why. */
export interface KruskalWallis {
  /** Corrected for ties. */
  readonly h: number | null
  /** One less than the groups. */
  readonly df: number
  /** By the chi-squared distribution: an approximation, poor where groups have fewer than five values. */
  readonly p: number | null
  readonly n: number
  /** How many values share theirs with another. */
  readonly tied: number
  /** H / (N − 1), from 0 to 1. */
  readonly epsilonSquared: number | null
  /** (H − k + 1) / (N − k): corrected for what chance gives, so that it can be below 0. */
  readonly etaSquaredH: number | null
  readonly reason: string | null
}

/**
 * H = (N − 1) Σ nᵢ(r̄ᵢ − r̄)² / Σ(r − r̄)² of the mid-ranks, which is H divided by 1 − Σ(t³ − t)/(N³ − N) (Kruskal & Wallis 1952, JASA 47, 583–621). Effect sizes: Tomczak & Tomczak
 * 2014, Trends in Sport Sciences 1(21), 19–25. Groups without values are left out.
 * @throws RangeError where a value is not finite.
 */
export function kruskalWallis(groups: readonly (readonly number[])[]): KruskalWallis {
  const filled = groups.filter(({ length }) => length > 0)
  const ranks = midRanks(filled.flat())
  const n = ranks.length
  const df = filled.length - 1
  const { tied, sizes } = tieCubes(ranks)
  const none = { h: null, df, p: null, n, tied, epsilonSquared: null, etaSquaredH: null }
  if (df < 1) return { ...none, reason: 'fewer than two groups have values' }
  if (sizes.length === 1)
    return { ...none, reason: 'all values are the same: their ranks do not vary' }
  const centre = (n + 1) / 2
  const total = ranks.reduce((sum, rank) => sum + (rank - centre) ** 2, 0)
  const between = meanRanks(filled, ranks).reduce(
    (sum, mean, i) => sum + (filled[i]?.length ?? 0) * (mean - centre) ** 2,
    0,
  )
  const h = ((n - 1) * between) / total
  return {
    ...none,
    h,
    p: chiSquaredAbove(h, df),
    epsilonSquared: h / (n - 1),
    etaSquaredH: n > df + 1 ? (h - df) / (n - df - 1) : null,
    reason: n > df + 1 ? null : 'eta squared: no group has more than one value',
  }
}

/** Two groups, by their places in the list. */
export interface DunnPair {
  readonly first: number
  readonly second: number
  /** Above 0 where the first has the higher mean rank. */
  readonly z: number | null
  /** Two-sided, as if it were the only comparison. */
  readonly p: number | null
  /** Over all pairs. */
  readonly pHolm: number | null
  readonly pBenjaminiHochberg: number | null
}

/**
 * Every pair of groups compared by their mean ranks among all values: z = (r̄ᵢ − r̄ⱼ) / √((N(N+1)/12 − Σ(t³−t)/(12(N−1))) (1/nᵢ + 1/nⱼ)) (Dunn 1964, Technometrics 6, 241–252). Null where a group
 * has no value, or no rank varies.
 */
export function dunnPairs(groups: readonly (readonly number[])[]): DunnPair[] {
  const ranks = midRanks(groups.flat())
  const n = ranks.length
  const means = meanRanks(groups, ranks)
  const variance = (n * (n + 1)) / 12 - tieCubes(ranks).cubes / (12 * (n - 1))
  const pairs = groups.flatMap((one, first) =>
    groups.slice(first + 1).map((other, i) => {
      const second = first + 1 + i
      const isDefined = one.length > 0 && other.length > 0 && variance > 1e-12 * n
      const error = Math.sqrt(variance * (1 / one.length + 1 / other.length))
      const z = isDefined ? ((means[first] as number) - (means[second] as number)) / error : null
      return { first, second, z, p: z === null ? null : twoSidedNormal(z) }
    }),
  )
  const ps = pairs.map(({ p }) => p)
  const [holm, rate] = [adjustP(ps, 'holm'), adjustP(ps, 'benjamini-hochberg')]
  return pairs.map((pair, i) => ({
    ...pair,
    pHolm: holm[i] ?? null,
    pBenjaminiHochberg: rate[i] ?? null,
  }))
}

/** `ranks` are those of all groups, one after the other; NaN for a group without values. */
function meanRanks(groups: readonly (readonly number[])[], ranks: readonly number[]): number[] {
  let at = 0
  return groups.map(({ length }) => {
    const own = ranks.slice(at, (at += length))
    return own.reduce((sum, rank) => sum + rank, 0) / length
  })
}
