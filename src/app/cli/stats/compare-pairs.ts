/** Compares two groups whose values belong together in pairs. */
import { bootstrapMean } from '../../../study/statistics/bootstrap-mean.ts'
import { cohenDz } from '../../../study/statistics/effect-sizes.ts'
import { summaryOf } from '../../../study/statistics/eta-squared.ts'
import { pairedT } from '../../../study/statistics/paired-t.ts'
import { signFlips } from '../../../study/statistics/sign-flips.ts'
import { signedRank } from '../../../study/statistics/signed-rank.ts'
import { MOST_DRAWS, type Drawing } from './compare-numbers.ts'
import type { Paired } from './groups.ts'
import { spelledMean, spelledSignedRank } from './spelled.ts'

const UNPAIRED = 'values are paired: see wilcoxon_signed_rank'

/** Tests of the differences, the first group less the second. Tests of independent groups are null, and `reasons` says so. */
export function comparePairs({ groups, pairs }: Paired, { seed, permutations }: Drawing) {
  const differences = pairs.map(({ difference }) => difference)
  const [first, second] = [
    summaryOf(pairs.map((pair) => pair.first)),
    summaryOf(pairs.map((pair) => pair.second)),
  ]
  const t = pairedT(differences)
  const isTooMuch = differences.length * permutations > MOST_DRAWS
  const flips = isTooMuch ? null : signFlips(differences, { seed, draws: permutations })
  const dz = cohenDz(differences)
  const sdOf = (sd: number): number | null => (pairs.length === 1 ? null : sd)
  return {
    groups: [
      { group: groups[0], n: first.n, mean: first.mean, sd: sdOf(first.sd) },
      { group: groups[1], n: second.n, mean: second.mean, sd: sdOf(second.sd) },
    ],
    wilcoxon_signed_rank: spelledSignedRank(signedRank(differences)),
    permutation: {
      statistic: summaryOf(differences).mean,
      of: 'mean difference, signs flipped',
      p: flips?.p ?? null,
      exact: flips?.method === 'exact',
      permutations: flips?.assignments ?? 0,
      reason: isTooMuch
        ? `${permutations} permutations of ${differences.length} pairs are too much work. Give fewer with --permutations`
        : null,
    },
    paired_t: t === null ? null : { t: t.t, df: t.df, p: t.p, interval: t.interval },
    cohen_dz: dz.value,
    mean_difference: spelledMean(
      bootstrapMean(
        differences.map((one) => [one]),
        // So many draws of so many pairs are too much work, and fewer do.
        { seed, draws: differences.length > 100_000 ? 200 : 2_000 },
      ),
    ),
    mann_whitney: null,
    kruskal_wallis: null,
    cohen_d: null,
    hedges_g: null,
    reasons: {
      mann_whitney: UNPAIRED,
      kruskal_wallis: UNPAIRED,
      cohen_d: 'values are paired: see cohen_dz',
      hedges_g: 'values are paired: see cohen_dz',
      ...(dz.reason === null ? {} : { cohen_dz: dz.reason }),
      ...(t === null ? { paired_t: dz.reason ?? 'not defined' } : {}),
    },
  }
}

export type PairsCompared = ReturnType<typeof comparePairs>
