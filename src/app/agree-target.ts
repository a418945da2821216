/** What `coterie agree` is pointed at: a table of codings in CSV, or a record. */
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { BadInputError } from '../base/errors.ts'
import type { Level } from '../study/reliability/level.ts'
import type { CodingTable } from '../study/reliability/coding-table.ts'

/** A code whose reliability is asked for, as far as the target tells. */
export interface AgreeCode {
  /** The name under which the table has it. */
  readonly code: string
  /** The level and categories that its codebook declares; a plain table declares none. */
  readonly level?: Level
  readonly categories?: readonly string[]
}

export interface AgreeTarget {
  readonly kind: 'table' | 'record'
  readonly place: string
  readonly table: CodingTable
  readonly codes: readonly AgreeCode[]
  /** What the clusters are (`run`), or null where there are none. */
  readonly clusteredBy: string | null
  readonly rows: number
  /** Statements for the reader. */
  readonly notes: readonly string[]
  /** What is to be said of these coders; a plain table knows nothing of them. */
  readonly coderNotes?: (coders: readonly string[]) => readonly string[]
}

const SQLITE_MAGIC = 'SQLite format 3\u0000'

/**
 * Tells a record from a table by its first bytes, whatever it is called.
 * @throws BadInputError where there is no such file, it is a folder or empty.
 */
export function isSqlite(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new BadInputError(
      `${path}: there is no such file. Name a table of codings (CSV with the columns unit, coder, code, value) or a record.`,
    )
  if (stat.isDirectory())
    throw new BadInputError(`${path}: this is a folder. Name a table of codings or a record in it.`)
  if (stat.size === 0)
    throw new BadInputError(
      `${path}: this file is empty. A table of codings begins with the line unit,coder,code,value`,
    )
  const head = Buffer.alloc(SQLITE_MAGIC.length)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  return head.toString('latin1') === SQLITE_MAGIC
}
