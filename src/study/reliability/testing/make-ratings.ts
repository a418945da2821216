/** Ratings from matrices and tables, for tests. */
import { codingTable, type RatingsWanted } from '../coding-table.ts'
import type { Ratings } from '../ratings.ts'

type Cell = string | number | null

/** Ratings from one list for each unit: the value of each coder in turn, null where it is missing. `clusters` names the cluster of each unit. */
export function ratingsOfUnits(
  units: readonly (readonly Cell[])[],
  wanted: RatingsWanted = { level: 'nominal' },
  clusters?: readonly string[],
): Ratings {
  const table = codingTable((row) => `row ${row}`)
  units.forEach((values, u) => {
    values.forEach((value, coder) => {
      const cluster = clusters?.[u]
      table.add(
        {
          unit: `u${u}`,
          coder: `c${coder}`,
          code: 'code',
          value: value === null ? null : String(value),
          ...(cluster === undefined ? {} : { cluster }),
        },
        u,
      )
    })
  })
  return table.ratings('code', wanted)
}

/** Units from a table of two coders: `table[i][j]` units are i to the first and j to the second. Categories count from 1. */
export function unitsOfTable(table: readonly (readonly number[])[]): number[][] {
  return table.flatMap((row, i) =>
    row.flatMap((times, j) => Array.from({ length: times }, () => [i + 1, j + 1])),
  )
}

/** Units from counts: `counts[u][k]` coders put unit u into category k. Categories count from 1. */
export function unitsOfCounts(counts: readonly (readonly number[])[]): number[][] {
  return counts.map((row) => row.flatMap((times, k) => Array.from({ length: times }, () => k + 1)))
}

/** The other way round: what stands in rows stands in columns. */
export function transposed<T>(rows: readonly (readonly T[])[]): T[][] {
  return (rows[0] ?? []).map((_, i) => rows.map((row) => row[i] as T))
}
