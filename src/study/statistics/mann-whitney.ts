/** The Mann–Whitney test: whether values of one group tend to be larger than those of another. */
import { twoSidedNormal } from './normal.ts'
import { midRanks } from './ranks.ts'
import { subsetSums } from './split-sums.ts'
import { tieCubes } from './ties.ts'

/** The test of a first group against a second. What is undefined is null, and `reasons` says why, field by field. */
export interface MannWhitney {
  /** Pairs in which the first group's value is the larger, ties counting half; `uOther` = n1·n2 − `u`. */
  readonly u: number | null
  readonly uOther: number | null
  readonly n1: number
  readonly n2: number
  /** How many values share theirs with another. */
  readonly tied: number
  /** Two-sided: twice the smaller tail, at most 1. */
  readonly pExact: number | null
  /** P(U ≥ u): the chance to find the first group as large. */
  readonly pGreater: number | null
  /** P(U ≤ u). */
  readonly pLess: number | null
  /** Two-sided, half a unit nearer to the mean. */
  readonly pNormal: number | null
  /** Two-sided, without that. */
  readonly pNormalUncorrected: number | null
  /** (u − n1·n2/2) / σ, without correction for continuity. */
  readonly z: number | null
  /** 2u/(n1·n2) − 1, from −1 to 1; it is Cliff's delta as well. */
  readonly rankBiserial: number | null
  /** u/(n1·n2): the chance that a value of the first group is larger than one of the second, ties counting half. */
  readonly commonLanguage: number | null
  readonly reasons: Readonly<Partial<Record<'all' | 'exact' | 'normal', string>>>
}

/**
 * U of the first group (Mann & Whitney 1947, Annals of Mathematical Statistics 18, 50–60), two-sided. The exact p is that of all splits of the ranks, mid-ranks where values are tied, so that
 * it holds with ties as well; it is given while the splits can be counted. The normal one has the variance corrected for ties (Hollander & Wolfe 1973, ch. 4.1). Rank-biserial
 * correlation: Cureton 1956, in the sign of the first group (Kerby 2014, doi:10.2466/11.IT.3.1). Common-language effect: McGraw & Wong 1992, Vargha & Delaney 2000.
 * @throws RangeError where a value is not finite.
 */
export function mannWhitney(
  first: readonly number[],
  second: readonly number[],
  /** False leaves the exact p out, for those who ask thousands of times. */
  wantsExact = true,
): MannWhitney {
  const [n1, n2] = [first.length, second.length]
  const ranks = midRanks([...first, ...second])
  if (n1 === 0 || n2 === 0) return nothing(n1, n2)
  const rankSum = ranks.slice(0, n1).reduce((sum, rank) => sum + rank, 0)
  const u = rankSum - (n1 * (n1 + 1)) / 2
  const { cubes, tied } = tieCubes(ranks)
  const exact = wantsExact ? exactTails(ranks, n1, rankSum, tied > 0) : null
  const normal = normalTails(u, n1, n2, cubes)
  return {
    u,
    uOther: n1 * n2 - u,
    n1,
    n2,
    tied,
    pExact: exact === null ? null : Math.min(1, 2 * Math.min(exact.pGreater, exact.pLess)),
    pGreater: exact?.pGreater ?? null,
    pLess: exact?.pLess ?? null,
    pNormal: normal?.corrected ?? null,
    pNormalUncorrected: normal?.uncorrected ?? null,
    z: normal?.z ?? null,
    rankBiserial: (u - (n1 * n2 - u)) / (n1 * n2),
    commonLanguage: u / (n1 * n2),
    reasons: {
      ...(exact === null
        ? {
            exact: wantsExact
              ? `${n1} and ${n2} values have too many splits to be counted`
              : 'it was not asked for',
          }
        : {}),
      ...(normal === null ? { normal: 'all values are the same: their ranks do not vary' } : {}),
    },
  }
}

function nothing(n1: number, n2: number): MannWhitney {
  const none = { u: null, uOther: null, pExact: null, pGreater: null, pLess: null, z: null }
  return {
    ...none,
    n1,
    n2,
    tied: 0,
    pNormal: null,
    pNormalUncorrected: null,
    rankBiserial: null,
    commonLanguage: null,
    reasons: { all: 'a group has no value' },
  }
}

/** Twice a mid-rank is whole. The smaller group is counted: the other's sum is what it leaves. */
function exactTails(
  ranks: readonly number[],
  n1: number,
  rankSum: number,
  hasTies: boolean,
): { readonly pGreater: number; readonly pLess: number } | null {
  const scale = hasTies ? 2 : 1
  const whole = ranks.map((rank) => Math.round(scale * rank))
  const all = whole.reduce((sum, rank) => sum + rank, 0)
  const isFirstSmaller = 2 * n1 <= ranks.length
  const size = isFirstSmaller ? n1 : ranks.length - n1
  const found = subsetSums(whole, size)
  if (found === null) return null
  const own = Math.round(scale * rankSum)
  const place = isFirstSmaller ? own : all - own
  let [below, at, above] = [0, 0, 0]
  found.counts.forEach((count, sum) => {
    if (sum < place) below += count
    else if (sum > place) above += count
    else at = count
  })
  const [less, greater] = [(below + at) / found.total, (above + at) / found.total]
  return isFirstSmaller ? { pLess: less, pGreater: greater } : { pLess: greater, pGreater: less }
}

function normalTails(
  u: number,
  n1: number,
  n2: number,
  cubes: number,
): { readonly corrected: number; readonly uncorrected: number; readonly z: number } | null {
  const n = n1 + n2
  const variance = ((n1 * n2) / 12) * (n + 1 - cubes / (n * (n - 1)))
  if (!(variance > 1e-12 * n1 * n2)) return null
  const deviation = Math.sqrt(variance)
  const away = Math.abs(u - (n1 * n2) / 2)
  return {
    corrected: twoSidedNormal(Math.max(0, away - 0.5) / deviation),
    uncorrected: twoSidedNormal(away / deviation),
    z: (u - (n1 * n2) / 2) / deviation,
  }
}
