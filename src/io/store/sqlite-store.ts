/** Records in one SQLite file: write-ahead log, one transaction per flush, equal facts stored once. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'
import type { TickEntry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Tick, TickContent } from '../../record/tick.ts'
import { encodeFact } from './fact-codec.ts'
import { emptyBatch, type Batch, type OpenRun, type PendingBegin } from './batch.ts'
import { logFile, type LogFile } from './log-file.ts'
import { openDatabase, type Opening } from './open-database.ts'
import { realPlace } from './real-place.ts'
import { sqliteBeside, type SqliteBeside } from './sqlite-beside.ts'
import { sqliteReader } from './sqlite-reader.ts'
import { sqliteRuns, type SqliteRuns } from './sqlite-runs.ts'
import { sqliteShown } from './sqlite-shown.ts'
import { sqliteTexts, type SqliteTexts } from './sqlite-texts.ts'
import { writingStatements } from './sqlite-writing.ts'
import { storeError } from './store-errors.ts'
import type { Store } from './store.ts'
import { tickRows, type TickRows } from './tick-rows.ts'
import { takeWriterLock } from './writer-lock.ts'

/**
 * Opens a record. `write` makes the file and its folder where they are missing and takes the writer's lock; `read` changes nothing;
 * `worker` writes under the lock that the process which started it holds.
 * @throws StoreError that names the file and the mend.
 */
export function openSqliteStore(path: string, opening: Opening): Store {
  try {
    if (opening === 'write') mkdirSync(dirname(path), { recursive: true })
    const unlock = opening === 'write' ? takeWriterLock(path) : () => {}
    try {
      return sqliteStoreOver(openDatabase(path, opening), path, unlock)
    } catch (error) {
      unlock()
      throw error
    }
  } catch (error) {
    throw storeError(path, error)
  }
}

/** The store over a connection that `openDatabase` made. The store closes it. */
export function sqliteStoreOver(db: Database.Database, path: string, unlock: () => void): Store {
  return new SqliteStore(path, db, unlock)
}

class SqliteStore implements Store {
  readonly place: string
  readonly runs: Store['runs']
  readonly run: Store['run']
  readonly ticks: Store['ticks']
  readonly entriesByRun: Store['entriesByRun']
  readonly faults: Store['faults']
  readonly keptCalls: Store['keptCalls']
  readonly experiment: Store['experiment']
  readonly keepExperiment: Store['keepExperiment']
  readonly estimate: Store['estimate']
  readonly keepEstimate: Store['keepEstimate']
  readonly unrecordedSpend: Store['unrecordedSpend']
  readonly keepUnrecordedSpend: Store['keepUnrecordedSpend']
  readonly #db: Database.Database
  readonly #unlock: () => void
  readonly #texts: SqliteTexts
  readonly #shown: ReturnType<typeof sqliteShown>
  readonly #statements: ReturnType<typeof writingStatements>
  readonly #beside: SqliteBeside
  readonly #runs: SqliteRuns
  readonly #ticks: TickRows
  readonly #disk: LogFile
  #facts = new WeakMap<TickEntry, number>()
  #contents = new WeakMap<TickContent, number>()
  #batch = emptyBatch()

  constructor(path: string, db: Database.Database, unlock: () => void) {
    this.place = path
    this.#db = db
    this.#unlock = unlock
    this.#texts = sqliteTexts(db)
    this.#shown = sqliteShown(db, this.#texts)
    this.#runs = sqliteRuns(db, path)
    this.#statements = writingStatements(db)
    const reader = sqliteReader(db, path, this.#shown)
    this.runs = reader.runs
    this.run = reader.run
    this.ticks = reader.ticks
    this.entriesByRun = reader.entriesByRun
    this.faults = reader.faults
    this.#beside = sqliteBeside(db, path)
    this.keptCalls = this.#beside.keptCalls
    this.experiment = this.#beside.experiment
    this.keepExperiment = this.#beside.keepExperiment
    this.estimate = this.#beside.estimate
    this.keepEstimate = this.#beside.keepEstimate
    this.unrecordedSpend = this.#beside.unrecordedSpend
    this.keepUnrecordedSpend = this.#beside.keepUnrecordedSpend
    this.#ticks = tickRows(db)
    this.#disk = logFile(realPlace(path))
  }

  get pending(): number {
    const { begins, ticks, kept, ends } = this.#batch
    return begins.length + ticks.length + kept.size + ends.length
  }

  begin(runId: RunId, plan: Plan, semantics: number, startedAt: string): void {
    const { begins, ticks } = this.#batch
    const run = this.#runs.open(runId)
    begins.push({ run, plan, semantics, at: startedAt, ticksBefore: ticks.length })
  }

  append(runId: RunId, tick: Tick, latenciesMs: readonly number[]): void {
    const run = this.#runs.open(runId)
    this.#batch.ticks.add(run, tick, latenciesMs)
    // Its entries hold the calls that led to it.
    this.#batch.kept.delete(run)
  }

  end(runId: RunId, end: RunEnded, hash: string, endedAt: string): void {
    this.#batch.ends.push({ run: this.#runs.open(runId), end, hash, at: endedAt })
    this.#runs.close(runId)
  }

  keepCall(runId: RunId, call: () => KeptCall): void {
    const run = this.#runs.open(runId)
    const calls = this.#batch.kept.get(run)
    if (calls === undefined) this.#batch.kept.set(run, [call])
    else calls.push(call)
  }

  flush(): void {
    if (this.pending === 0) return
    const { begin, commit, rollback } = this.#statements
    // Whatever becomes of it, this batch is tried once: what failed is made again by resuming.
    const batch = this.#batch
    this.#batch = emptyBatch()
    try {
      begin.run()
      this.#write(batch)
      commit.run()
    } catch (error) {
      if (this.#db.inTransaction) rollback.run()
      this.#forget()
      throw storeError(this.place, error)
    }
  }

  async sync(): Promise<void> {
    try {
      await this.#disk.sync()
    } catch (error) {
      throw storeError(this.place, error)
    }
  }

  #write(batch: Batch): void {
    const runs = this.#runs
    const { begins, ticks } = batch
    let begun = 0
    const beginUpTo = (place: number): void => {
      for (; begun < begins.length && (begins[begun]?.ticksBefore ?? 0) <= place; begun++) {
        const one = begins[begun] as PendingBegin
        // Its parent's ticks may be among those that are held back.
        if (one.plan.fork !== undefined) this.#ticks.finish()
        runs.writeBegin(one)
      }
    }
    ticks.forEach((run, tick, round, content, latenciesMs, place) => {
      beginUpTo(place)
      this.#writeTick(run, tick, round, content, latenciesMs)
    })
    beginUpTo(ticks.length)
    this.#ticks.finish()
    for (const [run, calls] of batch.kept)
      this.#beside.writeKept(Object.assign(run, { row: runs.rowOf(run) }), calls)
    for (const { run, end, hash, at } of batch.ends) runs.writeEnd(run, end, hash, at)
  }

  #writeTick(
    run: OpenRun,
    tick: number,
    round: number | null,
    content: TickContent,
    latenciesMs: readonly number[],
  ): void {
    const row = this.#runs.rowOf(run)
    if (tick !== run.ticks) {
      throw new Error(`tick ${tick} was appended where tick ${run.ticks} is next`)
    }
    const id = this.#contents.get(content) ?? this.#writeContent(content)
    this.#ticks.add(row, tick, round, run.seq, id)
    run.ticks++
    run.seq += content.entries.length
    for (let i = 0; i < latenciesMs.length; i++) {
      this.#statements.latency.run(row, tick, i, latenciesMs[i])
    }
    this.#beside.dropKept(run)
  }

  #writeContent(content: TickContent): number {
    const { phase, digest, entries } = content
    const id = Number(this.#statements.content.run(phase, digest, entries.length).lastInsertRowid)
    entries.forEach((entry, place) => {
      let fact = this.#facts.get(entry)
      if (fact === undefined) {
        fact = Number(this.#statements.fact.run(encodeFact(entry, this.#shown)).lastInsertRowid)
        this.#facts.set(entry, fact)
      }
      this.#statements.contentFact.run(id, place, entry.kind, fact)
    })
    this.#contents.set(content, id)
    return id
  }

  #forget(): void {
    this.#runs.forget()
    this.#facts = new WeakMap()
    this.#contents = new WeakMap()
    this.#ticks.forget()
    this.#texts.forget()
    this.#shown.forget()
  }

  close(): void {
    try {
      this.flush()
    } finally {
      this.#disk.close()
      this.#db.close()
      this.#unlock()
    }
  }
}
