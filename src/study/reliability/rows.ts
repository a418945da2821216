/** Rows of sums: one for each pattern of values. */
import { distinctOf, fillDense, sparseWriter } from './contributions.ts'
import type { Layout } from './layout.ts'
import { patternsOf } from './patterns.ts'
import type { Ratings } from './ratings.ts'

/**
 * What may be drawn again and again. Row i of R stands for `count[i]` equal draws; it has the sums `dense[k × R + i]` in the columns k below layout.dense, and at the columns
 * `columns[starts[i]]` to `columns[starts[i + 1]]` the `amounts`. All other sums of it are 0.
 */
export interface Rows {
  readonly layout: Layout
  readonly width: number
  readonly count: Float64Array
  readonly dense: Float64Array
  /** For each dense column, the value that all rows have; undefined where they differ. */
  readonly constants: readonly (number | undefined)[]
  readonly starts: Uint32Array
  readonly columns: Uint32Array
  readonly amounts: Float64Array
  /** At ordinal level, for each pair column its lower and its upper category. */
  readonly pairs: { readonly low: Uint32Array; readonly high: Uint32Array }
}

/** The rows of the units: units with the same values share one. `rowOf` tells each unit's. */
export function rowsOfUnits(
  ratings: Ratings,
  layout: Layout,
): { readonly rows: Rows; readonly rowOf: Uint32Array } {
  const { starts: from, categories, patternOf } = patternsOf(ratings)
  const count = new Float64Array(from.length - 1)
  for (const pattern of patternOf) count[pattern] = (count[pattern] as number) + 1
  const dense = new Float64Array(count.length * layout.dense)
  const starts = new Uint32Array(count.length + 1)
  const writer = sparseWriter(layout)
  const row = new Float64Array(layout.dense)
  for (let pattern = 0; pattern < count.length; pattern++) {
    const values = categories.subarray(from[pattern], from[pattern + 1])
    const distinct = distinctOf(values)
    row.fill(0)
    fillDense(layout, values, distinct, row)
    for (let k = 0; k < row.length; k++) dense[k * count.length + pattern] = row[k] as number
    writer.write(values, distinct)
    starts[pattern + 1] = writer.columns.length
  }
  const rows = {
    layout,
    width: writer.width(),
    count,
    dense,
    constants: constantsOf(dense, layout.dense, count.length),
    starts,
    columns: writer.columns.list(),
    amounts: writer.amounts.list(),
    pairs: writer.pairs(),
  }
  return { rows, rowOf: patternOf }
}

/** For each dense column, the value that all rows have; undefined where they differ. */
export function constantsOf(
  dense: Float64Array,
  columns: number,
  rows: number,
): (number | undefined)[] {
  return Array.from({ length: columns }, (_, k) => {
    const first = dense[k * rows]
    for (let i = k * rows; i < (k + 1) * rows; i++)
      if (!Object.is(dense[i], first)) return undefined
    return first
  })
}
