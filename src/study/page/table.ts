/** Tables of a page: captions, heads with their scope, numbers to the right. */
import { el, type Html, type Inside } from './html.ts'

/** A cell: a number as it is to be shown, words, or nothing. */
export type PageCell = string | number | null

export interface PageTable {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly PageCell[])[]
  /** How many first columns say what a row is about. One unless told. */
  readonly keys?: number
}

/** More rows than this are not put on a page. */
const MOST_ROWS = 2_000

export function table(whole: PageTable): Html {
  const { caption, head, rows, keys = 1 } = withoutEmptyColumns(whole)
  const told = rows.slice(0, MOST_ROWS)
  const isNumeric = head.map((_, column) => told.every((row) => isNumber(row[column] ?? null)))
  const classOf = (column: number): string | undefined =>
    isNumeric[column] === true && column >= keys ? 'n' : undefined
  const left = rows.length - told.length
  return el(
    'div',
    { class: 'table', role: 'region', 'aria-label': caption, tabindex: 0 },
    el(
      'table',
      {},
      el(
        'caption',
        {},
        left > 0 ? `${caption} (the first ${MOST_ROWS} of ${rows.length} rows)` : caption,
      ),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...head.map((name, column) => el('th', { scope: 'col', class: classOf(column) }, name)),
        ),
      ),
      el(
        'tbody',
        {},
        told.map((row) =>
          el(
            'tr',
            {},
            ...row.map((cell, column): Inside =>
              column < keys
                ? el('th', { scope: 'row' }, cell)
                : el('td', { class: classOf(column) }, cell),
            ),
          ),
        ),
      ),
    ),
  )
}

/** Columns in which no row has anything say nothing. */
function withoutEmptyColumns(whole: PageTable): PageTable {
  const { head, rows, keys = 1 } = whole
  const isKept = head.map(
    (_, column) => rows.some((row) => row[column] !== null && row[column] !== '') || column === 0,
  )
  const kept = <T>(list: readonly T[]): T[] => list.filter((_, column) => isKept[column])
  return {
    ...whole,
    head: kept(head),
    rows: rows.map((row) => kept(row)),
    keys: isKept.slice(0, keys).filter(Boolean).length,
  }
}

/** Numbers, with intervals or without, pairs of them, dashes and gaps. */
function isNumber(cell: PageCell): boolean {
  return (
    cell === null ||
    typeof cell === 'number' ||
    /^$|^[–−+<]?[\d.]*(e[-−]?\d+)?( ~|, \d+| \[.*\])?$/.test(cell)
  )
}

/** The numbers of a plot, folded away beside it. */
export function numbersOf(numbers: PageTable): Html {
  return el('details', {}, el('summary', {}, 'The numbers of this plot'), table(numbers))
}
