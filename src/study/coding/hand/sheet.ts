/** A coding sheet for people: a row for each unit, blind, in an order drawn by a seed, with an empty cell for each code. */
import type { UnitKind } from '../../../record/coding-entries.ts'
import type { BlindLine, BlindUnit } from '../blind.ts'
import type { Codebook, CodebookCode } from '../codebook.ts'

/** What a sheet says besides codes. `sheet` names the codebook and the seed, so that a sheet finds back to what it was made of. */
export const SHEET_COLUMNS = [
  'unit',
  'kind',
  'speaker',
  'before',
  'text',
  'after',
  'sheet',
] as const

/** The codes that people are asked for. */
export function codesForPeople({ codes }: Pick<Codebook, 'codes'>): CodebookCode[] {
  return codes.filter(({ structural }) => !structural)
}

/** The kinds of units that these codes are put to. */
export function kindsOf(codes: readonly CodebookCode[]): UnitKind[] {
  return [...new Set(codes.map(({ unit }) => unit))]
}

/** The heading of a code: its name, unless the sheet uses it already. */
export function headingOf({ code }: Pick<CodebookCode, 'code'>): string {
  const isTaken = [...SHEET_COLUMNS, 'coder', 'code', 'value'].some(
    (name) => name === code.toLowerCase(),
  )
  return isTaken ? `code:${code}` : code
}

export function headingsOf(codes: readonly CodebookCode[]): string[] {
  return [...SHEET_COLUMNS, ...codes.map(headingOf)]
}

/** What is known of a sheet by its column `sheet`. */
export interface SheetMark {
  readonly codebook: string
  readonly version: string
  /** The first 12 digits of the codebook's hash. */
  readonly hash: string
  /** Of the pseudonyms. */
  readonly seed: number
}

export function sheetMark({ codebook, version, hash }: Codebook, seed: number): string {
  return `${codebook} ${version} ${hash.slice(0, 12)} seed ${seed}`
}

export function readSheetMark(words: string): SheetMark | null {
  const match = /^(\S+) (.+) ([0-9a-f]{12}) seed (\d+)$/.exec(words.trim())
  if (match === null) return null
  const [, codebook = '', version = '', hash = '', seed] = match
  return { codebook, version, hash, seed: Number(seed) }
}

/** The cells of a unit; those of codes are empty. */
export function sheetRow(unit: BlindUnit, mark: string, codes: number): (string | null)[] {
  return [
    unit.id,
    unit.kind,
    unit.speaker,
    linesText(unit.before),
    unit.text,
    linesText(unit.after),
    mark,
    ...Array.from({ length: codes }, () => null),
  ]
}

function linesText(lines: readonly BlindLine[]): string | null {
  if (lines.length === 0) return null
  return lines
    .map(({ speaker, text, kind }) =>
      kind === 'decision' ? `${speaker} decides ${text}` : `${speaker}: ${text}`,
    )
    .join('\n')
}
