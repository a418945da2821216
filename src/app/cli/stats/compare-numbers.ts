/** Compares groups of numbers with every test that is fit for them. */
import { adjustP } from '../../../study/statistics/adjust-p.ts'
import { bootstrapDifference } from '../../../study/statistics/bootstrap-mean.ts'
import { cohenD, hedgesG } from '../../../study/statistics/effect-sizes.ts'
import { summaryOf } from '../../../study/statistics/eta-squared.ts'
import { dunnPairs, kruskalWallis } from '../../../study/statistics/kruskal-wallis.ts'
import { mannWhitney } from '../../../study/statistics/mann-whitney.ts'
import { median } from '../../../study/statistics/median.ts'
import { oneWayAnova } from '../../../study/statistics/one-way-anova.ts'
import {
  permuteGroups,
  permuteMeans,
  type Permutation,
} from '../../../study/statistics/permutation.ts'
import type { Group } from './groups.ts'
import {
  spelledKruskalWallis,
  spelledMannWhitney,
  spelledMean,
  spelledPermutation,
} from './spelled.ts'

/** How chance is drawn. */
export interface Drawing {
  readonly seed: number
  readonly permutations: number
}

/** Draws of single values that are still done in a few seconds. */
export const MOST_DRAWS = 3e8
const RESAMPLES = 2_000

/** Tests of two groups or more; those of two are null where there are more, and `reasons` says so. Differences are the first group less the second. */
export function compareNumbers(groups: readonly Group<number>[], drawing: Drawing) {
  const lists = groups.map(({ values }) => values)
  const { f, dfBetween, dfWithin, p, etaSquared, omegaSquared, reason } = oneWayAnova(lists)
  const compared = groups.length === 2 ? compareTwo(lists, drawing) : compareMore(groups, drawing)
  return {
    groups: groups.map(describe),
    ...compared,
    kruskal_wallis: spelledKruskalWallis(kruskalWallis(lists)),
    anova: { F: f, df_between: dfBetween, df_within: dfWithin, p, reason },
    eta_squared: etaSquared,
    omega_squared: omegaSquared,
    reasons: {
      ...compared.reasons,
      ...(etaSquared === null ? { eta_squared: reason ?? '' } : {}),
      ...(omegaSquared === null ? { omega_squared: reason ?? '' } : {}),
    },
  }
}

function describe({ group, values, rows }: Group<number>) {
  const { mean, sd, n } = summaryOf(values)
  const sorted = [...values].sort((a, b) => a - b)
  const [min, max] = [sorted[0], sorted.at(-1)]
  return { group, n, rows, mean, sd: n === 1 ? null : sd, median: median(values), min, max }
}

function compareTwo([first = [], second = []]: readonly (readonly number[])[], drawing: Drawing) {
  const [d, g] = [cohenD(first, second), hedgesG(first, second)]
  const between = { mann_whitney: spelledMannWhitney(mannWhitney(first, second)) }
  return {
    ...between,
    cohen_d: d.value,
    hedges_g: g.value,
    mean_difference: differenceOf(first, second, drawing),
    permutation: permutationOf([first, second], drawing),
    pairs: [],
    reasons: {
      ...(d.reason === null ? {} : { cohen_d: d.reason }),
      ...(g.reason === null ? {} : { hedges_g: g.reason }),
    },
  }
}

function differenceOf(first: readonly number[], second: readonly number[], { seed }: Drawing) {
  if (RESAMPLES * (first.length + second.length) > MOST_DRAWS)
    return {
      value: summaryOf(first).mean - summaryOf(second).mean,
      interval: null,
      resamples: 0,
      reason: 'so many values are not resampled: the interval of a mean is known by its error',
    }
  const clusters = [first, second].map((values) => values.map((value) => [value]))
  return spelledMean(
    bootstrapDifference(clusters[0] ?? [], clusters[1] ?? [], { seed, draws: RESAMPLES }),
  )
}

function permutationOf(
  lists: readonly (readonly number[])[],
  { seed, permutations: draws }: Drawing,
) {
  const [first = [], second = [], ...more] = lists
  const of = more.length === 0 ? 'difference of means' : 'squares between groups'
  const size = lists.reduce((sum, { length }) => sum + length, 0)
  if (size * draws > MOST_DRAWS) return spelledPermutation(tooMany(draws, size), of)
  const options = { seed, draws }
  return spelledPermutation(
    more.length === 0 ? permuteMeans(first, second, options) : permuteGroups(lists, options),
    of,
  )
}

function tooMany(draws: number, size: number): Permutation {
  const reason = `${draws} permutations of ${size} values are too much work. Give fewer with --permutations`
  const none = { statistic: null, p: null, pGreater: null, pLess: null }
  return { ...none, exact: false, splits: 0, reason }
}

/** Every pair of groups beside the tests of all of them, p adjusted over the pairs. */
function compareMore(groups: readonly Group<number>[], drawing: Drawing) {
  const lists = groups.map(({ values }) => values)
  const dunn = dunnPairs(lists)
  const found = dunn.map(({ first, second }) => {
    const [a, b] = [lists[first] ?? [], lists[second] ?? []]
    return {
      first: groups[first]?.group ?? '',
      second: groups[second]?.group ?? '',
      test: mannWhitney(a, b),
      cohen_d: cohenD(a, b).value,
      hedges_g: hedgesG(a, b).value,
    }
  })
  // One kind of p for all pairs: they are compared with one another.
  const isExact = found.every(({ test }) => test.pExact !== null)
  const ps = found.map(({ test }) => (isExact ? test.pExact : test.pNormal))
  const [holm, rate] = [adjustP(ps, 'holm'), adjustP(ps, 'benjamini-hochberg')]
  return {
    mann_whitney: null,
    cohen_d: null,
    hedges_g: null,
    mean_difference: null,
    permutation: permutationOf(lists, drawing),
    pairs: found.map(({ test, ...pair }, i) => ({
      ...pair,
      mann_whitney: spelledMannWhitney(test),
      p: ps[i] ?? null,
      p_is: isExact ? 'exact' : 'normal',
      p_holm: holm[i] ?? null,
      p_benjamini_hochberg: rate[i] ?? null,
      dunn: {
        z: dunn[i]?.z ?? null,
        p: dunn[i]?.p ?? null,
        p_holm: dunn[i]?.pHolm ?? null,
        p_benjamini_hochberg: dunn[i]?.pBenjaminiHochberg ?? null,
      },
    })),
    reasons: {
      mann_whitney: `${groups.length} groups: it is of two; see pairs`,
      cohen_d: `${groups.length} groups: it is of two; see pairs`,
      hedges_g: `${groups.length} groups: it is of two; see pairs`,
      mean_difference: `${groups.length} groups: it is of two`,
    },
  }
}

export type NumbersCompared = ReturnType<typeof compareNumbers>
