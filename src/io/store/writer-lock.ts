/** One writer at a time: a lock that the operating system lets go of however its holder dies. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { StoreError } from './store-errors.ts'

/**
 * Holds an exclusive SQLite lock on a file beside the record. A process that is killed leaves the file behind, but not the lock.
 * @throws StoreError where another process holds it.
 */
export function takeWriterLock(path: string): () => void {
  const lockPath = `${path}-writer`
  // A file of its own: a process that opens and closes the locked file otherwise than through SQLite loses its lock on it.
  const pidPath = `${lockPath}-pid`
  const lock = new Database(lockPath, { timeout: 0 })
  try {
    lock.pragma('locking_mode = exclusive')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new StoreError(
      `${path}: another process is writing to this record${holder(pidPath)}. Wait for it to finish, or name another file with --db.`,
      true,
    )
  }
  leavePid(pidPath)
  return () => {
    rmSync(pidPath, { force: true })
    lock.exec('rollback')
    lock.close()
    rmSync(lockPath, { force: true })
  }
}

/** The lock holds without it: a process id only helps whoever is refused to find the holder. */
function leavePid(pidPath: string): void {
  try {
    writeFileSync(pidPath, String(process.pid))
  } catch {
    // A full disk is told of by the record itself, with its mend.
  }
}

function holder(pidPath: string): string {
  try {
    const pid = readFileSync(pidPath, 'utf8')
    return /^\d+$/.test(pid) ? ` (process ${pid})` : ''
  } catch {
    return ''
  }
}
