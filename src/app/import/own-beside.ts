/** What the other tables of an export say of its runs: their plans, hashes and wall times, and where they were in the play. */
import type { RunId } from '../../record/ids.ts'
import type { OwnExport, Rows } from './own-export.ts'
import type { TableRow } from './table-rows.ts'

export interface BesideRun {
  /** Undefined where the export is of a version that does not write it. */
  readonly plan: unknown
  readonly isFork: boolean
  /** Null where it had not ended. */
  readonly recordHash: string | null
  readonly startedAt?: string
  readonly endedAt?: string
}

export interface Moment {
  readonly round: number | null
  readonly phase: string
}

export interface BesideRuns {
  /** Undefined where no table of runs is there, or the run is not in it. */
  run(runId: RunId): BesideRun | undefined
  /** The round and phase of a tick, where any table tells them. */
  moment(runId: RunId, tick: number): Moment | undefined
  /** tick → how long its calls took, in order. */
  latencies(runId: RunId): ReadonlyMap<number, readonly number[]> | undefined
}

/** The tables whose rows name the phase of their tick. */
const PHASED = ['decisions', 'messages', 'probes', 'interventions', 'presence']

export async function besideRuns(source: OwnExport): Promise<BesideRuns> {
  const runs = new Map<unknown, BesideRun>()
  for await (const row of source.table('runs') ?? NO_ROWS) runs.set(row.cell('run_id'), runIn(row))
  const latencies = await latenciesIn([
    source.table('calls') ?? NO_ROWS,
    source.table('human_answers') ?? NO_ROWS,
  ])
  const moments = (await hasPhases(source)) ? undefined : await momentsIn(source)
  return {
    run: (runId) => runs.get(runId),
    moment: (runId, tick) => moments?.get(`${runId}/${tick}`),
    latencies: (runId) => latencies.get(runId),
  }
}

const NO_ROWS: Rows = []

function runIn(row: TableRow): BesideRun {
  const hash = row.cell('record_hash')
  const [startedAt, endedAt] = [row.cell('started_at'), row.cell('ended_at')]
  const parent = row.cell('parent_run_id') ?? null
  return {
    plan: planIn(row.cell('plan')),
    isFork: parent !== null,
    recordHash: typeof hash === 'string' ? hash : null,
    ...(typeof startedAt === 'string' ? { startedAt } : {}),
    ...(typeof endedAt === 'string' ? { endedAt } : {}),
  }
}

function planIn(cell: unknown): unknown {
  if (typeof cell !== 'string') return cell ?? undefined
  try {
    return JSON.parse(cell)
  } catch {
    return undefined
  }
}

async function hasPhases(source: OwnExport): Promise<boolean> {
  for await (const row of source.table('entries') ?? NO_ROWS) return row.columns.includes('phase')
  return true
}

async function momentsIn(source: OwnExport): Promise<ReadonlyMap<string, Moment>> {
  const moments = new Map<string, Moment>()
  for (const name of PHASED) {
    for await (const row of source.table(name) ?? NO_ROWS) {
      const [runId, tick, phase, round] = ['run_id', 'tick', 'phase', 'round'].map((column) =>
        row.cell(column),
      )
      if (typeof phase !== 'string') continue
      moments.set(`${String(runId)}/${String(tick)}`, {
        phase,
        round: round === null || round === undefined ? null : Number(round),
      })
    }
  }
  return moments
}

/** Within a tick in the order of the record, whichever table they stand in. */
async function latenciesIn(
  tables: readonly Rows[],
): Promise<ReadonlyMap<unknown, Map<number, number[]>>> {
  const runs = new Map<unknown, Map<number, [seq: number, ms: number][]>>()
  for (const rows of tables) {
    for await (const row of rows) {
      const [runId, tick, latency] = [row.cell('run_id'), row.cell('tick'), row.cell('latency_ms')]
      if (latency === null || latency === undefined || latency === '') continue
      const ticks = runs.get(runId) ?? new Map<number, [number, number][]>()
      runs.set(runId, ticks)
      const list = ticks.get(Number(tick)) ?? []
      ticks.set(Number(tick), list)
      list.push([Number(row.cell('seq')), Number(latency)])
    }
  }
  const inOrder = (list: readonly [number, number][]): number[] =>
    [...list].sort(([a], [b]) => a - b).map(([, ms]) => ms)
  return new Map(
    [...runs].map(([runId, ticks]) => [
      runId,
      new Map([...ticks].map(([tick, list]) => [tick, inOrder(list)])),
    ]),
  )
}
