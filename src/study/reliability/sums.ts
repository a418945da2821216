/** Sums over a data set, or over a resampled one: all that the coefficients know of it. */
import type { Layout } from './layout.ts'
import type { Rows } from './rows.ts'

/** The sums of `rows`, each taken some number of times. */
export interface Sums {
  readonly layout: Layout
  readonly pairs: Rows['pairs']
  readonly at: Float64Array
}

/** The sums of the rows, row i taken `times[i]` times; `into` saves making a list for each. */
export function sumsOf(rows: Rows, times: Float64Array = rows.count, into?: Float64Array): Sums {
  const { layout, width, dense, starts, columns, amounts, pairs } = rows
  const at = into ?? new Float64Array(width)
  at.fill(0)
  const total = totalOf(times)
  const rowCount = times.length
  for (let k = 0; k < layout.dense; k++) {
    const constant = rows.constants[k]
    at[k] =
      constant === undefined
        ? product(times, dense.subarray(k * rowCount, (k + 1) * rowCount))
        : total * constant
  }
  if (columns.length === 0) return { layout, pairs, at }
  for (let row = 0; row < times.length; row++) {
    const weight = times[row] as number
    if (weight === 0) continue
    const end = starts[row + 1] as number
    for (let j = starts[row] as number; j < end; j++) {
      const column = columns[j] as number
      at[column] = (at[column] as number) + weight * (amounts[j] as number)
    }
  }
  return { layout, pairs, at }
}

function totalOf(times: Float64Array): number {
  let a = 0
  let b = 0
  let i = 0
  for (; i + 1 < times.length; i += 2) {
    a += times[i] as number
    b += times[i + 1] as number
  }
  if (i < times.length) a += times[i] as number
  return a + b
}

/** Σ times[i] · column[i], in four sums side by side: a processor need not wait for one to add to the next. */
function product(times: Float64Array, column: Float64Array): number {
  const n = times.length
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < n; i += 4) {
    a += (times[i] as number) * (column[i] as number)
    b += (times[i + 1] as number) * (column[i + 1] as number)
    c += (times[i + 2] as number) * (column[i + 2] as number)
    d += (times[i + 3] as number) * (column[i + 3] as number)
  }
  for (; i < n; i++) a += (times[i] as number) * (column[i] as number)
  return a + b + (c + d)
}

/** Adds a row `weight` times to sums, in place: −1 takes it out. */
export function addRow(rows: Rows, row: number, weight: number, { at }: Sums): void {
  const { length } = rows.count
  for (let k = 0; k < rows.layout.dense; k++)
    at[k] = (at[k] as number) + weight * (rows.dense[k * length + row] as number)
  for (let j = rows.starts[row] as number; j < (rows.starts[row + 1] as number); j++) {
    const column = rows.columns[j] as number
    at[column] = (at[column] as number) + weight * (rows.amounts[j] as number)
  }
}
