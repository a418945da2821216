/** One writer at a time: a lock that the operating system lets go of however its holder dies. */
import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { StoreError } from './store-errors.ts'

/**
 * Holds an exclusive SQLite lock on a file beside the record. A process that is killed leaves the file behind, but not the lock.
 * @throws StoreError where another process holds it.
 */
export function takeWriterLock(path: string): () => void {
  const lockPath = `${path}-writer`
  const lock = new Database(lockPath, { timeout: 0 })
  try {
    lock.pragma('locking_mode = exclusive')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new StoreError(
      `${path}: another process is writing to this record. Wait for it to finish, or name another file with --db.`,
    )
  }
  return () => {
    lock.exec('rollback')
    lock.close()
    rmSync(lockPath, { force: true })
  }
}
