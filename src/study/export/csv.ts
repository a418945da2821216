/** Tables of a record, and rows that somebody makes, as files of CSV. */
import { csvLines } from '../../base/csv.ts'
import type { Cell, Tables } from '../../io/store/tables.ts'
import { cellsOf } from './blocks.ts'
import { inPages } from './pages.ts'
import type { ExportOptions } from './format.ts'

/** One table, its column names in the first line. */
export function csvOf(
  tables: Tables,
  table: string,
  options: Pick<ExportOptions, 'raw' | 'defused'> = {},
): Iterable<string> {
  const names = tables.columns(table).map(({ name }) => name)
  return csvOfRows(names, cellsOf(tables, table), options)
}

/** A file of rows that somebody makes one by one, under a line of names. */
export function* csvOfRows(
  names: readonly string[],
  rows: Iterable<readonly Cell[]>,
  { raw = false, defused }: Pick<ExportOptions, 'raw' | 'defused'> = {},
): Iterable<string> {
  const lines = csvLines(raw)
  yield lines.line(names)
  yield* inPages(rows, lines.line)
  defused?.(lines.defused)
}
