/** Reads codings row by row into compact tables, one for each code. */
import { BadInputError } from '../../base/errors.ts'
import { categoriesOf, type Written } from './categories.ts'
import { assertOnce, byUnit, type Whole } from './cells.ts'
import { compactRatings } from './compact-ratings.ts'
import { growing } from './growing.ts'
import type { Level } from './level.ts'
import type { Ratings } from './ratings.ts'

/** One coder's value of one code for one unit; null where it is missing. */
export interface CodingRow {
  readonly unit: string
  readonly coder: string
  readonly code: string
  readonly value: string | null
  /** The run or session of the unit, for resampling by cluster. */
  readonly cluster?: string
}

export interface RatingsWanted {
  readonly level: Level
  /** The set of categories that a coder could choose from, for ordinal levels from the least to the most. */
  readonly categories?: readonly string[]
  /** Only the values of these coders, as if the others had given none. */
  readonly coders?: readonly string[]
}

export interface CodingTable {
  /**
   * Adds a row; `row` is its number for complaints. A missing value makes its unit, coder and code known and no more.
   * @throws BadInputError where a unit stands in two clusters.
   */
  add(coding: CodingRow, row: number): void
  /** In order of appearance. */
  readonly codes: readonly string[]
  readonly coders: readonly string[]
  /** The texts that somebody wrote as values of a code, in order of appearance. */
  valuesOf(code: string): readonly string[]
  /**
   * The ratings of a code; empty ones where it has none.
   * @throws BadInputError where a coder has two values for a unit, equal or not, or a value is not of the level.
   */
  ratings(code: string, wanted: RatingsWanted): Ratings
}

interface Column {
  readonly units: Whole
  readonly coders: Whole
  readonly values: Whole
  readonly rows: Whole
  /** Value as written → position, in order of appearance. */
  readonly texts: Map<string, number>
  readonly firstRows: Whole
}

/** An empty table. `placeOf` tells where a row stands, for complaints; with a field, where that field of it does. */
export function codingTable(placeOf: (row: number, field?: 'value') => string): CodingTable {
  const units = new Map<string, number>()
  const coders = new Map<string, number>()
  const clusters = new Map<string, number>()
  const columns = new Map<string, Column>()
  /** Unit → cluster + 1; 0 where none was told. */
  const clusterOf = growing()

  function add({ unit, coder, code, value, cluster }: CodingRow, row: number): void {
    const u = positionOf(unit, units)
    const belongs = cluster === undefined ? 0 : positionOf(cluster, clusters) + 1
    if (u === clusterOf.length) clusterOf.push(belongs)
    else if (clusterOf.at(u) !== belongs)
      throw new BadInputError(
        `${placeOf(row)}: unit "${unit}" stands in two clusters, "${[...clusters.keys()][clusterOf.at(u) - 1]}" and "${cluster}". A unit belongs to one: name units so that they differ between clusters.`,
      )
    const c = positionOf(coder, coders)
    let column = columns.get(code)
    if (column === undefined) {
      column = {
        units: growing(),
        coders: growing(),
        values: growing(),
        rows: growing(),
        texts: new Map(),
        firstRows: growing(),
      }
      columns.set(code, column)
    }
    if (value === null) return
    const v = positionOf(value, column.texts)
    if (v === column.firstRows.length) column.firstRows.push(row)
    column.units.push(u)
    column.coders.push(c)
    column.values.push(v)
    column.rows.push(row)
  }

  return {
    add,
    get codes() {
      return [...columns.keys()]
    },
    get coders() {
      return [...coders.keys()]
    },
    valuesOf: (code) => [...(columns.get(code)?.texts.keys() ?? [])],
    ratings(code, { level, categories, coders: only }) {
      const column = columns.get(code)
      const names = [...coders.keys()]
      const wanted = Uint8Array.from(names, (name) => ((only?.includes(name) ?? true) ? 1 : 0))
      const cells = byUnit(column, wanted, units.size)
      assertOnce(cells, names.length, (unit, coder, [first, second]) => {
        const [u, c] = [[...units.keys()][unit], names[coder]]
        return `${placeOf(second)}: coder "${c}" has a second value for code "${code}" of unit "${u}"; the first is at ${placeOf(first)}. Keep one of them; two coders of one name have to be told apart.`
      })
      const { written, positions } = writtenIn(column, cells.values, placeOf)
      const all = categoriesOf(written, level, categories)
      const categoryOf = cells.values.map(
        (text) => all.positions[positions[text] as number] as number,
      )
      return compactRatings(code, level, all, { ...cells, values: categoryOf }, names, {
        of: clusterOf.list(),
        count: clusters.size,
      })
    },
  }
}

/** The texts that are among the values, and where each text of the column stands among them. */
function writtenIn(
  column: Column | undefined,
  values: Uint32Array,
  placeOf: (row: number, field: 'value') => string,
): { readonly written: Written[]; readonly positions: Uint32Array } {
  const texts = [...(column?.texts.keys() ?? [])]
  const isUsed = new Uint8Array(texts.length)
  for (const text of values) isUsed[text] = 1
  const positions = new Uint32Array(texts.length)
  const written: Written[] = []
  for (const [i, text] of texts.entries()) {
    if (isUsed[i] === 0) continue
    const row = column?.firstRows.at(i) as number
    positions[i] = written.length
    written.push({
      text,
      get place() {
        return placeOf(row, 'value')
      },
    })
  }
  return { written, positions }
}

function positionOf(name: string, positions: Map<string, number>): number {
  const known = positions.get(name)
  if (known !== undefined) return known
  positions.set(name, positions.size)
  return positions.size - 1
}
