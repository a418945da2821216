/** Records in one SQLite file: write-ahead log, one transaction per flush, equal facts stored once. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'
import { canonicalJson } from '../../base/canonical-json.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { Tick, TickContent } from '../../record/tick.ts'
import { encodeFact } from './fact-codec.ts'
import { emptyBatch, type Batch, type OpenRun } from './batch.ts'
import { openDatabase, type Opening } from './open-database.ts'
import { sqliteReader, type SqliteReader } from './sqlite-reader.ts'
import { sqliteTexts } from './sqlite-texts.ts'
import { writingStatements } from './sqlite-writing.ts'
import { storeError } from './store-errors.ts'
import type { RunSummary, Store } from './store.ts'
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
  readonly ticks: Store['ticks']
  readonly entriesByRun: Store['entriesByRun']
  readonly #db: Database.Database
  readonly #unlock: () => void
  readonly #texts: ReturnType<typeof sqliteTexts>
  readonly #statements: ReturnType<typeof writingStatements>
  readonly #reader: SqliteReader
  readonly #ticks: TickRows
  readonly #runs = new Map<RunId, OpenRun>()
  #designs = new Map<string, number>()
  #facts = new WeakMap<TickEntry, number>()
  #contents = new WeakMap<TickContent, number>()
  #batch = emptyBatch()

  constructor(path: string, db: Database.Database, unlock: () => void) {
    this.place = path
    this.#db = db
    this.#unlock = unlock
    this.#texts = sqliteTexts(db)
    this.#statements = writingStatements(db)
    this.#reader = sqliteReader(db, path, this.#texts)
    this.ticks = this.#reader.ticks
    this.entriesByRun = this.#reader.entriesByRun
    this.#ticks = tickRows(db)
  }

  get pending(): number {
    const { begins, ticks, ends } = this.#batch
    return begins.length + ticks.length + ends.length
  }

  begin(runId: RunId, plan: Plan, semantics: number, startedAt: string): void {
    this.#batch.begins.push({ run: this.#openRun(runId), plan, semantics, at: startedAt })
  }

  append(runId: RunId, tick: Tick, latenciesMs: readonly number[]): void {
    this.#batch.ticks.add(this.#openRun(runId), tick, latenciesMs)
  }

  end(runId: RunId, end: RunEnded, hash: string, endedAt: string): void {
    this.#batch.ends.push({ run: this.#openRun(runId), end, hash, at: endedAt })
    this.#runs.delete(runId)
  }

  flush(): void {
    if (this.pending === 0) return
    const { begin, commit, rollback } = this.#statements
    // Whatever becomes of it, this batch is tried once: what failed is made again by resuming.
    const batch = this.#batch
    this.#batch = emptyBatch()
    try {
      // What was waited for may have cost money: it is on the disk before play goes on.
      this.#db.pragma(`synchronous = ${batch.ticks.costly ? 'full' : 'normal'}`)
      begin.run()
      for (const one of batch.begins) this.#writeBegin(one)
      batch.ticks.forEach((run, tick, round, content, latenciesMs) =>
        this.#writeTick(run, tick, round, content, latenciesMs),
      )
      this.#ticks.finish()
      for (const { run, end, hash, at } of batch.ends) {
        this.#statements.end.run(end.how, end.why, hash, at, this.#rowOf(run))
      }
      commit.run()
    } catch (error) {
      if (this.#db.inTransaction) rollback.run()
      this.#forget()
      throw storeError(this.place, error)
    }
  }

  #writeBegin({ run, plan, semantics, at }: Batch['begins'][number]): void {
    if (this.#find(run)) return
    const { replicate, seed, counterbalance, ...design } = plan
    const { lastInsertRowid } = this.#statements.beginRun.run(
      run.runId,
      this.#designOf(canonicalJson(design)),
      replicate,
      seed,
      canonicalJson(counterbalance),
      semantics,
      at,
    )
    run.row = Number(lastInsertRowid)
  }

  #writeTick(
    run: OpenRun,
    tick: number,
    round: number | null,
    content: TickContent,
    latenciesMs: readonly number[],
  ): void {
    const row = this.#rowOf(run)
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
  }

  #writeContent(content: TickContent): number {
    const { phase, digest, entries } = content
    const id = Number(this.#statements.content.run(phase, digest, entries.length).lastInsertRowid)
    entries.forEach((entry, place) => {
      let fact = this.#facts.get(entry)
      if (fact === undefined) {
        fact = Number(this.#statements.fact.run(encodeFact(entry, this.#texts)).lastInsertRowid)
        this.#facts.set(entry, fact)
      }
      this.#statements.contentFact.run(id, place, entry.kind, fact)
    })
    this.#contents.set(content, id)
    return id
  }

  #designOf(body: string): number {
    const known =
      this.#designs.get(body) ?? (this.#statements.designOf.get(body) as number | undefined)
    const id = known ?? this.#writeDesign(body)
    this.#designs.set(body, id)
    return id
  }

  #writeDesign(body: string): number {
    const id = Number(this.#statements.design.run(body).lastInsertRowid)
    this.#statements.seats.run(id)
    return id
  }

  #openRun(runId: RunId): OpenRun {
    let run = this.#runs.get(runId)
    if (run === undefined) {
      run = { runId, row: undefined, ticks: 0, seq: 1 }
      this.#runs.set(runId, run)
    }
    return run
  }

  #rowOf(run: OpenRun): number {
    if (run.row === undefined && !this.#find(run))
      throw new Error(`run ${run.runId} was never begun`)
    return run.row as number
  }

  /** Looks the run up in the database; true when it is there. */
  #find(run: OpenRun): boolean {
    const found = this.#statements.standing.get(run.runId) as Omit<OpenRun, 'runId'> | undefined
    if (found !== undefined) Object.assign(run, found)
    return found !== undefined
  }

  /** After a rollback, no id that was handed out is to be trusted. */
  #forget(): void {
    this.#runs.clear()
    this.#designs = new Map()
    this.#facts = new WeakMap()
    this.#contents = new WeakMap()
    this.#ticks.forget()
    this.#texts.forget()
  }

  runs(): readonly RunSummary[] {
    return this.#reader.runs()
  }

  run(runId: RunId): RunSummary | undefined {
    return this.#reader.run(runId)
  }

  faults(): readonly string[] {
    return this.#reader.faults()
  }

  experiment(): string | undefined {
    return this.#reader.experiment()
  }

  keepExperiment(definition: string): void {
    try {
      this.#db.transaction(() => {
        this.#db.exec('delete from experiment')
        this.#statements.keepExperiment.run(definition)
      })()
    } catch (error) {
      throw storeError(this.place, error)
    }
  }

  close(): void {
    try {
      this.flush()
    } finally {
      this.#db.close()
      this.#unlock()
    }
  }
}
