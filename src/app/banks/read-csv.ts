/** Reads CSV as RFC 4180 has it: commas, double quotes, one header; columns of numbers and of true and false are read as such. */
import { CsvError, parse } from 'csv-parse/sync'
import { BankFaults, type Row } from './row.ts'

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * The rows of a text under its header.
 * @throws BankFaults with the line of everything that is wrong.
 */
export function readCsv(place: string, text: string): Row[] {
  const [header, ...lines] = linesOf(place, text)
  if (header === undefined)
    throw new BankFaults([`${place}:1: this is empty. Write a header first.`])
  const names = header.cells.map((name) => name.trim())
  const faults = headerFaults(`${place}:${header.line}`, names)
  for (const { line, cells } of lines) {
    if (cells.length === names.length) continue
    faults.push(
      `${place}:${line}: ${cells.length} cells under ${names.length} headings. Put cells that have a comma in them into double quotes.`,
    )
  }
  if (faults.length > 0) throw new BankFaults(faults)
  const readers = names.map((_, i) => readerOf(lines.map(({ cells }) => cells[i] ?? '')))
  return lines.map(({ line, cells }) => ({
    place: `${place}:${line}`,
    fields: Object.fromEntries(
      names.flatMap((name, i) => {
        const cell = cells[i]?.trim() ?? ''
        return cell === '' ? [] : [[name, readers[i]?.(cell)]]
      }),
    ),
  }))
}

function headerFaults(place: string, names: readonly string[]): string[] {
  const [first = ''] = names
  if (names.length === 1 && /[;\t]/.test(first))
    return [`${place}: this is not separated by commas. Save it as CSV with commas.`]
  return names.flatMap((name, i) => {
    if (name === '') return [`${place}: column ${i + 1} has no heading. Give it one.`]
    if (names.indexOf(name) < i) return [`${place}: the heading "${name}" is there twice.`]
    return []
  })
}

/** Records with the line in which each begins; empty lines are left out. */
function linesOf(place: string, text: string): Line[] {
  let records: string[][]
  try {
    records = parse(text, { bom: true, relax_column_count: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new BankFaults([`${place}:${lineOf(error)}: ${plainCsvError(error)}`])
  }
  let line = 1
  return records.flatMap((record) => {
    const begins = line
    line += record.join('').split('\n').length
    return record.length === 1 && record[0] === '' ? [] : [{ line: begins, cells: record }]
  })
}

function lineOf(error: CsvError): number {
  return (error as { lines?: number }).lines ?? 1
}

function plainCsvError({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a double quote is opened and not closed by the end of the file. Close it.'
    case 'INVALID_OPENING_QUOTE':
      return 'a double quote stands within a cell that does not begin with one. Put the whole cell into double quotes and double the inner ones.'
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'something follows a closing double quote. Double the quotes that are within a cell.'
    default:
      return `${message}.`
  }
}

/** Numbers are only what would be written back as it stands: 007 stays a word. */
function readerOf(cells: readonly string[]): (cell: string) => string | number | boolean {
  const said = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  if (said.length === 0) return String
  if (said.every((cell) => String(Number(cell)) === cell && Number.isFinite(Number(cell))))
    return Number
  if (said.every((cell) => cell === 'true' || cell === 'false')) return (cell) => cell === 'true'
  return String
}
