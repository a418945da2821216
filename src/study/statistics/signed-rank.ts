/** Wilcoxon's signed-rank test of paired differences. */
import { twoSidedNormal } from './normal.ts'
import { assertFinite, midRanks } from './ranks.ts'
import { tieCubes } from './ties.ts'

/** What is undefined is null, and `reasons` says why, field by field. */
export interface SignedRank {
  /** The sum of the ranks of positive differences; `vOther` that of negative ones. */
  readonly v: number | null
  readonly vOther: number | null
  /** How many differences are not zero. */
  readonly n: number
  /** How many are, and were dropped. */
  readonly zeros: number
  /** How many sizes are shared with another difference. */
  readonly tied: number
  /** Two-sided: twice the smaller tail, at most 1. */
  readonly pExact: number | null
  /** P(V ≥ v): the chance to find the differences as far above zero. */
  readonly pGreater: number | null
  /** P(V ≤ v). */
  readonly pLess: number | null
  /** Two-sided, half a unit nearer to the mean. */
  readonly pNormal: number | null
  /** Two-sided, without that. */
  readonly pNormalUncorrected: number | null
  /** (V⁺ − V⁻) / (V⁺ + V⁻), from −1 to 1. */
  readonly rankBiserial: number | null
  readonly reasons: Readonly<Partial<Record<'all' | 'exact', string>>>
}

/** Of more differences the assignments of signs are not counted: the normal approximation is as good. */
const MOST_EXACT = 300

/**
 * Differences of zero are dropped (Wilcoxon 1945, Biometrics Bulletin 1, 80–83); the others are ranked by their size, those that are equal but for rounding sharing the mean of their
 * ranks. The exact p counts all 2ⁿ assignments of signs to the ranks as they are, ties included (Hollander & Wolfe 1973, ch. 3.1); the normal one has variance Σr²/4. Matched rank-biserial
 * correlation: Kerby 2014, doi:10.2466/11.IT.3.1.
 * @throws RangeError where a difference is not finite.
 */
export function signedRank(differences: readonly number[]): SignedRank {
  assertFinite(differences)
  const signed = differences.filter((one) => one !== 0)
  const n = signed.length
  const zeros = differences.length - n
  if (n === 0) return nothing(zeros)
  const ranks = midRanks(signed.map(nearly))
  const all = (n * (n + 1)) / 2
  const v = ranks.reduce((sum, rank, i) => ((signed[i] as number) > 0 ? sum + rank : sum), 0)
  const exact = n > MOST_EXACT ? null : exactTails(ranks, v)
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4)
  const away = Math.abs(v - all / 2)
  return {
    v,
    vOther: all - v,
    n,
    zeros,
    tied: tieCubes(ranks).tied,
    pExact: exact === null ? null : Math.min(1, 2 * Math.min(exact.pGreater, exact.pLess)),
    pGreater: exact?.pGreater ?? null,
    pLess: exact?.pLess ?? null,
    pNormal: twoSidedNormal(Math.max(0, away - 0.5) / deviation),
    pNormalUncorrected: twoSidedNormal(away / deviation),
    rankBiserial: (v - (all - v)) / all,
    reasons:
      exact === null
        ? { exact: `${n} differences: past ${MOST_EXACT} the normal p is as good` }
        : {},
  }
}

function nothing(zeros: number): SignedRank {
  const none = { v: null, vOther: null, pExact: null, pGreater: null, pLess: null, pNormal: null }
  const all = zeros === 0 ? 'there is no difference' : `all ${zeros} differences are zero`
  return {
    ...none,
    n: 0,
    zeros,
    tied: 0,
    pNormalUncorrected: null,
    rankBiserial: null,
    reasons: { all },
  }
}

/** Sizes that are equal but for rounding are tied. */
function nearly(difference: number): number {
  return Number(Math.abs(difference).toPrecision(12))
}

/** Twice a mid-rank is whole: the share of assignments for each sum is worked out rank by rank. */
function exactTails(
  ranks: readonly number[],
  v: number,
): { readonly pGreater: number; readonly pLess: number } {
  const doubled = ranks.map((rank) => Math.round(2 * rank)).sort((a, b) => a - b)
  const most = doubled.reduce((sum, one) => sum + one, 0)
  const shares = new Float64Array(most + 1)
  shares[0] = 1
  let reached = 0
  for (const one of doubled) {
    reached += one
    // Halved as it goes: halves are exact, and 2ⁿ counts would be past all numbers.
    for (let sum = reached; sum >= 0; sum--)
      shares[sum] =
        0.5 * ((shares[sum] as number) + (sum >= one ? (shares[sum - one] as number) : 0))
  }
  const place = Math.round(2 * v)
  return { pLess: sumOf(shares, 0, place), pGreater: sumOf(shares, place, most) }
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i <= to; i++) sum += values[i] as number
  return Math.min(1, sum)
}
