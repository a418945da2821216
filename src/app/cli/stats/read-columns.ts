/** Reads the columns that are to be compared from a table of somebody's own. */
import { statSync } from 'node:fs'
import { BadInputError, UnknownNameError } from '../../../base/errors.ts'
import { sourceFile } from '../../import/source-file.ts'
import { csvRows } from '../../import/table-rows.ts'

/** Which columns hold what. */
export interface Columns {
  readonly value: string
  readonly by: string
  readonly cluster?: string
  readonly paired?: string
}

/** A row that has all that is needed. */
export interface ReadRow {
  readonly value: string
  readonly group: string
  /** The cluster or the pair that it belongs to; null where there are none. */
  readonly unit: string | null
  /** `file:line` */
  readonly place: string
}

export interface ReadTable {
  readonly rows: readonly ReadRow[]
  /** Rows of the file, those that were left out among them. */
  readonly read: number
  /** column → rows that were left out because it is empty; each row is counted once, for the first such column. */
  readonly missing: Readonly<Record<string, number>>
}

/**
 * Reads a CSV file with a line of names. Rows with an empty cell in a column that is needed are left out and counted.
 * @throws BadInputError where there is no such file or column, or the file is no table.
 */
export async function readColumns(path: string, columns: Columns): Promise<ReadTable> {
  assertFile(path)
  const unit = columns.cluster ?? columns.paired
  const needed = [columns.by, columns.value, ...(unit === undefined ? [] : [unit])]
  const missing = Object.fromEntries(needed.map((name) => [name, 0]))
  const rows: ReadRow[] = []
  let read = 0
  for await (const row of csvRows(sourceFile(path))) {
    if (read++ === 0) assertColumns(path, columns, row.columns)
    const cells = needed.map((name) => wordsOf(row.cell(name)))
    const empty = needed[cells.indexOf('')]
    if (empty !== undefined) {
      missing[empty] = (missing[empty] ?? 0) + 1
      continue
    }
    const [group = '', value = '', own = null] = cells
    rows.push({ value, group, unit: own, place: row.place })
  }
  if (read === 0)
    throw new BadInputError(`${path}: it has no rows under its first line. Add some data.`)
  return { rows, read, missing }
}

function wordsOf(cell: unknown): string {
  return typeof cell === 'string' ? cell.trim() : ''
}

function assertFile(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new BadInputError(`${path}: there is no such file. Name a table as CSV.`)
  if (stat.isDirectory())
    throw new BadInputError(`${path}: this is a folder. Name a CSV file that is in it.`)
  if (stat.size === 0)
    throw new BadInputError(
      `${path}: it is empty. Name a CSV file with a line of names and rows below.`,
    )
}

function assertColumns(path: string, columns: Columns, known: readonly string[]): void {
  for (const [option, name] of Object.entries(columns) as [string, string][])
    if (!known.includes(name))
      throw new UnknownNameError(
        `column in ${path}:1`,
        name,
        known,
        `Give --${option} one of these.`,
      )
  const used = Object.entries(columns) as [string, string][]
  const twice = used.find(([, name], i) => used.findIndex(([, other]) => other === name) !== i)
  if (twice !== undefined)
    throw new BadInputError(
      `--${twice[0]}: the column "${twice[1]}" cannot be two things at once. Name another one.`,
    )
}
