/** Exports of hand-made records for tests, and tables that a test makes up. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { openSqliteLedger } from '../../io/store/sqlite-ledger.ts'
import { openSqliteStore } from '../../io/store/sqlite-store.ts'
import { openSqliteTables } from '../../io/store/sqlite-tables.ts'
import type { Holds, Row, Tables } from '../../io/store/tables.ts'
import { putRun } from '../../io/store/testing/sample-record.ts'
import type { LedgerEntry } from '../../record/coding-entries.ts'
import type { Plan } from '../../record/plan.ts'
import type { Tick } from '../../record/tick.ts'
import { exportRecord, parseFormats } from './export-record.ts'
import type { ExportOptions } from './format.ts'
import { FORMATS } from './formats.ts'

export const ALL_FORMATS = FORMATS.map(({ name }) => name).join(',')

export type Runs = readonly (readonly [Plan, readonly Tick[]])[]

/** Makes a record of these runs and codings, does something with it, and takes it away. */
export async function withRecord<T>(
  runs: Runs,
  use: (record: { store: ReturnType<typeof openSqliteStore>; tables: Tables }) => T | Promise<T>,
  codings: readonly LedgerEntry[] = [],
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'coterie-export-'))
  const path = join(directory, 'record.sqlite')
  try {
    const writing = openSqliteStore(path, 'write')
    for (const [plan, ticks] of runs) putRun(writing, plan, ticks)
    writing.close()
    if (codings.length > 0) {
      const ledger = openSqliteLedger(path, 'write')
      ledger.add(codings)
      ledger.close()
    }
    const store = openSqliteStore(path, 'read')
    const tables = openSqliteTables(path)
    try {
      return await use({ store, tables })
    } finally {
      store.close()
      tables.close()
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** All files of an export of these runs, name → bytes, in the order in which they were written. */
export async function exportedBytes(
  runs: Runs,
  formats = ALL_FORMATS,
  options: ExportOptions = {},
  codings: readonly LedgerEntry[] = [],
): Promise<Map<string, Buffer>> {
  return await withRecord(
    runs,
    async (record) => {
      const kept = new Map<string, Buffer>()
      await exportRecord(
        record,
        parseFormats(formats),
        (name, chunks) =>
          void kept.set(
            name,
            Buffer.concat(
              [...chunks].map((one) => (typeof one === 'string' ? Buffer.from(one) : one)),
            ),
          ),
        options,
      )
      return kept
    },
    codings,
  )
}

/** The same as text. */
export async function exported(
  ...what: Parameters<typeof exportedBytes>
): Promise<Map<string, string>> {
  return new Map(
    [...(await exportedBytes(...what))].map(([name, bytes]) => [name, bytes.toString('utf8')]),
  )
}

/** A table that is nothing but these rows. */
export function tableOf(
  names: readonly string[],
  rows: readonly Row[],
  holds: Holds = 'any',
): Tables {
  const columns = names.map((name) => ({ name, means: '', holds }))
  return {
    place: 'here',
    names: ['t'],
    columns: () => columns,
    rows: () => rows,
    stamp: () => 0,
    isOutdated: () => false,
    close: () => {},
  }
}

/** Words that are hard to keep: anything at all, and whatever a spreadsheet or a parser takes for its own. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...['=', '+', '-', '@', '\t', '\r', '\n', '\0', "'", '"', ',', ';', '＝', ' ', 'a', '1'],
      ...['\ufeff', '👩‍👩‍👧', 'é', '\u202e', '\u2028'],
    ),
  }),
)
