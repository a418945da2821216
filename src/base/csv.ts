/** Cells and lines of CSV (RFC 4180, UTF-8, line feeds), safe to open in a spreadsheet, and nothing lost by that. */

/** Words, a number, or nothing. */
export type CsvCell = string | number | null

/**
 * What makes a spreadsheet take words for a formula when they begin with it: = + - @, their full-width forms, tab, carriage return and
 * line feed (OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** The same with at least one apostrophe before it. */
const DEFUSED = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** What a cell must be quoted for. */
const SPECIAL = /[",\r\n]/

/**
 * Words that a spreadsheet will show and not execute: one apostrophe is put before those that begin as a formula does, or as one that is
 * defused already. Numbers are never words: −5 stays −5.
 */
export function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** True where the first character alone tells that `FORMULA` does not match: as it does of nearly every cell. */
function isPlain(text: string): boolean {
  const first = text.charCodeAt(0)
  // Digits, letters and what stands between them in ASCII, but for =, @; braces and what follows up to the full-width forms.
  return (first > 0x2f && first < 0xff00 && first !== 0x3d && first !== 0x40) || first === 0x22
}

/** The words that `defuse` was given. */
export function undefuse(text: string): string {
  return DEFUSED.test(text) ? text.slice(1) : text
}

/** Writes lines of one file, and counts what it defused. */
export interface CsvLines {
  /** One line. Null is an empty cell, the empty text is `""`: so they are told apart by readers that care to. */
  line(cells: readonly CsvCell[]): string
  /** How many cells were defused so far. */
  readonly defused: number
}

/** `raw` leaves cells as they are. */
export function csvLines(raw = false): CsvLines {
  let defused = 0
  const encoded = (cell: CsvCell): string => {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell)
    if (cell === '') return '""'
    let text = cell
    if (!raw && !isPlain(cell) && FORMULA.test(cell)) {
      text = `'${cell}`
      defused++
    }
    return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return {
    line: (cells) => {
      let line = ''
      for (let i = 0; i < cells.length; i++)
        line += i === 0 ? encoded(cells[i] ?? null) : `,${encoded(cells[i] ?? null)}`
      return `${line}\n`
    },
    get defused() {
      return defused
    },
  }
}
