/** One writer at a time: a lock that the operating system lets go of however its holder dies. */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { realPlace } from './real-place.ts'
import { StoreError } from './store-errors.ts'

/**
 * Holds an exclusive SQLite lock on a file beside the record, however the record is named. A process that is killed leaves the file behind, but not the lock.
 * @throws StoreError where another process holds it.
 */
export function takeWriterLock(path: string): () => void {
  const real = realPlace(path)
  const lockPath = `${real}-writer`
  // A file of its own: a process that opens and closes the locked file otherwise than through SQLite loses its lock on it.
  const pidPath = `${lockPath}-pid`
  const lock = lockAt(lockPath)
  if (lock === undefined)
    throw new StoreError(
      `${path}: another process is writing to this record${holder(pidPath)}. Wait for it to finish, or name another file with --db.`,
      true,
    )
  leavePid(pidPath)
  return () => {
    rmSync(pidPath, { force: true })
    // While it is held: whoever takes the file afterwards must not find it taken away.
    removeHeld(lockPath)
    lock.exec('rollback')
    lock.close()
    // Where a file that is open cannot be removed.
    if (process.platform === 'win32') removeHeld(lockPath)
  }
}

/** A process that leaves takes its file along: who opened that file a moment before holds the lock of a file that nobody else will find. */
const MOST_TRIES = 20

/** Undefined where another process holds it. */
function lockAt(lockPath: string): Database.Database | undefined {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    makeEmpty(lockPath)
    const before = identityOf(lockPath)
    const lock = new Database(lockPath, { timeout: 0 })
    try {
      lock.pragma('locking_mode = exclusive')
      lock.exec('begin exclusive')
    } catch (error) {
      lock.close()
      if ((error as { code?: string }).code === 'SQLITE_BUSY') return undefined
      if (before !== undefined && before === identityOf(lockPath)) throw error
      // It was taken away before SQLite had looked at it.
      if (tries === MOST_TRIES - 1) throw error
      continue
    }
    if (before !== undefined && before === identityOf(lockPath)) return lock
    lock.close()
  }
  return undefined
}

/** So that its identity is known before it is opened. */
function makeEmpty(lockPath: string): void {
  try {
    closeSync(openSync(lockPath, 'wx'))
  } catch {
    // It is there already; where it cannot be made, SQLite says why.
  }
}

/** The same for as long as it is the same file, whatever is written into it. */
function identityOf(lockPath: string): string | undefined {
  const found = statSync(lockPath, { bigint: true, throwIfNoEntry: false })
  return found && `${found.dev} ${found.ino} ${found.birthtimeNs}`
}

function removeHeld(lockPath: string): void {
  try {
    rmSync(lockPath, { force: true })
  } catch {
    // An empty file that stays behind is taken by the next one.
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
