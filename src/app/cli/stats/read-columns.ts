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

/** Only rows whose cell in a column is this. */
export interface Where {
  readonly column: string
  readonly is: string
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
  /** Rows that `where` leaves out. */
  readonly unwanted: number
  /** Columns that say what a row is about, and say several things of the rows that were read: their number by column. */
  readonly mixed: Readonly<Record<string, number>>
}

/** Columns of our own tables that say what a value is a value of. */
const ABOUT = ['measure', 'about', 'ask', 'code']

/**
 * Reads a CSV file with a line of names. Rows with an empty cell in a column that is needed are left out and counted.
 * @throws BadInputError where there is no such file or column, or the file is no table.
 */
export async function readColumns(
  path: string,
  columns: Columns,
  where: readonly Where[] = [],
): Promise<ReadTable> {
  assertFile(path)
  const unit = columns.cluster ?? columns.paired
  const needed = [columns.by, columns.value, ...(unit === undefined ? [] : [unit])]
  const missing = Object.fromEntries(needed.map((name) => [name, 0]))
  const rows: ReadRow[] = []
  let read = 0
  let unwanted = 0
  const used: readonly string[] = Object.values(columns) as string[]
  const about = new Map<string, Set<string>>()
  for await (const row of csvRows(sourceFile(path))) {
    if (read++ === 0) {
      assertColumns(path, columns, row.columns)
      for (const { column } of where) assertColumn(path, 'where', column, row.columns)
      for (const name of ABOUT)
        if (row.columns.includes(name) && !used.includes(name)) about.set(name, new Set())
    }
    if (where.some(({ column, is }) => wordsOf(row.cell(column)) !== is)) {
      unwanted++
      continue
    }
    for (const [name, values] of about) values.add(wordsOf(row.cell(name)))
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
  if (unwanted === read) {
    const wanted = where.map(({ column, is }) => `${column} = ${is}`).join(' and ')
    throw new BadInputError(`${path}: no row has ${wanted}. Look at what the column holds.`)
  }
  const mixed = [...about].flatMap(([name, { size }]) => (size > 1 ? [[name, size]] : []))
  return { rows, read, missing, unwanted, mixed: Object.fromEntries(mixed) as ReadTable['mixed'] }
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

function assertColumn(path: string, option: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return
  throw new UnknownNameError(`column in ${path}:1`, name, known, `Give --${option} one of these.`)
}

function assertColumns(path: string, columns: Columns, known: readonly string[]): void {
  for (const [option, name] of Object.entries(columns) as [string, string][])
    assertColumn(path, option, name, known)
  const used = Object.entries(columns) as [string, string][]
  const twice = used.find(([, name], i) => used.findIndex(([, other]) => other === name) !== i)
  if (twice !== undefined)
    throw new BadInputError(
      `--${twice[0]}: the column "${twice[1]}" cannot be two things at once. Name another one.`,
    )
}
