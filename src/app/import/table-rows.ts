/** The rows of a table, CSV or JSON Lines, as they are wanted. */
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { BadInputError } from '../../base/errors.ts'
import { linesOf } from './lines-of.ts'
import { readJson } from './read-json.ts'
import type { SourceFile } from './source-file.ts'

export interface TableRow {
  /** The names of the columns of this row. */
  readonly columns: readonly string[]
  /** What a column holds; undefined where there is none of the name, null where nothing is written. */
  cell(column: string): unknown
  /** `file:line`, for complaints. */
  readonly place: string
}

/**
 * The rows of a CSV file (RFC 4180), whose first line names the columns. Fields are separated by commas, semicolons or tabs, whichever the first line has most of.
 * An empty field is null, an empty one in quotes is the empty text.
 * @throws BadInputError with the line at the first row that is none.
 */
export async function* csvRows(file: SourceFile, lineEnd?: string): AsyncIterable<TableRow> {
  let columns: readonly string[] | undefined
  let places: ReadonlyMap<string, number> = new Map()
  for await (const { cells, line } of csvRecords(file, lineEnd)) {
    const place = `${file.path}:${line}`
    if (columns === undefined) {
      columns = cells.map((cell) => cell ?? '')
      const twice = columns.find((name, i) => name !== '' && columns?.indexOf(name) !== i)
      if (twice !== undefined)
        throw new BadInputError(`${place}: two columns are called "${twice}". Rename one of them.`)
      places = new Map(columns.map((name, i) => [name, i]))
      continue
    }
    yield {
      columns,
      place,
      cell: (column) => {
        const at = places.get(column)
        return at === undefined ? undefined : (cells[at] ?? null)
      },
    }
  }
}

export interface CsvRecord {
  readonly cells: readonly (string | null)[]
  /** The line on which it ends, from 1. */
  readonly line: number
}

/** The records of a CSV file, the line of names among them. */
export async function* csvRecords(file: SourceFile, lineEnd?: string): AsyncIterable<CsvRecord> {
  const source = Readable.from(file.pieces())
  const parser = parse({
    delimiter: delimiterOf(file),
    skip_empty_lines: true,
    info: true,
    max_record_size: MOST_RECORD,
    ...(lineEnd === undefined ? {} : { record_delimiter: lineEnd }),
    cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
  })
  // A pipe hands on what was read, and not what is wrong with it.
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      readonly record: (string | null)[]
      readonly info: { readonly lines: number }
    }>)
      yield { cells: record, line: info.lines }
  } catch (error) {
    throw error instanceof CsvError ? new BadInputError(csvFault(file.path, error)) : error
  } finally {
    source.destroy()
  }
}

const MOST_RECORD = 64 * 1_048_576

const DELIMITERS = [',', ';', '\t'] as const

/** What separates the fields of the first line. */
function delimiterOf(file: SourceFile): string {
  for (const { text } of linesOf(file.pieces(), file.path)) {
    if (text.trim() !== '') return delimiterIn(text) ?? ','
  }
  return ','
}

/** Of comma, semicolon and tab the one that a line has most of, outside quotes; undefined where it has none. */
export function delimiterIn(line: string): string | undefined {
  const outside = line.replaceAll(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((one) => outside.split(one).length - 1)
  const most = Math.max(...counts)
  return most === 0 ? undefined : DELIMITERS[counts.indexOf(most)]
}

function csvFault(path: string, error: CsvError): string {
  const { lines } = error as unknown as { readonly lines?: number }
  const place = `${path}:${lines ?? 1}`
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${place}: the file ends within a quote. Close it with ", or copy the file again.`
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return `${place}: this row has another number of fields than the first line. Put fields that hold commas or quotes into quotes.`
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return `${place}: a quote stands within a field. Put the field into quotes, and write quotes in it twice.`
    case 'CSV_MAX_RECORD_SIZE':
      return `${place}: this row is longer than ${MOST_RECORD} bytes. Is a quote not closed?`
    default:
      return `${place}: this is not CSV: ${error.message}`
  }
}

/**
 * The rows of a file of JSON Lines: an object on each line, keys for columns. A column may be a path such as `author.name`. Empty lines are skipped. One JSON document that is a list of
 * objects is read as if each stood on a line.
 * @throws BadInputError with line, column and byte at the first line that is no object.
 */
export function* jsonlRows(file: SourceFile): Iterable<TableRow> {
  if (isOneDocument(file)) {
    const text = file.text()
    const list = readJson(text, { path: file.path, line: 1, byte: file.start })
    if (!Array.isArray(list))
      throw new BadInputError(`${file.path}: this JSON is neither a list nor lines of objects.`)
    for (const [i, item] of list.entries()) yield rowOf(item, `${file.path}: [${i}]`)
    return
  }
  for (const { text, line, byte } of linesOf(file.pieces(), file.path, file.start)) {
    if (text.trim() === '') continue
    yield rowOf(readJson(text, { path: file.path, line, byte }), `${file.path}:${line}`)
  }
}

function isOneDocument(file: SourceFile): boolean {
  for (const piece of file.pieces()) {
    const text = piece.trimStart()
    if (text !== '') return text.startsWith('[')
  }
  return false
}

function rowOf(item: unknown, place: string): TableRow {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    throw new BadInputError(`${place}: this is no object. Write an object for each message.`)
  return { columns: Object.keys(item), place, cell: (column) => valueAt(item, column) }
}

/** The value of a key, or of a path of keys with dots between. */
function valueAt(item: object, column: string): unknown {
  if (Object.hasOwn(item, column)) return (item as Record<string, unknown>)[column]
  let value: unknown = item
  for (const key of column.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
