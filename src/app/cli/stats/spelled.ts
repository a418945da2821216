/** The tests of the statistics room as the printed JSON spells them. */
import type {
  BootstrapDifference,
  BootstrapMean,
} from '../../../study/statistics/bootstrap-mean.ts'
import type { KruskalWallis } from '../../../study/statistics/kruskal-wallis.ts'
import type { MannWhitney } from '../../../study/statistics/mann-whitney.ts'
import type { Permutation } from '../../../study/statistics/permutation.ts'
import type { SignedRank } from '../../../study/statistics/signed-rank.ts'

export function spelledMannWhitney(found: MannWhitney) {
  return {
    U: found.u,
    U_other: found.uOther,
    n1: found.n1,
    n2: found.n2,
    tied: found.tied,
    p_exact: found.pExact,
    p_exact_greater: found.pGreater,
    p_exact_less: found.pLess,
    p_normal: found.pNormal,
    p_normal_uncorrected: found.pNormalUncorrected,
    z: found.z,
    rank_biserial: found.rankBiserial,
    common_language: found.commonLanguage,
    reasons: found.reasons,
  }
}

export function spelledKruskalWallis(found: KruskalWallis) {
  return {
    H: found.h,
    df: found.df,
    p: found.p,
    n: found.n,
    tied: found.tied,
    epsilon_squared: found.epsilonSquared,
    eta_squared_h: found.etaSquaredH,
    reason: found.reason,
  }
}

/** `of` says what was permuted. */
export function spelledPermutation(found: Permutation, of: string) {
  return {
    statistic: found.statistic,
    of,
    p: found.p,
    p_greater: found.pGreater,
    p_less: found.pLess,
    exact: found.exact,
    permutations: found.splits,
    reason: found.reason,
  }
}

export function spelledSignedRank(found: SignedRank) {
  return {
    V: found.v,
    V_other: found.vOther,
    n: found.n,
    zeros_dropped: found.zeros,
    tied: found.tied,
    p_exact: found.pExact,
    p_exact_greater: found.pGreater,
    p_exact_less: found.pLess,
    p_normal: found.pNormal,
    p_normal_uncorrected: found.pNormalUncorrected,
    rank_biserial: found.rankBiserial,
    reasons: found.reasons,
  }
}

export function spelledMean({
  mean,
  interval,
  draws,
  reason,
}: BootstrapMean | BootstrapDifference) {
  return { value: mean, interval, resamples: draws, reason }
}
