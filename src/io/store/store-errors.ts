/** What can be wrong with a place for records, each with the mend. */
import { BadInputError } from '../../base/errors.ts'
import type { ForkOf } from '../../record/plan.ts'

/** The record cannot be opened, or no longer be written to. Nothing half written is left behind. */
export class StoreError extends BadInputError {
  override readonly name = 'StoreError'
  /** True where somebody else holds the record at the moment: the same will work later. */
  readonly isBusy: boolean

  constructor(message: string, isBusy = false) {
    super(message)
    this.isBusy = isBusy
  }
}

/** The store's error for what SQLite or the file system said; anything else is handed on as it is. */
export function storeError(path: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return error
  // Our own SQL is right: where SQLite calls it wrong, tables or bodies are not what they were.
  if (code === 'SQLITE_ERROR')
    return new StoreError(`${path}: ${DAMAGED} (SQLite says: ${String((error as Error).message)})`)
  const mend = MENDS.find(({ codes }) => codes.some((start) => code.startsWith(start)))
  if (mend === undefined) return error
  return new StoreError(`${path}: ${mend.say}`, mend.isBusy)
}

/** Does the reading at a place, and says what is wrong with it in the store's own words. */
export function readingAt(path: string): <T>(work: () => T) => T {
  return (work) => {
    try {
      return work()
    } catch (error) {
      // Bodies are JSON that this program wrote: one that cannot be parsed was written by something else.
      throw error instanceof SyntaxError
        ? new StoreError(`${path}: ${DAMAGED}`)
        : storeError(path, error)
    }
  }
}

/**
 * Passes where the parent of a fork has the ticks that are to be shared.
 * @throws StoreError where it has too few, or is not there at all (`ticks` is undefined).
 */
export function assertForkable(
  place: string,
  { parent, tick }: ForkOf,
  ticks: number | undefined,
): void {
  if (ticks === undefined) {
    throw new StoreError(
      `${place}: ${parent} is not in this record, and cannot be forked. Name the record that has it (--db).`,
    )
  }
  if (tick > ticks) {
    throw new StoreError(
      `${place}: ${parent} cannot be forked at tick ${tick}: it has ${ticks} ticks, numbered from 0.`,
    )
  }
}

/** What is wrong where a tick refers to a content that is not there. */
export const MISSING_CONTENT =
  'a tick has no content: the database was changed by hand or is damaged. Restore it from a copy.'

const DAMAGED =
  'the database is damaged or cut short. Restore it from a copy; what is readable can be saved with "sqlite3 FILE .recover".'

const MENDS: readonly { codes: readonly string[]; say: string; isBusy?: true }[] = [
  {
    codes: ['SQLITE_NOTADB'],
    say: 'this is not an SQLite database, and so no record. Name another file; one to write to is named with --db.',
  },
  {
    codes: ['SQLITE_CORRUPT'],
    say: DAMAGED,
  },
  {
    codes: ['SQLITE_FULL', 'ENOSPC'],
    say: 'the disk is full. Nothing half written was kept: free some room and run the same command again to go on.',
  },
  {
    codes: ['SQLITE_READONLY', 'EACCES', 'EROFS', 'EPERM'],
    say: 'this place cannot be written to. Choose another with --db, or change its permissions.',
  },
  {
    codes: ['SQLITE_CANTOPEN', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST'],
    say: 'this file cannot be opened. Check the path and its permissions.',
  },
  {
    codes: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    say: 'another process holds the database. Wait for it to finish, or name another file with --db.',
    isBusy: true,
  },
  {
    codes: ['SQLITE_IOERR', 'EIO'],
    say: 'the disk could not be read or written. Nothing half written was kept; check the disk and run the same command again.',
  },
]
