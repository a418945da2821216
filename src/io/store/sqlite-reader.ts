/** Reads records back from SQLite as runs and ticks. */
import type Database from 'better-sqlite3'
import type { RunId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import { digestOf, type TickContent } from '../../record/tick.ts'
import { derivedFaults } from './derived-faults.ts'
import { decodeFact, type Texts } from './fact-codec.ts'
import { entriesReader } from './sqlite-entries.ts'
import { MISSING_CONTENT, readingAt, StoreError } from './store-errors.ts'
import type { RunSummary, Store, StoredTick } from './store.ts'

export type SqliteReader = Pick<Store, 'runs' | 'run' | 'ticks' | 'entriesByRun' | 'faults'>

const PAGE = 1_000
const MOST_DECODED = 10_000

/** @throws StoreError at whatever cannot be read. */
export function sqliteReader(db: Database.Database, place: string, texts: Texts): SqliteReader {
  const statements = readingStatements(db)
  const decoded = new Map<number, TickContent & { stored: string }>()
  const reading = readingAt(place)
  // Runs of one design share its objects: what is made of them is made once.
  const designs = new Map<number, object>()

  const designOf = (id: number): object => {
    let design = designs.get(id)
    if (design === undefined) {
      const body = statements.designOf.get(id) as string | undefined
      if (body === undefined) throw new StoreError(`${place}: ${DESIGN_MISSING}`)
      design = JSON.parse(body) as object
      designs.set(id, design)
    }
    return design
  }
  const summaryOf = (row: RunRow): RunSummary => summary(row, designOf(row.design))

  const decode = (id: number): TickContent & { stored: string } => {
    const known = decoded.get(id)
    if (known !== undefined) return known
    const found = statements.contentOf.get(id) as { phase: string; digest: string } | undefined
    if (found === undefined) throw new StoreError(`${place}: ${MISSING_CONTENT}`)
    const { phase, digest } = found
    const entries = (statements.factsOf.all(id) as string[]).map((body) => decodeFact(body, texts))
    const content = { phase, entries, digest: digestOf(phase, entries), stored: digest }
    if (decoded.size >= MOST_DECODED) decoded.clear()
    decoded.set(id, content)
    return content
  }

  return {
    runs: () => reading(() => (statements.runs.all() as RunRow[]).map(summaryOf)),
    run: (runId) =>
      reading(() => {
        const row = statements.run.get(runId) as RunRow | undefined
        return row === undefined ? undefined : summaryOf(row)
      }),
    *ticks(runId: RunId): Iterable<StoredTick> {
      const row = reading(() => statements.rowOf.get(runId) as number | undefined)
      if (row === undefined) return
      // A page at a time: the connection stays free for others between pages.
      for (let from = 0; ; from += PAGE) {
        const page = reading(() => statements.ticks.all(row, from, from + PAGE) as TickRow[])
        for (const { tick, round, content: id } of page) {
          const content = reading(() => decode(id))
          yield { tick, round, content, digest: content.stored }
        }
        if (page.length < PAGE) return
      }
    },
    faults: () => reading(() => derivedFaults(db)),
    entriesByRun: entriesReader(db, place, texts),
  }
}

const DESIGN_MISSING =
  'a run has lost its design: the database was changed by hand or is damaged. Restore it from a copy.'

interface TickRow {
  tick: number
  round: number | null
  content: number
}

interface RunRow {
  run_id: string
  design: number
  replicate: number
  seed: number
  counterbalance: string
  semantics: number
  status: RunSummary['status']
  why: string | null
  record_hash: string | null
  started_at: string
  ended_at: string | null
  ticks: number
}

function summary(row: RunRow, design: object): RunSummary {
  const plan = {
    ...design,
    replicate: row.replicate,
    seed: row.seed,
    counterbalance: JSON.parse(row.counterbalance) as object,
  } as Plan
  return {
    runId: row.run_id as RunId,
    plan,
    status: row.status,
    why: row.why,
    ticks: row.ticks,
    semantics: row.semantics,
    recordHash: row.record_hash,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}

/** Ticks are numbered from 0 without a gap, so the last one tells how many there are. */
const RUNS = `
  select run.run_id, run.design, run.replicate, run.seed, run.counterbalance, run.semantics, run.status, run.why,
    run.record_hash, run.started_at, run.ended_at,
    coalesce((select max(tick) + 1 from tick where tick.run = run.id), 0) as ticks
  from run`

function readingStatements(db: Database.Database) {
  return {
    runs: db.prepare(`${RUNS} order by run.id`),
    run: db.prepare(`${RUNS} where run.run_id = ?`),
    designOf: db.prepare('select body from design where id = ?').pluck(),
    rowOf: db.prepare('select id from run where run_id = ?').pluck(),
    ticks: db.prepare(
      'select tick, round, content from tick where run = ? and tick >= ? and tick < ? order by tick',
    ),
    contentOf: db.prepare('select phase, digest from content where id = ?'),
    factsOf: db
      .prepare(
        `select fact.body from content_fact join fact on fact.id = content_fact.fact
         where content_fact.content = ? order by content_fact.place`,
      )
      .pluck(),
  }
}
