/** The one table that grows with every tick, written many rows at a statement: calling into SQLite costs more than the row. */
import type Database from 'better-sqlite3'

const ROWS = 32
const COLUMNS = 5

export interface TickRows {
  add(run: number, tick: number, round: number | null, seq: number, content: number): void
  /** Writes what is left over. Must be called before the transaction is committed. */
  finish(): void
  /** Drops what was not written, after a rollback. */
  forget(): void
}

export function tickRows(db: Database.Database): TickRows {
  const row = `(${Array.from({ length: COLUMNS }, () => '?').join(', ')})`
  const many = db.prepare(
    `insert into tick values ${Array.from({ length: ROWS }, () => row).join(', ')}`,
  )
  const one = db.prepare(`insert into tick values ${row}`)
  let values: (number | null)[] = []
  return {
    add(run, tick, round, seq, content) {
      values.push(run, tick, round, seq, content)
      if (values.length < ROWS * COLUMNS) return
      many.run(values)
      values = []
    },
    finish() {
      for (let i = 0; i < values.length; i += COLUMNS) one.run(values.slice(i, i + COLUMNS))
      values = []
    },
    forget() {
      values = []
    },
  }
}
