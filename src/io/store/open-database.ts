/** Opens the SQLite file of a record, or says what is wrong with it. */
import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { assertWhole } from './assert-whole.ts'
import { APPLICATION_ID, migrations } from './migrations.ts'
import { StoreError } from './store-errors.ts'
import { viewStatements } from './views.ts'

export type Opening = 'write' | 'read' | 'worker'

export function openDatabase(path: string, opening: Opening): Database.Database {
  if (opening !== 'write' && !existsSync(path)) {
    throw new StoreError(
      `${path}: there is no such record. Records are made by coterie run; list them with: ls logs`,
    )
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new StoreError(
      `${path}: this is a folder. Name a record in it, such as ${path}/NAME.sqlite`,
    )
  }
  assertWhole(path)
  const db = new Database(path, { readonly: opening === 'read', timeout: 10_000 })
  try {
    const fresh = db.prepare('select count(*) from sqlite_master').pluck().get() === 0
    if (!fresh || opening !== 'write') assertOurs(db, path)
    if (opening === 'write') {
      db.pragma('journal_mode = wal')
      migrate(db)
    }
    // Commits are brought to the disk beside the play (see log-file.ts); checkpoints wait for it.
    if (opening === 'read') standIn(db)
    else db.pragma('synchronous = normal')
    // References are kept by the writer itself: checking them again would cost a look-up for every tick.
    db.pragma('foreign_keys = off')
    db.pragma('cache_size = -4000')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function assertOurs(db: Database.Database, path: string): void {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StoreError(
      `${path}: this SQLite database is not a record of coterie. Name another file with --db.`,
    )
  }
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > migrations.length) {
    throw new StoreError(
      `${path}: written by a newer coterie (schema ${version}; this one knows ${migrations.length}). Install the newer version to read it.`,
    )
  }
}

/** The tables that an older record lacks, empty and in memory, for as long as it is read: nobody who reads needs to know its version. */
function standIn(db: Database.Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version === migrations.length) return
  db.pragma('temp_store = memory')
  for (const step of migrations.slice(version))
    db.exec(step.replaceAll(/^create table/gm, 'create temp table'))
}

function migrate(db: Database.Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version === migrations.length) return
  db.transaction(() => {
    for (const step of migrations.slice(version)) db.exec(step)
    for (const statement of viewStatements()) db.exec(statement)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}
