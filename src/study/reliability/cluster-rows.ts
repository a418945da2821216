/** Rows of sums of whole clusters of units. */
import { growing, growingReals } from './growing.ts'
import type { Ratings } from './ratings.ts'
import { constantsOf, type Rows } from './rows.ts'

/** The rows of the clusters of units: each is the sum of its units. Null where no clusters are told. */
export function rowsOfClusters(
  { clusterOf, clusters }: Ratings,
  { rows: of, rowOf }: { readonly rows: Rows; readonly rowOf: Uint32Array },
): Rows | null {
  if (clusterOf === null) return null
  const { dense: d } = of.layout
  const dense = new Float64Array(clusters * d)
  const starts = new Uint32Array(clusters + 1)
  const [columns, amounts] = [growing(), growingReals()]
  const members = membersOf(clusterOf, clusters)
  const sums = new Float64Array(of.width)
  const isTouched = new Uint8Array(of.width)
  for (let cluster = 0; cluster < clusters; cluster++) {
    const touched: number[] = []
    for (
      let i = members.starts[cluster] as number;
      i < (members.starts[cluster + 1] as number);
      i++
    ) {
      const row = rowOf[members.units[i] as number] as number
      for (let k = 0; k < d; k++)
        dense[k * clusters + cluster] =
          (dense[k * clusters + cluster] as number) +
          (of.dense[k * of.count.length + row] as number)
      for (let j = of.starts[row] as number; j < (of.starts[row + 1] as number); j++) {
        const column = of.columns[j] as number
        if (isTouched[column] === 0) touched.push(column)
        isTouched[column] = 1
        sums[column] = (sums[column] as number) + (of.amounts[j] as number)
      }
    }
    for (const column of touched) {
      columns.push(column)
      amounts.push(sums[column] as number)
      sums[column] = isTouched[column] = 0
    }
    starts[cluster + 1] = columns.length
  }
  const count = new Float64Array(clusters).fill(1)
  const constants = constantsOf(dense, d, clusters)
  return {
    ...of,
    count,
    dense,
    constants,
    starts,
    columns: columns.list(),
    amounts: amounts.list(),
  }
}

function membersOf(
  clusterOf: Uint32Array,
  clusters: number,
): { starts: Uint32Array; units: Uint32Array } {
  const starts = new Uint32Array(clusters + 1)
  for (const cluster of clusterOf) starts[cluster + 1] = (starts[cluster + 1] as number) + 1
  for (let i = 0; i < clusters; i++)
    starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
  const next = starts.slice()
  const units = new Uint32Array(clusterOf.length)
  for (const [unit, cluster] of clusterOf.entries()) {
    units[next[cluster] as number] = unit
    next[cluster] = (next[cluster] as number) + 1
  }
  return { starts, units }
}
