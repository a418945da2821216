/**
 * The write-ahead log of a database, brought to the disk beside the play. SQLite would wait for the disk itself, and everybody with it: a
 * commit takes some microseconds, the disk some milliseconds.
 */
import { closeSync, fsync, openSync } from 'node:fs'

export interface LogFile {
  /** Resolves when everything that was committed is on the disk. */
  sync(): Promise<void>
  close(): void
}

export function logFile(database: string): LogFile {
  let file: number | undefined
  let isClosed = false
  let syncing: Promise<void> | undefined

  const fileOf = (): number | undefined => {
    try {
      // Windows wants a file that may be written.
      return (file ??= openSync(`${database}-wal`, 'r+'))
    } catch (error) {
      // Nothing was committed yet.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  const closeFile = (): void => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }

  return {
    async sync() {
      const opened = isClosed ? undefined : fileOf()
      if (opened === undefined) return
      // One after the other: closing must not pull the file from under the last.
      await syncing?.catch(() => undefined)
      if (isClosed) return
      syncing = new Promise<void>((resolve, reject) => {
        fsync(opened, (error) => (error === null ? resolve() : reject(error)))
      }).finally(() => {
        syncing = undefined
        if (isClosed) closeFile()
      })
      return syncing
    },
    close() {
      isClosed = true
      if (syncing === undefined) closeFile()
    },
  }
}
