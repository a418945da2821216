/** Tables as CSV (RFC 4180, UTF-8, line feeds), safe to open in a spreadsheet, and nothing lost by that. */
import { stringify } from 'csv-stringify/sync'
import type { Cell, Tables } from '../../io/store/tables.ts'

/** Few enough to hold, enough that calling the library costs little. */
const ROWS_PER_CHUNK = 500

/**
 * What makes a spreadsheet take words for a formula when they begin with it: = + - @, their full-width forms, tab, carriage return and
 * line feed (OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** The same with at least one apostrophe before it. */
const DEFUSED = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/**
 * Words that a spreadsheet will show and not execute: one apostrophe is put before those that begin as a formula does, or as one that is
 * defused already. Numbers are never words: −5 stays −5.
 */
export function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The words that `defuse` was given. */
export function undefuse(text: string): string {
  return DEFUSED.test(text) ? text.slice(1) : text
}

/** One table, its column names in the first line. Null is an empty cell, the empty text is `""`. */
export function* csvOf(tables: Tables, table: string): Iterable<string> {
  const names = tables.columns(table).map(({ name }) => name)
  yield lines([names])
  let chunk: Cell[][] = []
  for (const row of tables.rows(table)) {
    chunk.push(names.map((name) => safe(row[name] ?? null)))
    if (chunk.length < ROWS_PER_CHUNK) continue
    yield lines(chunk)
    chunk = []
  }
  if (chunk.length > 0) yield lines(chunk)
}

function safe(cell: Cell): Cell {
  return typeof cell === 'string' ? defuse(cell) : cell
}

function lines(rows: readonly (readonly Cell[])[]): string {
  // The empty text is quoted and null is not: so they are told apart by readers that care to.
  return stringify(rows as Cell[][], {
    record_delimiter: '\n',
    quoted_match: /^$/,
    cast: { number: String },
  })
}
