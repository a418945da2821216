/** A record of which only some runs are seen, and only what was coded of them. */
import type { Ledger } from '../../../io/store/ledger.ts'
import type { Store } from '../../../io/store/store.ts'
import type { Row, RowFilter, Tables } from '../../../io/store/tables.ts'
import type { RunId } from '../../../record/ids.ts'
import type { Opened } from '../records.ts'
import { steadyStore } from './steady-store.ts'

/** Whatever reads it finds these runs and no other; designs, codebooks and coders are told whole. It cannot be written to. */
export function onlyRuns(record: Opened, runs: ReadonlySet<RunId>): Opened {
  const units = new Set<string>()
  for (const { unit, run } of record.ledger.units()) if (runs.has(run)) units.add(unit)
  const kept = new Map<string, unknown>()
  return {
    id: record.id,
    path: record.path,
    store: storeOf(record.store, runs),
    tables: tablesOf(record.tables, runs, units),
    ledger: ledgerOf(record.ledger, runs, units),
    stamp: () => record.stamp(),
    firstStamp: record.firstStamp,
    kept<T>(key: string, make: () => T): T {
      if (!kept.has(key)) kept.set(key, make())
      return kept.get(key) as T
    },
  }
}

function storeOf(store: Store, runs: ReadonlySet<RunId>): Store {
  const all = steadyStore(store)
  const seen = all.runs().filter(({ runId }) => runs.has(runId))
  return {
    ...all,
    runs: (after = 0) => seen.slice(after),
    run: (runId) => (runs.has(runId) ? all.run(runId) : undefined),
    ticks: (runId, from, to) => (runs.has(runId) ? all.ticks(runId, from, to) : []),
    entriesByRun: (kinds, only = runs) =>
      all.entriesByRun(kinds, new Set([...only].filter((runId) => runs.has(runId)))),
    keptCalls: (runId) => (runs.has(runId) ? all.keptCalls(runId) : []),
    faults: () => [],
    // They are of all runs: the others would seem to be still to come.
    experiment: () => undefined,
    estimate: () => undefined,
    unrecordedSpend: () => undefined,
  }
}

function tablesOf(tables: Tables, runs: ReadonlySet<string>, units: ReadonlySet<string>): Tables {
  return {
    place: tables.place,
    names: tables.names,
    columns: (table) => tables.columns(table),
    *rows(table, filter = {}) {
      if (filter.runId !== undefined && !runs.has(filter.runId)) return
      const key = keyOf(tables, table)
      if (key === undefined) yield* tables.rows(table, filter)
      else yield* keptRows(tables, table, filter, key, { runs, units })
    },
    stamp: () => tables.stamp(),
    isOutdated: () => tables.isOutdated(),
    close: () => tables.close(),
  }
}

type Key = 'run_id' | 'units'

/** What a row of the table belongs to; undefined where all rows belong to the whole record. */
function keyOf(tables: Tables, table: string): Key | undefined {
  const names = tables.columns(table).map(({ name }) => name)
  return (['run_id', 'units'] as const).find((name) => names.includes(name))
}

interface Kept {
  readonly runs: ReadonlySet<string>
  readonly units: ReadonlySet<string>
}

function* keptRows(
  tables: Tables,
  table: string,
  filter: RowFilter,
  key: Key,
  kept: Kept,
): Iterable<Row> {
  const { columns } = filter
  const isAdded = columns !== undefined && !columns.includes(key)
  const wanted = isAdded ? { ...filter, columns: [...columns, key] } : filter
  for (const row of tables.rows(table, wanted)) {
    if (!isKept(row, key, kept)) continue
    if (!isAdded) yield row
    else {
      const { [key]: _, ...asked } = row
      yield asked
    }
  }
}

function isKept(row: Row, key: Key, { runs, units }: Kept): boolean {
  const value = String(row[key])
  if (key === 'run_id') return runs.has(value)
  return (JSON.parse(value) as string[]).every((unit) => units.has(unit))
}

function ledgerOf(ledger: Ledger, runs: ReadonlySet<string>, units: ReadonlySet<string>): Ledger {
  return {
    place: ledger.place,
    add() {
      throw new TypeError('some runs of a record are only ever read')
    },
    codebooks: () => ledger.codebooks(),
    coders: () => ledger.coders(),
    adjudications: () => ledger.adjudications(),
    *units() {
      for (const unit of ledger.units()) if (runs.has(unit.run)) yield unit
    },
    *codings(filter) {
      for (const coding of ledger.codings(filter)) if (units.has(coding.unit)) yield coding
    },
    *calls(filter) {
      for (const call of ledger.calls(filter))
        if (call.units.every((unit) => units.has(unit))) yield call
    },
    size: () => ledger.size(),
    close: () => ledger.close(),
  }
}
