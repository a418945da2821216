/** Our own exports, read back: the entries of each run, and what the tables beside them say of its ticks. */
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BadInputError } from '../../base/errors.ts'
import { undefuse } from '../../base/csv.ts'
import { sourceFile } from './source-file.ts'
import { csvRows, jsonlRows, type TableRow } from './table-rows.ts'

/** Rows of one of our tables. */
export type Rows = AsyncIterable<TableRow> | Iterable<TableRow>

/** The columns of an exported table of entries. */
const ENTRIES = ['run_id', 'seq', 'tick', 'kind', 'body']
/** Those that other tables of facts have in common. */
const FACTS = ['run_id', 'tick', 'seq']

/** True for the columns of one of our tables of facts: the entries, or a table that stands beside them in an export. */
export function isOwnTable(columns: readonly string[]): boolean {
  return (
    isEntries(columns) ||
    (FACTS.every((name) => columns.includes(name)) && columns.includes('on_record'))
  )
}

function isEntries(columns: readonly string[]): boolean {
  return ENTRIES.every((name) => columns.includes(name))
}

/** The tables of an export, by the path of one of them. */
export interface OwnExport {
  /** Where the entries are. */
  readonly path: string
  /** The rows of a table of this name that stands beside; undefined where there is none. */
  table(name: string): Rows | undefined
}

/**
 * The export that a table with these columns belongs to.
 * @throws BadInputError where the entries do not stand beside it.
 */
export function ownExport(path: string, columns: readonly string[]): OwnExport {
  const folder = dirname(path)
  const isJson = /\.(?:jsonl|ndjson)$/i.test(path)
  const first = isJson ? 'jsonl' : 'csv'
  const endings = [first, first === 'csv' ? 'jsonl' : 'csv']
  const placeOf = (name: string): string | undefined =>
    endings.map((ending) => join(folder, `${name}.${ending}`)).find((one) => existsSync(one))
  const entries = isEntries(columns) ? path : placeOf('entries')
  if (entries === undefined) {
    throw new BadInputError(
      `${path}: this is a table of our own export, and the whole record is in its entries.csv or entries.jsonl, which is not beside it. Put it there, or import this table alone with --format csv.`,
    )
  }
  return {
    path: entries,
    table: (name) => {
      const place = name === 'entries' ? entries : placeOf(name)
      return place === undefined ? undefined : rowsOf(place)
    },
  }
}

function rowsOf(path: string): Rows {
  // A table without rows is an empty file of JSON Lines.
  if (statSync(path).size === 0) return []
  const file = sourceFile(path)
  return /\.csv$/i.test(path) ? undefused(csvRows(file, '\n')) : jsonlRows(file)
}

/** What the export put before words that look like formulas is taken off again. */
async function* undefused(rows: AsyncIterable<TableRow>): AsyncIterable<TableRow> {
  for await (const row of rows) {
    yield {
      ...row,
      cell: (column) => {
        const value = row.cell(column)
        return typeof value === 'string' ? undefuse(value) : value
      },
    }
  }
}
