/** What one unit adds to the sums. */
import { growing, growingReals } from './growing.ts'
import { AGREEMENT, CODED, COINCIDENT, PAIRABLE, VALUES, type Layout } from './layout.ts'
import { relativeDifference } from './ratio-disagreement.ts'

/** Category → how often it is among the values. */
export type Distinct = ReadonlyMap<number, number>

/** Counts each category among the values. */
export function distinctOf(values: Uint32Array): Distinct {
  const distinct = new Map<number, number>()
  for (const value of values) distinct.set(value, (distinct.get(value) ?? 0) + 1)
  return distinct
}

/** Writes what a unit with these values adds to the dense columns; the others have to be 0. */
export function fillDense(
  layout: Layout,
  values: Uint32Array,
  distinct: Distinct,
  row: Float64Array,
): void {
  const m = values.length
  row[CODED] = 1
  if (layout.isLean) row[AGREEMENT] = row[COINCIDENT] = Number.NaN
  if (m < 2) return
  row[PAIRABLE] = 1
  row[VALUES] = m
  if (layout.moments >= 0) fillMoments(layout, values, distinct, row)
  if (layout.isLean) return
  let agreeing = 0
  for (const times of distinct.values()) agreeing += times * (times - 1)
  row[AGREEMENT] = agreeing / (m * (m - 1))
  row[COINCIDENT] = agreeing / (m - 1)
  for (const [i, weights] of layout.weights.entries()) {
    let weighed = 0
    for (const [k, times] of distinct)
      for (const [l, others] of distinct)
        weighed +=
          times * (weights[k * layout.categories + l] as number) * (k === l ? times - 1 : others)
    row[layout.weighted + i] = weighed / (m * (m - 1))
  }
}

function fillMoments(
  { moments, numbers, centre, level }: Layout,
  values: Uint32Array,
  distinct: Distinct,
  row: Float64Array,
): void {
  const m = values.length
  const x = Array.from(values, (value) => (numbers?.[value] as number) - centre)
  const sum = x.reduce((total, one) => total + one, 0)
  row[moments] = sum
  row[moments + 1] = x.reduce((total, one) => total + one * one, 0)
  let within = 0
  if (level === 'interval') {
    // Values that agree have to give exactly 0, which their mean does not.
    if (distinct.size > 1)
      within = 2 * m * x.reduce((total, one) => total + (one - sum / m) ** 2, 0)
  } else {
    for (const [k, times] of distinct)
      for (const [l, others] of distinct)
        if (k !== l)
          within +=
            times * others * relativeDifference(numbers?.[k] as number, numbers?.[l] as number)
  }
  row[moments + 2] = within / (m - 1)
}

/** Writes the sums that are mostly 0, unit after unit. */
export function sparseWriter(layout: Layout) {
  const { categories: q, marginal, share, first, second, pairs } = layout
  const [columns, amounts, low, high] = [growing(), growingReals(), growing(), growing()]
  const pairColumns = new Map<number, number>()
  const put = (column: number, amount: number): void => {
    columns.push(column)
    amounts.push(amount)
  }
  const columnOfPair = (c: number, k: number): number => {
    const key = c * q + k
    let column = pairColumns.get(key)
    if (column === undefined) {
      column = pairs + pairColumns.size
      pairColumns.set(key, column)
      low.push(c)
      high.push(k)
    }
    return column
  }
  const end = Math.max(
    layout.dense,
    ...[marginal, share, first, second].map((at) => (at < 0 ? 0 : at + q)),
  )
  return {
    columns,
    amounts,
    width: () => end + pairColumns.size,
    pairs: () => ({ low: low.list(), high: high.list() }),
    write(values: Uint32Array, distinct: Distinct): void {
      const m = values.length
      if (share >= 0) for (const [k, times] of distinct) put(share + k, times / m)
      if (m < 2) return
      if (marginal >= 0) for (const [k, times] of distinct) put(marginal + k, times)
      if (first >= 0) {
        put(first + (values[0] as number), 1)
        put(second + (values[1] as number), 1)
      }
      if (pairs < 0) return
      for (const [c, times] of distinct)
        for (const [k, others] of distinct)
          if (c < k) put(columnOfPair(c, k), (2 * times * others) / (m - 1))
    },
  }
}
