/** Draws tables for terminals. */
import Table from 'cli-table3'
import { sanitiseLine } from '../../base/sanitise.ts'

export type DrawnCell = string | number | boolean | null | undefined

/** A table in lines of text: numbers to the right, nothing for null, no colours, no frame. Cells may hold anybody's words. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly DrawnCell[])[],
): string {
  const table = new Table({
    // Colours are off everywhere: a table is read in files and pipes as often as on a screen.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    colAligns: head.map((_, column) => (isNumeric(rows, column) ? 'right' : 'left')),
    chars: FRAMELESS,
  })
  const drawn = [head, ...rows].map((row) => row.map(shown))
  const rule = head.map((_, column) =>
    '─'.repeat(Math.max(...drawn.map((row) => (row[column] ?? '').length))),
  )
  for (const row of [drawn[0] as string[], rule, ...drawn.slice(1)]) table.push(row)
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const FRAMELESS = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) =>
      [side, `${side}-mid`, `${side}-left`, `${side}-right`].map((name) => [name, '']),
    )
    .concat([['middle', '']]),
)

function shown(cell: DrawnCell): string {
  return cell === null || cell === undefined ? '' : sanitiseLine(String(cell))
}

/** True for a column that holds a number and, besides numbers, only gaps. */
function isNumeric(rows: readonly (readonly DrawnCell[])[], column: number): boolean {
  const cells = rows.map((row) => row[column]).filter((cell) => cell !== null && cell !== undefined)
  return cells.length > 0 && cells.every((cell) => typeof cell === 'number')
}
