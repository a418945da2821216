/** Reads records back from SQLite as runs and ticks. */
import type Database from 'better-sqlite3'
import type { RunId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import { digestOf, type TickContent } from '../../record/tick.ts'
import { derivedFaults } from './derived-faults.ts'
import { decodeFact, type Shown } from './fact-codec.ts'
import { wholePlan, type OwnPlan } from './own-plan.ts'
import { contentsReader, type StoredContent } from './sqlite-contents.ts'
import { entriesReader } from './sqlite-entries.ts'
import { MISSING_CONTENT, readingAt, StoreError } from './store-errors.ts'
import type { RunSummary, Store, StoredTick } from './store.ts'

export type SqliteReader = Pick<Store, 'runs' | 'run' | 'ticks' | 'entriesByRun' | 'faults'>

const PAGE = 1_000
/** Of ticks: their contents are read at once, since calling into SQLite costs more than the row. */
const AHEAD = 100
/** Of parts and other entries. What was shown in a long talk is many parts: they are what has to be held. */
const MOST_DECODED = 50_000

/** @throws StoreError at whatever cannot be read. */
export function sqliteReader(db: Database.Database, place: string, shown: Shown): SqliteReader {
  const statements = readingStatements(db)
  const readContents = contentsReader(db)
  const decoded = new Map<number, TickContent & { stored: string }>()
  let weight = 0
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

  const decode = (id: number, { phase, digest, bodies }: StoredContent) => {
    const entries = bodies.map((body) => decodeFact(body, shown))
    let own: string | undefined
    const content = {
      phase,
      entries,
      stored: digest,
      // Those who compare digests pay for them: who only reads does not.
      get digest() {
        return (own ??= digestOf(phase, entries))
      },
    }
    if (weight >= MOST_DECODED) {
      decoded.clear()
      weight = 0
    }
    decoded.set(id, content)
    weight += weightOf(content)
    return content
  }

  /** Gives the content of each row of a page: those that are not decoded yet are read some rows ahead, and decoded when they are wanted. */
  const contentsOf = (page: readonly TickRow[]) => {
    let ahead: Map<number, StoredContent> = new Map()
    return (i: number, id: number): TickContent & { stored: string } => {
      const known = decoded.get(id)
      if (known !== undefined) return known
      if (!ahead.has(id))
        ahead = readContents(
          page.slice(i, i + AHEAD).map(({ content }) => content),
          decoded,
        )
      const found = ahead.get(id)
      if (found === undefined) throw new StoreError(`${place}: ${MISSING_CONTENT}`)
      return decode(id, found)
    }
  }

  return {
    runs: (after = 0, most = -1) =>
      reading(() => (statements.runs.all(most, after) as RunRow[]).map(summaryOf)),
    run: (runId) =>
      reading(() => {
        const row = statements.run.get(runId) as RunRow | undefined
        return row === undefined ? undefined : summaryOf(row)
      }),
    *ticks(runId: RunId, first = 0, end = Infinity): Iterable<StoredTick> {
      const row = reading(() => statements.rowOf.get(runId) as number | undefined)
      if (row === undefined) return
      // A page at a time: the connection stays free for others between pages.
      for (let from = first; from < end; from += PAGE) {
        const to = Math.min(from + PAGE, end)
        const page = reading(() => statements.ticks.all(row, from, to) as TickRow[])
        const contentAt = contentsOf(page)
        for (const [i, { tick, round, seq, content: id }] of page.entries()) {
          const content = reading(() => contentAt(i, id))
          yield { tick, round, seq, content, digest: content.stored }
        }
        if (page.length < PAGE) return
      }
    },
    faults: () => reading(() => derivedFaults(db)),
    entriesByRun: entriesReader(db, place, shown),
  }
}

const DESIGN_MISSING =
  'a run has lost its design: the database was changed by hand or is damaged. Restore it from a copy.'

function weightOf({ entries }: TickContent): number {
  return entries.reduce(
    (sum, entry) => sum + (entry.kind === 'observation-shown' ? entry.parts.length : 1),
    1,
  )
}

interface TickRow {
  tick: number
  round: number | null
  seq: number
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
  parent_run_id: RunId | null
  fork_tick: number | null
  own_plan: string | null
  started_at: string
  ended_at: string | null
  ticks: number
}

function summary(row: RunRow, design: object): RunSummary {
  return {
    runId: row.run_id as RunId,
    plan: planOf(row, design),
    status: row.status,
    why: row.why,
    ticks: row.ticks,
    semantics: row.semantics,
    recordHash: row.record_hash,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}

function planOf(row: RunRow, design: object): Plan {
  const { parent_run_id: parent, fork_tick: tick } = row
  return wholePlan({
    design,
    own: row.own_plan === null ? undefined : (JSON.parse(row.own_plan) as OwnPlan),
    replicate: row.replicate,
    seed: row.seed,
    counterbalance: JSON.parse(row.counterbalance) as Plan['counterbalance'],
    fork: parent === null || tick === null ? undefined : { parent, tick },
  })
}

/** Ticks are numbered from 0 without a gap, so the last one tells how many there are. */
const RUNS = `
  select run.run_id, run.design, run.replicate, run.seed, run.counterbalance, run.semantics, run.status, run.why,
    run.record_hash, run.parent_run_id, run.fork_tick, run.started_at, run.ended_at,
    (select own_plan.body from own_plan where own_plan.run = run.id) as own_plan,
    coalesce((select max(tick) + 1 from tick where tick.run = run.id), 0) as ticks
  from run`

function readingStatements(db: Database.Database) {
  return {
    runs: db.prepare(`${RUNS} order by run.id limit ? offset ?`),
    run: db.prepare(`${RUNS} where run.run_id = ?`),
    designOf: db.prepare('select body from design where id = ?').pluck(),
    rowOf: db.prepare('select id from run where run_id = ?').pluck(),
    ticks: db.prepare(
      'select tick, round, seq, content from tick where run = ? and tick >= ? and tick < ? order by tick',
    ),
  }
}
