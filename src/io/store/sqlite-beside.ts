/** What a record's file keeps beside the records: the experiment, what it was estimated to cost, and the answered calls of open ticks. */
import type Database from 'better-sqlite3'
import type { RunId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import type { OpenRun } from './batch.ts'
import { readingAt } from './store-errors.ts'
import type { Store } from './store.ts'

export interface SqliteBeside extends Pick<
  Store,
  | 'experiment'
  | 'keepExperiment'
  | 'estimate'
  | 'keepEstimate'
  | 'unrecordedSpend'
  | 'keepUnrecordedSpend'
  | 'keptCalls'
> {
  /** Writes calls of a run whose row is known. */
  writeKept(run: OpenRun & { readonly row: number }, calls: readonly (() => KeptCall)[]): void
  /** Drops what was kept of ticks that are closed. */
  dropKept(run: OpenRun): void
}

/** @throws StoreError at whatever cannot be read or written. */
export function sqliteBeside(db: Database.Database, place: string): SqliteBeside {
  const told = readingAt(place)
  const statement = memo((sql) => db.prepare(sql))
  const only = (table: string, column: string): string | undefined =>
    told(() => {
      const row = statement(`select ${column} as text from ${table}`).get()
      return (row as { text: string } | undefined)?.text
    })
  const replace = (table: string, text: string): void =>
    told(() =>
      db.transaction(() => {
        statement(`delete from ${table}`).run()
        statement(`insert into ${table} values (?)`).run(text)
      })(),
    )

  return {
    experiment: () => only('experiment', 'definition'),
    keepExperiment: (definition) => replace('experiment', definition),
    estimate: () => only('estimate', 'body'),
    keepEstimate: (body) => replace('estimate', body),
    unrecordedSpend: () => only('unrecorded_spend', 'body'),
    keepUnrecordedSpend: (body) => replace('unrecorded_spend', body),
    keptCalls: (runId: RunId) => told(() => statement(KEPT_CALLS).all(runId) as KeptCall[]),
    writeKept(run, calls) {
      for (const call of calls) {
        const { tick, participant, ask, attempt, sample, request, completion } = call()
        statement('insert into kept_call values (?, ?, ?, ?, ?, ?, ?, ?)').run(
          run.row,
          tick,
          participant,
          ask,
          attempt,
          sample,
          request,
          completion,
        )
      }
      run.kept += calls.length
    },
    dropKept(run) {
      if (run.kept === 0) return
      statement('delete from kept_call where run = ? and tick < ?').run(run.row, run.ticks)
      run.kept = 0
    },
  }
}

const KEPT_CALLS = `
  select tick, participant, ask, attempt, sample, request, completion
  from kept_call where run = (select id from run where run_id = ?)
  order by tick, participant, ask, attempt, sample`

function memo(prepare: (sql: string) => Database.Statement): (sql: string) => Database.Statement {
  const made = new Map<string, Database.Statement>()
  return (sql) => {
    let one = made.get(sql)
    if (one === undefined) made.set(sql, (one = prepare(sql)))
    return one
  }
}
