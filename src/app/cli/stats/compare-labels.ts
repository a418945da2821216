/** Compares how often groups gave each of several answers. */
import { chiSquaredTest, fisherExact } from '../../../study/statistics/contingency.ts'
import { cohenH } from '../../../study/statistics/effect-sizes.ts'
import { newcombeInterval, wilsonInterval } from '../../../study/statistics/wilson.ts'
import type { Group } from './groups.ts'

const OF_NUMBERS = 'the values are labels: see chi_squared'

/** Tests of a table of groups by labels, both in the order of the file. */
export function compareLabels(groups: readonly Group<string>[]) {
  const labels = [...new Set(groups.flatMap(({ values }) => values))]
  const table = groups.map(({ values }) => {
    const counts = new Map<string, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return labels.map((label) => counts.get(label) ?? 0)
  })
  const chi = chiSquaredTest(table)
  const isTwoByTwo = groups.length === 2 && labels.length === 2
  const fisher = isTwoByTwo ? fisherExact(table) : null
  return {
    groups: groups.map(({ group, values, rows }, i) => ({
      group,
      n: values.length,
      rows,
      shares: labels.map((label, j) => {
        const { successes, proportion, interval } = wilsonInterval(
          table[i]?.[j] ?? 0,
          values.length,
        )
        return { label, count: successes, share: proportion, interval }
      }),
    })),
    labels,
    table,
    chi_squared: {
      chi_squared: chi.chiSquared,
      df: chi.df,
      p: chi.p,
      p_yates: chi.pYates,
      n: chi.n,
      least_expected: chi.leastExpected,
      cells_expected_below_5: chi.sparseCells,
      warning: chi.warning,
      reason: chi.reason,
      reasons:
        chi.pYates === null && chi.reason === null
          ? { p_yates: "Yates's correction is of tables of two by two" }
          : {},
    },
    cramers_v: chi.cramersV,
    fisher_exact:
      fisher === null
        ? null
        : {
            p: fisher.p,
            p_greater: fisher.pGreater,
            p_less: fisher.pLess,
            sample_odds_ratio: fisher.sampleOddsRatio,
            reason: fisher.reason,
          },
    differences: groups.length === 2 ? differencesOf(labels, table) : [],
    mann_whitney: null,
    kruskal_wallis: null,
    cohen_d: null,
    hedges_g: null,
    permutation: null,
    reasons: {
      mann_whitney: OF_NUMBERS,
      kruskal_wallis: OF_NUMBERS,
      cohen_d: OF_NUMBERS,
      hedges_g: OF_NUMBERS,
      permutation: OF_NUMBERS,
      ...(chi.reason === null ? {} : { cramers_v: chi.reason }),
      ...(fisher === null
        ? {
            fisher_exact: `${groups.length} groups by ${labels.length} labels: it is of two by two`,
          }
        : {}),
    },
  }
}

/** Each label's share in the first group less that in the second. */
function differencesOf(labels: readonly string[], table: readonly (readonly number[])[]) {
  const [one = [], two = []] = table
  const [m, n] = [one, two].map((row) => row.reduce((sum, count) => sum + count, 0))
  return labels.map((label, j) => {
    const [first, second] = [
      { successes: one[j] ?? 0, n: m ?? 0 },
      { successes: two[j] ?? 0, n: n ?? 0 },
    ]
    const { difference, interval } = newcombeInterval(first, second)
    const h = cohenH(first.successes / first.n, second.successes / second.n)
    return { label, difference, interval, cohen_h: h }
  })
}

export type LabelsCompared = ReturnType<typeof compareLabels>
