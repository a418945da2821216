/** Adds entries to the ledger of codings, and refuses those that contradict it. */
import type Database from 'better-sqlite3'
import type { LedgerEntry } from '../../record/coding-entries.ts'
import {
  writeAdjudication,
  writeCall,
  writeCodebook,
  writeCoder,
  writeCoding,
  writeUnit,
  type LedgerRows,
} from './ledger-rows.ts'
import type { SqliteTexts } from './sqlite-texts.ts'
import { storeError, StoreError } from './store-errors.ts'

/** Writes over a connection; `add` keeps all of its entries or none. */
export function ledgerWriter(
  db: Database.Database,
  place: string,
  texts: SqliteTexts,
): { add(entries: readonly LedgerEntry[]): void } {
  const made = new Map<string, Database.Statement>()
  const statement = (sql: string): Database.Statement => {
    let one = made.get(sql)
    if (one === undefined) made.set(sql, (one = db.prepare(sql)))
    return one
  }
  const refuse = (why: string): never => {
    throw new StoreError(`${place}: ${why}`)
  }
  // Rows that were found once are not looked for again; after a rollback nothing that was found is to be trusted.
  let ids = new Map<string, number>()
  const idOf = (what: string, sql: string, ...keys: readonly (string | number)[]): number => {
    const key = JSON.stringify([what, ...keys])
    const known = ids.get(key)
    if (known !== undefined) return known
    const row = statement(sql).get(...keys) as { id: number } | undefined
    const id = row?.id ?? refuse(`${what} ${keys.join(' ')} is not in the ledger of codings.`)
    ids.set(key, id)
    return id
  }
  const rows: LedgerRows = { texts, statement, refuse, idOf }
  const write = (entry: LedgerEntry): void => {
    switch (entry.kind) {
      case 'codebook-fixed':
        return writeCodebook(rows, entry)
      case 'coder-named':
        return writeCoder(rows, entry)
      case 'unit-cut':
        return writeUnit(rows, entry)
      case 'unit-coded':
        return writeCoding(rows, entry)
      case 'judge-called':
        return writeCall(rows, entry)
      case 'adjudication-declared':
        return writeAdjudication(rows, entry)
    }
  }
  return {
    add(entries) {
      try {
        db.transaction(() => entries.forEach(write)).immediate()
      } catch (error) {
        ids = new Map()
        texts.forget()
        throw storeError(place, error)
      }
    },
  }
}
