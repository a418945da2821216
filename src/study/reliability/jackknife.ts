/** The jackknife: what leaving out one unit, or one cluster, does to a coefficient. */
import { quantileT } from '../statistics/student-t.ts'
import { NO_SPREAD, type Interval } from './bootstrap.ts'
import { COEFFICIENTS, LEAST, type CoefficientName } from './coefficients.ts'
import type { Rows } from './rows.ts'
import { addRow, sumsOf } from './sums.ts'

/** So many steps of arithmetic at most: beyond that, units are too many and their values too various. */
const MOST_STEPS = 4e9

/**
 * The interval θ ± t · se of each coefficient, with se² = (N − 1)/N Σ (θ₍ᵢ₎ − θ̄)² over the N rows that are left out one at a time, and t the quantile of
 * Student's distribution with N − 1 degrees of freedom (Tukey 1958; Efron & Tibshirani 1993, ch. 11; of agreement: Hughes 2022, arXiv 2210.13265). Rows without which the
 * coefficient is not defined are left out of N and counted. Equal rows are worked out once. The interval is symmetric; what reaches beyond the bounds of the coefficient is cut off, and
 * `cutOff` says so. No interval where leaving out any row gives the same value.
 */
export function jackknife(
  rows: Rows,
  names: readonly CoefficientName[],
  confidence = 0.95,
): ReadonlyMap<CoefficientName, Interval> {
  const all = sumsOf(rows)
  const distinct = rows.count.length
  const perRow = rows.width + (rows.layout.level === 'ratio' ? rows.layout.categories * 100 : 0)
  if (distinct * perRow > MOST_STEPS)
    return new Map(names.map((name) => [name, none('the rows are too many and too various.', 0)]))
  const found = names.map(() => new Float64Array(distinct))
  const without = { ...all, at: all.at.slice() }
  for (let row = 0; row < distinct; row++) {
    without.at.set(all.at)
    addRow(rows, row, -1, without)
    for (const [i, name] of names.entries())
      (found[i] as Float64Array)[row] = COEFFICIENTS[name](without).value ?? Number.NaN
  }
  return new Map(
    names.map((name, i) => {
      const { value, reason } = COEFFICIENTS[name](all)
      if (value === null) return [name, none(reason, 0)]
      return [
        name,
        within(LEAST[name], intervalOf(value, found[i] as Float64Array, rows.count, confidence)),
      ]
    }),
  )
}

/** Values are NaN where the coefficient is not defined. */
function intervalOf(
  value: number,
  without: Float64Array,
  count: Float64Array,
  confidence: number,
): Interval {
  let [n, sum, left] = [0, 0, 0]
  for (const [row, one] of without.entries()) {
    const times = count[row] as number
    if (Number.isNaN(one)) left += times
    else {
      n += times
      sum += times * one
    }
  }
  if (n < 2) return none('the coefficient is not defined when one is left out.', left)
  let squares = 0
  for (const [row, one] of without.entries())
    if (!Number.isNaN(one)) squares += (count[row] as number) * (one - sum / n) ** 2
  // What rounding leaves of no spread is no spread.
  if (squares <= n * 1e-28) return none(NO_SPREAD, left)
  const error = Math.sqrt((squares * (n - 1)) / n)
  const reach = quantileT(confidence, n - 1) * error
  return { low: value - reach, high: value + reach, error, undefined: left }
}

/** Cut off at the bounds, the coefficient itself always inside. */
function within(least: number, interval: Interval): Interval {
  if (interval.low === null) return interval
  const { low, high } = interval
  const cutOff = [
    ...(low < least ? (['low'] as const) : []),
    ...(high > 1 ? (['high'] as const) : []),
  ]
  if (cutOff.length === 0) return interval
  return { ...interval, low: Math.max(least, low), high: Math.min(1, high), cutOff }
}

function none(reason: string, left: number): Interval {
  return { low: null, high: null, undefined: left, reason }
}
