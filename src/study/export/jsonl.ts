/** Tables as JSON Lines: one object for each row, its keys in the order of the columns. */
import type { Cell, Tables } from '../../io/store/tables.ts'

const ROWS_PER_CHUNK = 500

/** One table. Columns that hold JSON are written as what they hold, not as text. */
export function* jsonlOf(tables: Tables, table: string): Iterable<string> {
  const columns = tables
    .columns(table)
    .map(({ name, holds }) => ({ key: JSON.stringify(name), name, holds }))
  let chunk = ''
  let rows = 0
  for (const row of tables.rows(table)) {
    const cells = columns.map(
      ({ key, name, holds }) => `${key}:${jsonOf(row[name] ?? null, holds === 'json')}`,
    )
    chunk += `{${cells.join(',')}}\n`
    if (++rows % ROWS_PER_CHUNK !== 0) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

function jsonOf(cell: Cell, isJson: boolean): string {
  if (!isJson || typeof cell !== 'string') return JSON.stringify(cell)
  // What this program wrote is one line; what was changed by hand may be several.
  return cell.includes('\n') ? JSON.stringify(JSON.parse(cell)) : cell
}
