/** Brings the codings of people from a table into the ledger: all of them, or none and everything that is wrong. */
import { BadInputError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import { UNIT_KINDS, type LedgerEntry, type Span } from '../../record/coding-entries.ts'
import { blindRuns, blindUnit, type BlindUnit } from '../../study/coding/blind.ts'
import { codebookFixed, type Codebook } from '../../study/coding/codebook.ts'
import { changesOf, type GivenCoding } from '../../study/coding/hand/changes.ts'
import { CANNOT_TELL } from '../../study/coding/hand/unanswered.ts'
import { readSheet, type ReadSheet, type SheetCoding } from '../../study/coding/hand/read-sheet.ts'
import { codesForPeople, headingOf } from '../../study/coding/hand/sheet.ts'
import { sliceOf } from '../../study/coding/code-points.ts'
import { quoteFinder } from '../../study/coding/judge/find-quote.ts'
import { runWorlds } from '../../study/coding/run-world.ts'
import { unitCut, type Unit } from '../../study/coding/unit.ts'
import { undefuse } from '../../base/csv.ts'
import { sourceFile } from '../import/source-file.ts'
import { csvRows } from '../import/table-rows.ts'
import { findUnits } from './find-units.ts'

export interface ImportedSheet {
  readonly form: ReadSheet['form']
  readonly coders: readonly string[]
  /** Codings that were not there before. */
  readonly taken: number
  /** Codings that were there with something else: the ledger has both versions. */
  readonly corrected: number
  readonly already: number
  /** Cells in which nothing was written. */
  readonly empty: number
  readonly ignored: readonly string[]
  /** Codes for people that no column of a sheet is for. */
  readonly absent: readonly string[]
}

/** @throws BadInputError with everything that is wrong, line by line; nothing is written then. */
export async function importSheet(
  store: Pick<Store, 'runs' | 'ticks'>,
  ledger: Ledger,
  codebook: Codebook,
  path: string,
  coder: string | null,
): Promise<ImportedSheet> {
  const { sheet, absent } = await sheetOf(codebook, path, coder)
  const kinds = UNIT_KINDS.filter((kind) => codebook.codes.some(({ unit }) => unit === kind))
  const ids = new Set(sheet.codings.map(({ unit }) => unit))
  const units = findUnits(store, kinds, ids)
  // Values and units are both looked at before anything is refused: a sheet is corrected once.
  const faults = [...sheet.faults]
  const blindOf = blinder(store, sheet.seed ?? 1)
  const given = sheet.codings.flatMap((coding) => {
    const unit = units.get(coding.unit)
    const placed = unit === undefined ? unknownUnit(coding, ledger) : givenOf(coding, unit, blindOf)
    if (typeof placed !== 'string') return [placed]
    faults.push(placed)
    return []
  })
  refuse(path, faults)
  const coders = [...new Set(given.map((one) => one.coder))]
  const changes = changesOf(codebook.hash, given, ledger.codings({ codebook: codebook.hash }))
  const coded = new Set(changes.entries.map(({ unit }) => unit))
  const entries: LedgerEntry[] = [
    codebookFixed(codebook),
    ...coders.map((name) => ({
      kind: 'coder-named' as const,
      name,
      coderKind: 'human' as const,
      definition: {},
    })),
    ...[...units.values()].filter(({ id }) => coded.has(id)).map(unitCut),
    ...changes.entries,
  ]
  if (changes.entries.length > 0) ledger.add(entries)
  const { form, empty, ignored } = sheet
  const { taken, corrected, already } = changes
  return { form, coders, taken, corrected, already, empty, ignored, absent }
}

async function sheetOf(
  codebook: Codebook,
  path: string,
  coder: string | null,
): Promise<{ sheet: ReadSheet; absent: string[] }> {
  const rows = []
  for await (const { columns, place, cell } of csvRows(sourceFile(path))) {
    const names = columns.map((name) => name.trim())
    rows.push({
      columns: names,
      place,
      cell: (name: string) => {
        const column = columns[names.indexOf(name)]
        return column === undefined ? undefined : undefuse(String(cell(column) ?? ''))
      },
    })
  }
  const [first] = rows
  if (first === undefined) throw new BadInputError(`${path}: there is no row below the headings.`)
  if (!first.columns.includes('unit'))
    throw new BadInputError(
      `${first.place}: there is no column "unit"; there are: ${first.columns.join(', ')}. A sheet is made by: coterie codings export.`,
    )
  const sheet = readSheet(codebook, rows, coder)
  const there = new Set(first.columns.map((name) => name.toLowerCase()))
  const absent = codesForPeople(codebook).filter(
    (code) => !there.has(headingOf(code).toLowerCase()),
  )
  return { sheet, absent: sheet.form === 'wide' ? absent.map(({ code }) => code) : [] }
}

/** As many faults as a screen holds are told. */
const MOST_TOLD = 20

function refuse(path: string, all: readonly string[]): void {
  if (all.length === 0) return
  const faults = [...new Set(all)]
  const more = faults.length - MOST_TOLD
  throw new BadInputError(
    [
      ...faults.slice(0, MOST_TOLD),
      ...(more > 0 ? [`… and ${more} more`] : []),
      `${path}: nothing was imported.`,
    ].join('\n'),
  )
}

function unknownUnit({ place, unit }: SheetCoding, { place: db }: Ledger): string {
  return unit === ''
    ? `${place}: the unit is missing. Each row needs the id that the sheet was exported with.`
    : `${place}: there is no unit "${unit}" for this codebook in ${db}. Was the sheet made from another record?`
}

function blinder(store: Pick<Store, 'runs' | 'ticks'>, seed: number): (unit: Unit) => BlindUnit {
  const blind = blindRuns(runWorlds(store), seed)
  return (unit) => blindUnit(unit, blind, { before: [], after: [] })
}

/** The coding as it is kept, or what is wrong with it. */
function givenOf(
  coding: SheetCoding,
  unit: Unit,
  blindOf: (unit: Unit) => BlindUnit,
): GivenCoding | string {
  const { place, code, coder, value, quotes, rationale, confidence } = coding
  if (code.unit !== unit.kind)
    return `${place}: ${code.code} is put to a ${code.unit}, and ${unit.id} is a ${unit.kind}. Leave the cell empty.`
  const spans: Span[] = []
  if (quotes.length > 0) {
    const blind = blindOf(unit)
    const find = quoteFinder(blind.text)
    for (const quote of quotes) {
      const found = find(quote)
      if (found === undefined)
        return `${place}: ${code.code}: the words ${JSON.stringify(quote)} do not occur in the unit. Copy them from the column "text", or write 1 or 0.`
      const span = {
        start: blind.toOwn(found.start, 'start'),
        end: blind.toOwn(found.end, 'end'),
      }
      spans.push({ ...span, quote: sliceOf(unit.text, span) })
    }
  }
  return {
    unit: unit.id,
    code: code.code,
    coder,
    value,
    ...(value === null ? { why: CANNOT_TELL } : {}),
    rationale,
    confidence,
    spans: quotes.length > 0 || value !== 1 ? spans : undefined,
  }
}
