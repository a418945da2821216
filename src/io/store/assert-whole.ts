/** Finds out whether a database file lost its tail: SQLite would read the missing pages as zeros, or open it and answer from what is left. */
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { StoreError } from './store-errors.ts'

/** Sizes and places are those of "Database File Format" (https://www.sqlite.org/fileformat2.html). */
const HEADER = 100
const WAL_HEADER = 32
const FRAME_HEADER = 24

/** Somebody who writes to it all the while cannot have lost its tail. */
const MOST_LOOKS = 10

/**
 * Passes where the file is as long as its header says, or every page that is missing stands in the write-ahead log (as it does when a checkpoint
 * was interrupted). What is no database at all is left to SQLite to refuse.
 * @throws StoreError where the file is cut short.
 */
export function assertWhole(path: string): void {
  if (!existsSync(path) || !statSync(path).isFile()) return
  let seen = headOf(path, HEADER)
  for (let look = 0; look < MOST_LOOKS; look++) {
    const fault = faultOf(path, seen)
    if (fault === undefined) return
    // A checkpoint of another process lengthens the file after its header, and gives the log up after that: what has changed meanwhile is looked at again.
    const again = headOf(path, HEADER)
    if (again.size === seen.size && again.head.equals(seen.head)) throw new StoreError(fault)
    seen = again
  }
}

function faultOf(path: string, { size, head }: ReturnType<typeof headOf>): string | undefined {
  if (size === 0) return undefined
  if (head.length < HEADER)
    return `${path}: this is not an SQLite database, or all but ${size} bytes of it are lost.`
  if (head.toString('latin1', 0, 15) !== 'SQLite format 3') return undefined
  const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  const pages = head.readUInt32BE(28)
  const present = Math.floor(size / pageSize)
  if (present >= pages) return undefined
  const logged = pagesInLog(`${path}-wal`)
  for (let page = present + 1; page <= pages; page++) {
    if (!logged.has(page))
      return `${path}: the database is cut short: ${size} of ${pages * pageSize} bytes. Restore it from a copy; what is readable can be saved with "sqlite3 FILE .recover".`
  }
  return undefined
}

/** The numbers of the pages that the log holds in frames of its present generation. */
function pagesInLog(path: string): ReadonlySet<number> {
  const pages = new Set<number>()
  if (!existsSync(path)) return pages
  const log = openSync(path, 'r')
  try {
    const { size } = fstatSync(log)
    const head = Buffer.alloc(WAL_HEADER)
    if (readSync(log, head, 0, WAL_HEADER, 0) < WAL_HEADER) return pages
    const frameSize = FRAME_HEADER + head.readUInt32BE(8)
    const salts = head.subarray(16, 24)
    const frame = Buffer.alloc(FRAME_HEADER)
    for (let at = WAL_HEADER; at + frameSize <= size; at += frameSize) {
      readSync(log, frame, 0, FRAME_HEADER, at)
      if (!frame.subarray(8, 16).equals(salts)) break
      pages.add(frame.readUInt32BE(0))
    }
    return pages
  } finally {
    closeSync(log)
  }
}

function headOf(path: string, length: number): { size: number; head: Buffer } {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(length)
    return {
      size: fstatSync(file).size,
      head: head.subarray(0, readSync(file, head, 0, length, 0)),
    }
  } finally {
    closeSync(file)
  }
}
