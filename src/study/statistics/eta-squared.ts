/** How much of the variance lies between groups: eta squared of a one-way analysis of variance. */
import { atSize, plainSize } from './plain-size.ts'
import { meanOf } from './running-sum.ts'
import { assertFinite } from './ranks.ts'

/** A group as a paper reports it. */
export interface GroupSummary {
  readonly mean: number
  /** The sample's standard deviation, with n − 1 below the line. */
  readonly sd: number
  readonly n: number
}

/**
 * η² = SS_between / (SS_between + SS_within), with SS_between = Σ nᵢ (mᵢ − M)², M the mean of all values, and SS_within = Σ (nᵢ − 1) sdᵢ² (Fisher 1925,
 * Statistical Methods for Research Workers; Cohen 1973, Educational and Psychological Measurement 33). Null where nothing varies, or there are fewer than two groups.
 * @throws RangeError for a negative standard deviation, or an n that is no whole number from 1 up.
 */
export function etaSquaredOfSummaries(groups: readonly GroupSummary[]): number | null {
  for (const { mean, sd, n } of groups) {
    assertFinite([mean, sd])
    if (sd < 0) throw new RangeError(`a standard deviation cannot be ${sd}`)
    if (!Number.isInteger(n) || n < 1) throw new RangeError(`a group cannot have ${n} members`)
  }
  if (groups.length < 2) return null
  const size = plainSize(groups.flatMap(({ mean, sd }) => [mean, sd]))
  return shareBetween(groups.map(({ mean, sd, n }) => ({ mean: mean / size, sd: sd / size, n })))
}

function shareBetween(groups: readonly GroupSummary[]): number | null {
  const total = groups.reduce((sum, { n }) => sum + n, 0)
  const grandMean = groups.reduce((sum, { mean, n }) => sum + n * mean, 0) / total
  const between = groups.reduce((sum, { mean, n }) => sum + n * (mean - grandMean) ** 2, 0)
  const within = groups.reduce((sum, { sd, n }) => sum + (n - 1) * sd ** 2, 0)
  return between + within === 0 ? null : between / (between + within)
}

/** η² of raw values, group by group; groups without values are left out. Null as for summaries. */
export function etaSquared(groups: readonly (readonly number[])[]): number | null {
  const filled = groups.filter(({ length }) => length > 0)
  const size = plainSize(filled.flat())
  return etaSquaredOfSummaries(filled.map((values) => summaryOf(atSize(values, size))))
}

/** Each group's mean less that of all values: their differences keep digits that the means themselves lose where values are large and near each other. */
export function meansFromMiddle(groups: readonly (readonly number[])[]): number[] {
  const middle = meanOf(groups.flat())
  const off = groups.map((values) => values.map((value) => value - middle))
  const rest = meanOf(off.flat())
  return off.map((values) => meanOf(values) - rest)
}

/** Mean, standard deviation (n − 1) and size of a group of at least one value; the deviation of a single value is 0. */
export function summaryOf(values: readonly number[]): GroupSummary {
  assertFinite(values)
  const n = values.length
  if (n === 0) throw new RangeError('a group without values has no mean')
  const size = plainSize(values)
  const plain = atSize(values, size)
  const mean = meanOf(plain)
  const squares = plain.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean: mean * size, sd: n === 1 ? 0 : Math.sqrt(squares / (n - 1)) * size, n }
}
