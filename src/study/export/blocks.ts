/** The rows of a table in blocks of bounded size, so that a table of any length is written in the same memory. */
import type { Cell, Tables } from '../../io/store/tables.ts'

/** Rows as lists of cells, in the order of the columns. */
export type Block = readonly (readonly Cell[])[]

export interface BlockSize {
  readonly rows: number
  /** UTF-16 code units of text: a row of long texts counts for many. */
  readonly characters: number
}

/** The rows of a table, block by block. A block has one row more than its characters allow at most. */
export function* blocksOf(tables: Tables, table: string, size: BlockSize): Iterable<Block> {
  let block: (readonly Cell[])[] = []
  let characters = 0
  for (const row of cellsOf(tables, table)) {
    block.push(row)
    for (const cell of row) if (typeof cell === 'string') characters += cell.length
    if (block.length < size.rows && characters < size.characters) continue
    yield block
    block = []
    characters = 0
  }
  if (block.length > 0) yield block
}

/** All rows of a table as lists of cells. */
export function cellsOf(tables: Tables, table: string): Iterable<readonly Cell[]> {
  return tables.cells?.(table) ?? cellsOfRows(tables, table)
}

function* cellsOfRows(tables: Tables, table: string): Iterable<readonly Cell[]> {
  const names = tables.columns(table).map(({ name }) => name)
  for (const row of tables.rows(table)) yield names.map((name) => row[name] ?? null)
}
