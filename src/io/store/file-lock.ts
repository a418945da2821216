/** A lock that the operating system lets go of however its holder dies. */
import { closeSync, openSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { fileIdentity } from './file-identity.ts'

/** A process that leaves takes its file along: who opened that file a moment before holds the lock of a file that nobody else will find. */
const MOST_TRIES = 20

/**
 * Holds an exclusive SQLite lock on a file that is there for nothing else, and gives back what lets go of it. A process that is killed leaves the file behind, but
 * not the lock. Undefined where somebody else holds it. What SQLite says where the file cannot be made is thrown as it is.
 */
export function takeFileLock(path: string): (() => void) | undefined {
  const lock = lockAt(path)
  return (
    lock &&
    (() => {
      // While it is held: whoever takes the file afterwards must not find it taken away.
      removeHeld(path)
      lock.exec('rollback')
      lock.close()
      // Where a file that is open cannot be removed.
      if (process.platform === 'win32') removeHeld(path)
    })
  )
}

function lockAt(path: string): Database.Database | undefined {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    makeEmpty(path)
    const before = fileIdentity(path)
    const lock = new Database(path, { timeout: 0 })
    try {
      lock.pragma('locking_mode = exclusive')
      lock.exec('begin exclusive')
    } catch (error) {
      lock.close()
      if ((error as { code?: string }).code === 'SQLITE_BUSY') return undefined
      if (before !== undefined && before === fileIdentity(path)) throw error
      // It was taken away before SQLite had looked at it.
      if (tries === MOST_TRIES - 1) throw error
      continue
    }
    if (before !== undefined && before === fileIdentity(path)) return lock
    lock.close()
  }
  return undefined
}

/** So that its identity is known before it is opened. */
function makeEmpty(path: string): void {
  try {
    closeSync(openSync(path, 'wx'))
  } catch {
    // It is there already; where it cannot be made, SQLite says why.
  }
}

function removeHeld(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // An empty file that stays behind is taken by the next one.
  }
}
