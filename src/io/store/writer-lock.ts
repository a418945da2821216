/** One writer at a time: who holds a record, and who is refused because somebody does. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { takeFileLock } from './file-lock.ts'
import { realPlace } from './real-place.ts'
import { StoreError } from './store-errors.ts'

/**
 * Holds a lock beside the record, however the record is named.
 * @throws StoreError where another process holds it.
 */
export function takeWriterLock(path: string): () => void {
  const lockPath = `${realPlace(path)}-writer`
  // A file of its own: a process that opens and closes the locked file otherwise than through SQLite loses its lock on it.
  const pidPath = `${lockPath}-pid`
  const release = takeFileLock(lockPath)
  if (release === undefined)
    throw new StoreError(
      `${path}: another process is writing to this record${holder(pidPath)}. Wait for it to finish, or name another file with --db.`,
      true,
    )
  leavePid(pidPath)
  return () => {
    rmSync(pidPath, { force: true })
    release()
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
