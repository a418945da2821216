/** A table of a plot as CSV, safe to open in a spreadsheet: the same bytes as those that `coterie export` writes. */
import type { PlotCell } from './plot-figure.ts'

/** What makes a spreadsheet take words for a formula (OWASP, "CSV Injection"), apostrophes before it among them. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** What a cell must be quoted for. */
const SPECIAL = /[",\r\n]/

/** UTF-8, line feeds, names in the first line; one apostrophe stands before what begins as a formula does. Null is an empty cell, the empty text `""`. */
export function plotCsv(names: readonly string[], rows: readonly (readonly PlotCell[])[]): string {
  return [names, ...rows].map((cells) => `${cells.map(encoded).join(',')}\n`).join('')
}

function encoded(cell: PlotCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (cell === '') return '""'
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
