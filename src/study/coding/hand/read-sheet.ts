/** Reads what people wrote into a coding sheet (a column for each code) or a list of codings (a row for each coding). */
import type { UnitId } from '../../../record/coding-entries.ts'
import type { Codebook, CodebookCode } from '../codebook.ts'
import { codingKey } from './changes.ts'
import { codesForPeople, headingOf, readSheetMark, SHEET_COLUMNS } from './sheet.ts'
import { cellValue } from './values.ts'

/** A row of a table, as somebody reads it. */
export interface SheetRow {
  readonly columns: readonly string[]
  /** `file:line`. */
  readonly place: string
  /** What a cell says; empty where nothing is written, undefined where there is no such column. */
  cell(column: string): string | undefined
}

/** A coding as it stands in a sheet; its unit is not yet looked for. */
export interface SheetCoding {
  readonly place: string
  readonly unit: string
  readonly code: CodebookCode
  readonly coder: string
  readonly value: string | number | null
  readonly quotes: readonly string[]
  readonly rationale: string | null | undefined
  readonly confidence: number | null | undefined
}

export interface ReadSheet {
  readonly form: 'wide' | 'long'
  readonly codings: readonly SheetCoding[]
  /** Cells in which nothing was written: they are missing, and nothing is kept of them. */
  readonly empty: number
  /** Columns that mean nothing here. */
  readonly ignored: readonly string[]
  /** The seed of the sheet's pseudonyms; null where it does not say. */
  readonly seed: number | null
  /** Everything that is wrong, in words, with file and line. */
  readonly faults: readonly string[]
}

/** After so many faults the rest is of no use to anybody. */
const MOST_FAULTS = 20

const LONG = ['unit', 'code', 'value']
const LONG_BESIDE = ['coder', 'rationale', 'confidence', 'quote']

/** `coder` codes where a row does not say who did. */
export function readSheet(
  codebook: Codebook,
  rows: Iterable<SheetRow>,
  coder: string | null,
): ReadSheet {
  const reading = readingOf(codebook)
  let form: ReadSheet['form'] = 'wide'
  let ignored: string[] = []
  let isFirst = true
  for (const row of rows) {
    // Spreadsheets write separators where nothing stands.
    const isBlank = row.columns.every((name) => (row.cell(name) ?? '').trim() === '')
    if (isFirst) {
      form = LONG.every((name) => row.columns.includes(name)) ? 'long' : 'wide'
      ignored = reading.columns(row, form)
      isFirst = false
    }
    if (isBlank) continue
    if (reading.faults.length >= MOST_FAULTS) break
    reading.mark(row)
    if (form === 'long') reading.long(row, coder)
    else reading.wide(row, coder)
  }
  const { codings, faults, empty, seed } = reading
  return { form, codings, empty: empty(), ignored, seed: seed(), faults }
}

function readingOf(codebook: Codebook) {
  const codes = codesForPeople(codebook)
  const byHeading = new Map(codes.map((code) => [headingOf(code).toLowerCase(), code]))
  const byName = new Map(codebook.codes.map((code) => [code.code.toLowerCase(), code]))
  const codings: SheetCoding[] = []
  const seen = new Map<string, string>()
  const faults: string[] = []
  let empty = 0
  let seed: number | null = null

  const put = (coding: SheetCoding): void => {
    const key = codingKey({
      unit: coding.unit as UnitId,
      code: coding.code.code,
      coder: coding.coder,
    })
    const before = seen.get(key)
    if (before === undefined) codings.push(coding)
    else
      faults.push(
        `${coding.place}: ${coding.coder} codes ${coding.unit} for ${coding.code.code} a second time (see ${before}). Keep one of the two.`,
      )
    seen.set(key, coding.place)
  }
  const take = (
    row: SheetRow,
    code: CodebookCode,
    coder: string,
    cell: string,
    beside: Pick<SheetCoding, 'rationale' | 'confidence'> & { quotes?: readonly string[] },
  ): void => {
    const read = cellValue(code, cell)
    const unit = (row.cell('unit') ?? '').trim()
    const { rationale, confidence, quotes = [] } = beside
    const coding = { place: row.place, unit, code, coder, rationale, confidence }
    if (read.kind === 'empty') empty++
    else if (read.kind === 'fault') faults.push(`${row.place}: ${read.why}.`)
    else if (read.kind === 'undecided') put({ ...coding, value: null, quotes: [] })
    else put({ ...coding, value: read.value, quotes: [...read.quotes, ...quotes] })
  }
  const coderOf = (row: SheetRow, given: string | null): string | null => {
    const named = (row.cell('coder') ?? '').trim()
    if (named !== '' && given !== null && named !== given) {
      faults.push(
        `${row.place}: the row says that ${named} coded it, the command that ${given} did. Leave --coder out, or the column.`,
      )
      return null
    }
    const coder = named === '' ? given : named
    if (coder === null)
      faults.push(`${row.place}: nobody says who coded it. Add --coder NAME or a column "coder".`)
    return coder
  }
  const confidenceOf = (row: SheetRow, column: string): number | null | undefined => {
    const cell = row.cell(column)?.trim()
    if (cell === undefined || cell === '') return cell === undefined ? undefined : null
    // Spreadsheets in many languages write commas.
    const confidence = /^[\d.,e+-]+$/i.test(cell) ? Number(cell.replace(',', '.')) : NaN
    if (confidence >= 0 && confidence <= 1) return confidence
    faults.push(`${row.place}: a confidence lies between 0 and 1; "${cell}" does not.`)
    return undefined
  }
  const rationaleOf = (row: SheetRow, column: string): string | null | undefined => {
    const cell = row.cell(column)
    return cell?.trim() === '' ? null : cell
  }

  return {
    codings,
    faults,
    empty: () => empty,
    seed: () => seed,
    /** Looks at the headings; gives back those that mean nothing. */
    columns(row: SheetRow, form: ReadSheet['form']): string[] {
      if (!row.columns.includes('unit'))
        faults.push(
          `${row.place}: there is no column "unit". A sheet is made by: coterie codings export.`,
        )
      const beside = form === 'long' ? [...LONG, ...LONG_BESIDE] : ['coder']
      const known = new Set<string>([...SHEET_COLUMNS, ...beside])
      const isOfCode = (name: string): boolean => {
        const plain = name.toLowerCase().replace(/ (?:rationale|confidence)$/, '')
        return form === 'wide' && byHeading.has(plain)
      }
      const ignored = row.columns.filter(
        (name) => name !== '' && !known.has(name) && !isOfCode(name),
      )
      if (form === 'wide' && !row.columns.some(isOfCode))
        faults.push(
          `${row.place}: no column is a code of ${codebook.codebook} ${codebook.version}: ${[...byHeading.values()].map(headingOf).join(', ')}.`,
        )
      return ignored
    },
    /** A sheet that was made for another codebook was coded by other definitions. */
    mark(row: SheetRow): void {
      const words = row.cell('sheet')?.trim() ?? ''
      if (words === '') return
      const mark = readSheetMark(words)
      if (mark === null) {
        faults.push(`${row.place}: the column "sheet" was changed. Copy it from the sheet again.`)
        return
      }
      if (seed !== null && seed !== mark.seed)
        faults.push(`${row.place}: rows of two sheets with two seeds. Import them one by one.`)
      seed = mark.seed
      if (mark.codebook !== codebook.codebook || !codebook.hash.startsWith(mark.hash))
        faults.push(
          `${row.place}: the sheet was made for ${mark.codebook} ${mark.version} (${mark.hash}), and this is ${codebook.codebook} ${codebook.version} (${codebook.hash.slice(0, 12)}). What was coded by other definitions is no coding by these: name the codebook that the sheet was made for.`,
        )
    },
    wide(row: SheetRow, given: string | null): void {
      const coder = coderOf(row, given)
      if (coder === null) return
      for (const column of row.columns) {
        const code = byHeading.get(column.toLowerCase())
        if (code === undefined || column === 'unit') continue
        const beside = {
          rationale: rationaleOf(row, `${column} rationale`),
          confidence: confidenceOf(row, `${column} confidence`),
        }
        take(row, code, coder, row.cell(column) ?? '', beside)
      }
    },
    long(row: SheetRow, given: string | null): void {
      const coder = coderOf(row, given)
      if (coder === null) return
      const name = (row.cell('code') ?? '').trim()
      const code = byName.get(name.toLowerCase())
      if (code === undefined || code.structural) {
        const why =
          code === undefined ? 'is no code' : 'is coded by its rule alone and is no code for people'
        const known = codes.map((one) => one.code).join(', ')
        faults.push(`${row.place}: "${name}" ${why} of ${codebook.codebook}: ${known}.`)
        return
      }
      const quote = row.cell('quote')?.trim() ?? ''
      take(row, code, coder, row.cell('value') ?? '', {
        rationale: rationaleOf(row, 'rationale'),
        confidence: confidenceOf(row, 'confidence'),
        quotes: quote === '' ? [] : quote.split(/\r\n?|\n/),
      })
    },
  }
}
