/** Tests of whether treatments differ: one value for each run, as few tests as make sense, corrected for how many there are. */
import { adjustP } from '../statistics/adjust-p.ts'
import { kruskalWallis } from '../statistics/kruskal-wallis.ts'
import { mannWhitney } from '../statistics/mann-whitney.ts'
import { meanTest } from '../statistics/mean-test.ts'
import { rankEffect } from '../statistics/rank-effect.ts'
import type { Outcome } from './outcomes.ts'

/** Two treatments compared in one outcome. What is undefined is null, and `reason` says why. */
export interface PairTest {
  readonly outcome: string
  readonly role: string
  /** Null for earnings. */
  readonly ask: string | null
  readonly from: string
  readonly to: string
  readonly fromRuns: number
  readonly toRuns: number
  /** Of the Mann–Whitney test: that of the treatment `to`. */
  readonly u: number | null
  /** Two-sided: exact where the splits can be counted, ties or no ties; otherwise normal. */
  readonly p: number | null
  readonly pMethod: 'exact' | 'normal' | null
  /** Of the difference of the means, two-sided. */
  readonly permutationP: number | null
  readonly permutationMethod: 'exact' | 'drawn' | 'normal' | null
  /** Above 0 where runs of `to` rank higher. */
  readonly rankBiserial: number | null
  readonly interval: readonly [low: number, high: number] | null
  /** `p` by Holm's method over all pairs and outcomes of the table. */
  readonly holmP: number | null
  readonly reason: string | null
}

/** All treatments compared at once in one outcome. */
export interface OmnibusTest {
  readonly outcome: string
  readonly role: string
  readonly ask: string | null
  /** How many treatments have a run with a value. */
  readonly treatments: number
  readonly runs: number
  readonly h: number | null
  readonly df: number
  readonly p: number | null
  readonly epsilonSquared: number | null
  readonly holmP: number | null
  readonly reason: string | null
}

export interface TreatmentTests {
  /** With two treatments there is no omnibus test: the pair is the test. */
  readonly omnibus: readonly OmnibusTest[]
  /** Each treatment against the first; empty where there are more treatments than `mostPairs`. */
  readonly pairs: readonly PairTest[]
  /** How many tests have a p value in each table: over so many Holm's method corrects. */
  readonly omnibusTests: number
  readonly pairTests: number
  /** True where pairs were left out because there are many. */
  readonly pairsLeftOut: boolean
}

/** With more treatments than this, pairs are tested only when they are asked for. */
export const MOST_PAIRED = 6

/**
 * Tests the outcomes. With two treatments: Mann–Whitney and a permutation test of means for each outcome. With more: Kruskal–Wallis for each outcome, and each treatment against the first where there
 * are no more than `mostPaired`. Corrections by Holm (1979) within each table, over Mann–Whitney's or Kruskal–Wallis's p. The unit is the run.
 */
export function treatmentTests(
  treatments: readonly string[],
  outcomes: readonly Outcome[],
  mostPaired = MOST_PAIRED,
): TreatmentTests {
  const kinds = [...Map.groupBy(outcomes, ({ key }) => key).values()]
  const omnibus = treatments.length > 2 ? kinds.flatMap(omnibusOf) : []
  const pairsLeftOut = treatments.length > mostPaired
  const pairs = pairsLeftOut ? [] : kinds.flatMap((kind) => pairsOf(treatments, kind))
  return {
    omnibus: corrected(omnibus),
    pairs: corrected(pairs),
    omnibusTests: omnibus.filter(({ p }) => p !== null).length,
    pairTests: pairs.filter(({ p }) => p !== null).length,
    pairsLeftOut,
  }
}

function corrected<T extends { readonly p: number | null }>(
  tests: readonly T[],
): (T & { readonly holmP: number | null })[] {
  const holm = adjustP(
    tests.map(({ p }) => p),
    'holm',
  )
  return tests.map((test, i) => ({ ...test, holmP: holm[i] ?? null }))
}

function omnibusOf(kind: readonly Outcome[]): Omit<OmnibusTest, 'holmP'>[] {
  const filled = kind.filter(({ values }) => values.length > 0)
  const [first] = filled
  if (first === undefined || filled.length < 2) return []
  const { h, df, p, n, epsilonSquared, reason } = kruskalWallis(filled.map(({ values }) => values))
  return [
    { ...aboutOf(first), treatments: filled.length, runs: n, h, df, p, epsilonSquared, reason },
  ]
}

function pairsOf(
  treatments: readonly string[],
  kind: readonly Outcome[],
): Omit<PairTest, 'holmP'>[] {
  const [first, ...others] = treatments
  const from = kind.find(({ treatment }) => treatment === first)
  if (from === undefined || from.values.length === 0) return []
  return others.flatMap((treatment) => {
    const to = kind.find((one) => one.treatment === treatment)
    return to === undefined || to.values.length === 0 ? [] : [pairOf(from, to)]
  })
}

function pairOf(from: Outcome, to: Outcome): Omit<PairTest, 'holmP'> {
  const whitney = mannWhitney(to.values, from.values)
  const p = whitney.pExact ?? whitney.pNormal
  const means = meanTest(to.values, from.values)
  const effect = rankEffect(to.values, from.values)
  return {
    ...aboutOf(from),
    from: from.treatment,
    to: to.treatment,
    fromRuns: from.values.length,
    toRuns: to.values.length,
    u: whitney.u,
    p,
    pMethod: p === null ? null : whitney.pExact === null ? 'normal' : 'exact',
    permutationP: means.p,
    permutationMethod: means.method,
    rankBiserial: effect.rankBiserial,
    interval: effect.interval,
    reason: (p === null ? whitney.reasons.normal : undefined) ?? effect.reason,
  }
}

function aboutOf({ outcome, role, ask }: Outcome): Pick<PairTest, 'outcome' | 'role' | 'ask'> {
  return { outcome, role, ask }
}
