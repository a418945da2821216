/** The one-way analysis of variance. */
import { meansFromMiddle, summaryOf } from './eta-squared.ts'
import { fAbove } from './f-distribution.ts'
import { assertFinite } from './ranks.ts'
import { atSize, plainSize } from './plain-size.ts'

/** What is undefined is null, and `reason` says why. */
export interface OneWayAnova {
  readonly f: number | null
  readonly dfBetween: number
  readonly dfWithin: number
  readonly p: number | null
  /** SS_between / SS_total. */
  readonly etaSquared: number | null
  /** (SS_between − df_between·MS_within) / (SS_total + MS_within): less what chance gives, so that it can be below 0. */
  readonly omegaSquared: number | null
  readonly reason: string | null
}

/**
 * F of group means, values taken to be normal with one variance (Fisher 1925, Statistical Methods for Research Workers); ω²: Hays 1963, Statistics for Psychologists. Groups without values are left out.
 * @throws RangeError where a value is not finite.
 */
export function oneWayAnova(groups: readonly (readonly number[])[]): OneWayAnova {
  const given = groups.filter(({ length }) => length > 0)
  assertFinite(given.flat())
  const size = plainSize(given.flat())
  const filled = given.map((values) => atSize(values, size))
  const all = filled.flat()
  const [dfBetween, dfWithin] = [filled.length - 1, all.length - filled.length]
  const none = {
    f: null,
    dfBetween,
    dfWithin,
    p: null,
    etaSquared: null,
    omegaSquared: null,
  }
  if (dfBetween < 1) return { ...none, reason: 'fewer than two groups have values' }
  if (dfWithin < 1) return { ...none, reason: 'no group has more than one value' }
  const summaries = filled.map(summaryOf)
  if (all.every((value) => value === all[0])) return { ...none, reason: 'all values are the same' }
  const between = meansFromMiddle(filled).reduce(
    (sum, mean, i) => sum + (filled[i]?.length ?? 0) * mean ** 2,
    0,
  )
  if (filled.every((group) => group.every((value) => value === group[0])))
    return { ...none, etaSquared: 1, reason: 'within each group all values are the same' }
  const within = summaries.reduce((sum, { n, sd }) => sum + (n - 1) * sd ** 2, 0)
  const unit = within / dfWithin
  const f = between / dfBetween / unit
  return {
    ...none,
    f,
    p: fAbove(f, dfBetween, dfWithin),
    etaSquared: between / (between + within),
    omegaSquared: (between - dfBetween * unit) / (between + within + unit),
    reason: null,
  }
}
