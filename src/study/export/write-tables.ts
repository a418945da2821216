/** One file for each public view of a record, as CSV, JSON Lines or Parquet. */
import type { Tables } from '../../io/store/tables.ts'
import { cellsOf } from './blocks.ts'
import type { Chunk, ExportOptions, ReadableRecord, WriteFile } from './format.ts'

/** The chunks of one table; none is held. */
type Encode = (tables: Tables, table: string) => Iterable<Chunk>

/** Writes `<table>.<ending>` for every table. */
export function writeTables(
  record: ReadableRecord,
  keep: WriteFile,
  options: ExportOptions,
  ending: string,
  encode: Encode,
): void {
  const { progress } = options
  const { names } = record.tables
  const tables = progress === undefined ? record.tables : watched(record, progress)
  for (const [i, name] of names.entries()) {
    keep(`${name}.${ending}`, encode(tables, name))
    progress?.((i + 1) / names.length)
  }
}

/** How many rows are read between two looks at how far the reading is. */
const LOOK = 512

/** The tables, telling how far they are read: a row says its run and tick, and all ticks of the record are known. */
function watched({ store, tables }: ReadableRecord, progress: (share: number) => void): Tables {
  const before = new Map<unknown, number>()
  let all = 0
  for (const { runId, ticks } of store.runs().toSorted((a, b) => (a.runId < b.runId ? -1 : 1))) {
    before.set(runId, all)
    all += ticks
  }
  const place = (table: string, name: string): number =>
    tables.columns(table).findIndex((column) => column.name === name)
  return {
    ...tables,
    *cells(table) {
      const [run, tick] = [place(table, 'run_id'), place(table, 'tick')]
      const index = tables.names.indexOf(table)
      let rows = 0
      for (const row of cellsOf(tables, table)) {
        if (++rows % LOOK === 0) {
          const done = (before.get(row[run]) ?? 0) + Number(row[tick] ?? 0)
          progress((index + Math.min(1, done / Math.max(1, all))) / tables.names.length)
        }
        yield row
      }
    },
  }
}
