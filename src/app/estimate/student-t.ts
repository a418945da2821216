/** Intervals from few values. */
import { meanOf } from '../../study/statistics/running-sum.ts'
import { quantileT } from '../../study/statistics/student-t.ts'

/** The mean of some values, and half the width of its 95 % interval. Null from fewer than two values. */
export function spreadOf(values: readonly number[]): Spread | null {
  const n = values.length
  if (n < 2) return null
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, half: quantile(n) * Math.sqrt(squares / (n - 1) / n) }
}

export interface Spread {
  readonly mean: number
  readonly half: number
}

/** What came, beside what was expected. */
export interface Pair {
  readonly came: number
  readonly expected: number
}

export interface Ratio {
  readonly ratio: number
  /** Half the width of its 95 % interval. */
  readonly half: number
  /** Half the width of the 95 % interval of the same ratio in further values: these are uncertain, too. */
  readonly halfAhead: number
}

/**
 * The sum of what came by the sum of what was expected: the ratio estimator (Cochran 1977, Sampling Techniques, ch. 6), whose error is that of the
 * residuals, so that values which differ as was expected are not uncertain. The widths are infinite from fewer than two pairs. Null where
 * nothing was expected.
 */
export function ratioOf(pairs: readonly Pair[], further: number): Ratio | null {
  const n = pairs.length
  const expected = pairs.reduce((sum, pair) => sum + pair.expected, 0)
  if (expected === 0) return null
  const ratio = pairs.reduce((sum, pair) => sum + pair.came, 0) / expected
  if (n < 2) return { ratio, half: Infinity, halfAhead: Infinity }
  const squares = pairs.reduce((sum, pair) => sum + (pair.came - ratio * pair.expected) ** 2, 0)
  const unit = (quantile(n) * Math.sqrt(squares / (n - 1))) / (expected / n)
  const half = unit / Math.sqrt(n)
  return { ratio, half, halfAhead: unit * Math.sqrt(1 / n + (further > 0 ? 1 / further : 0)) }
}

/** The 97.5 % quantile that fits n values, from two. */
export function quantile(n: number): number {
  return quantileT(0.95, n - 1)
}
