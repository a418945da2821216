/** What a format of exports is: its name, what it writes, and its writer. */
import type { Store } from '../../io/store/store.ts'
import type { Tables } from '../../io/store/tables.ts'

/** A piece of a file: text, which is written as UTF-8, or bytes. */
export type Chunk = string | Uint8Array

/** Keeps a file of some name, whole or not at all. */
export type WriteFile = (name: string, chunks: Iterable<Chunk>) => void

/** One record, as runs and as tables. */
export interface ReadableRecord {
  readonly store: Pick<Store, 'runs' | 'ticks'>
  readonly tables: Tables
}

export interface ExportOptions {
  /** Cells of CSV are left as they are, even where a spreadsheet would execute them. */
  readonly raw?: boolean
  /** Texts of REFI-QDA projects end their lines with CRLF. */
  readonly crlf?: boolean
  /** Told now and then how much of the format is written, from 0 to 1. */
  readonly progress?: (share: number) => void
  /** Told how many cells of CSV were defused, file by file. */
  readonly defused?: (cells: number) => void
  /** Told, in a sentence, what was left out and why. */
  readonly note?: (words: string) => void
}

/** Writes a record in one format. The same record gives the same bytes, in whatever order its runs were played. */
export type WriteFormat = (
  record: ReadableRecord,
  keep: WriteFile,
  options: ExportOptions,
) => void | Promise<void>

export interface Format {
  /** As it stands in `--format`. */
  readonly name: string
  /** What it writes, in a line. */
  readonly writes: string
  readonly write: WriteFormat
}
