/** The signed-rank test of paired differences. */
import { midRanks } from '../statistics/ranks.ts'
import { twoSidedNormal } from '../statistics/normal.ts'

export interface SignedRanks {
  /** The sum of the ranks of positive differences. */
  readonly v: number
  /** How many differences are not zero. */
  readonly n: number
  /** Two-sided. */
  readonly p: number
  readonly method: 'exact' | 'normal'
}

/** With more differences than this the normal approximation is as good. */
const MOST_EXACT = 50

/**
 * Differences other than zero are ranked by their size, ties sharing the mean of their ranks; V is the sum of the ranks of positive ones (Wilcoxon 1945, Biometrics
 * Bulletin 1, 80–83). Up to 50 differences p is exact given the ties: twice the smaller tail of V over all 2ⁿ assignments of signs, at most 1 (Hollander & Wolfe 1973,
 * Nonparametric Statistical Methods, ch. 3). Beyond, V is taken to be normal with variance Σr²/4, half a unit nearer to its mean. Null where all differences are zero.
 */
export function signedRanks(differences: readonly number[]): SignedRanks | null {
  const signed = differences.filter((one) => one !== 0)
  const n = signed.length
  if (n === 0) return null
  const ranks = midRanks(signed.map(nearly))
  const v = ranks.reduce((sum, rank, i) => ((signed[i] as number) > 0 ? sum + rank : sum), 0)
  return n <= MOST_EXACT
    ? { v, n, p: exactP(ranks, v), method: 'exact' }
    : { v, n, p: normalP(ranks, v), method: 'normal' }
}

/** Sizes that are equal but for rounding are tied. */
function nearly(difference: number): number {
  return Number(Math.abs(difference).toPrecision(12))
}

/** Twice a mid-rank is whole: the number of assignments for each sum is counted rank by rank. */
function exactP(ranks: readonly number[], v: number): number {
  const doubled = ranks.map((rank) => Math.round(2 * rank))
  const most = doubled.reduce((sum, one) => sum + one, 0)
  const counts = new Float64Array(most + 1)
  counts[0] = 1
  for (const one of doubled)
    for (let sum = most; sum >= one; sum--)
      counts[sum] = (counts[sum] as number) + (counts[sum - one] as number)
  const low = Math.min(Math.round(2 * v), most - Math.round(2 * v))
  let tail = 0
  for (let sum = 0; sum <= low; sum++) tail += counts[sum] as number
  return Math.min(1, (2 * tail) / 2 ** ranks.length)
}

function normalP(ranks: readonly number[], v: number): number {
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4)
  return Math.min(1, twoSidedNormal(Math.max(0, Math.abs(v - mean) - 0.5) / deviation))
}
