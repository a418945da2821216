/** Intervals from few values. */
import { meanOf } from '../../study/statistics/running-sum.ts'

/** The 97.5 % quantiles of Student's t distribution with 1 to 30 degrees of freedom (Student 1908, Biometrika 6, 1–25; any table has them). */
const QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
]
/** With more than that many it is as good as that of the normal distribution, on the side of caution. */
const OF_MANY = 2.042

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

/** The 97.5 % quantile that fits n values. */
export function quantile(n: number): number {
  return QUANTILES[n - 2] ?? OF_MANY
}
