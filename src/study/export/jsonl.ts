/** Tables as JSON Lines: one object for each row, its keys in the order of the columns. */
import type { Cell, Tables } from '../../io/store/tables.ts'
import { cellsOf } from './blocks.ts'
import { inPages } from './pages.ts'

/** One table. Columns that hold JSON are written as what they hold, not as text. */
export function* jsonlOf(tables: Tables, table: string): Iterable<string> {
  const columns = tables.columns(table).map(({ name, holds }, i) => ({
    key: `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    isJson: holds === 'json',
  }))
  const line = (row: readonly Cell[]): string => {
    let text = ''
    for (let i = 0; i < columns.length; i++) {
      const { key = '', isJson = false } = columns[i] ?? {}
      text += key + jsonOf(row[i] ?? null, isJson)
    }
    return `${text}}\n`
  }
  yield* inPages(cellsOf(tables, table), line)
}

function jsonOf(cell: Cell, isJson: boolean): string {
  if (cell === null) return 'null'
  if (!isJson || typeof cell !== 'string') return JSON.stringify(cell)
  // What this program wrote is one line; what was changed by hand may be several.
  return cell.includes('\n') ? JSON.stringify(JSON.parse(cell)) : cell
}
