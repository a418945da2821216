/** Exported entries as the runs that they were: the same plans, the same ticks, the same hashes. */
import { BadInputError } from '../../base/errors.ts'
import { TickEntry } from '../../record/entry.ts'
import { RunId } from '../../record/ids.ts'
import { Plan, runIdOf } from '../../record/plan.ts'
import { RecordHash } from '../../record/record-hash.ts'
import { RunEnded, RunStarted } from '../../record/run-entries.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import type { ReadyRun } from './foreign-run.ts'
import { besideRuns, type BesideRun, type BesideRuns } from './own-beside.ts'
import type { OwnExport, Rows } from './own-export.ts'
import { shaped } from './shape.ts'
import type { TableRow } from './table-rows.ts'

interface Reading {
  readonly runId: RunId
  readonly place: string
  started: RunStarted | undefined
  readonly ticks: { round: number | null; phase: string; entries: TickEntry[] }[]
  end: RunEnded | null
  seq: number
}

/**
 * The runs of an export. Where it says so, each must have the record hash that it had.
 * @throws BadInputError at an entry that is missing, changed or out of its order.
 */
export async function ownRuns(source: OwnExport, fileName: string): Promise<ReadyRun[]> {
  const beside = await besideRuns(source)
  const done = new Map<RunId, ReadyRun>()
  let current: Reading | undefined
  const close = (): void => {
    if (current === undefined) return
    if (done.has(current.runId)) {
      throw new BadInputError(
        `${current.place}: ${current.runId} is there twice. Import each run once: one of them was put in by hand.`,
      )
    }
    done.set(current.runId, readyOf(current, beside, fileName))
  }
  for await (const row of source.table('entries') as Rows) {
    const runId = runIdIn(row)
    if (current === undefined || runId !== current.runId) {
      close()
      current = { runId, place: row.place, started: undefined, ticks: [], end: null, seq: 0 }
    }
    take(row, current, beside)
  }
  close()
  return [...done.values()]
}

function runIdIn(row: TableRow): RunId {
  shaped(RunId, row.cell('run_id'), row.place, ['run_id'])
  return row.cell('run_id') as RunId
}

/** Takes one row into the run that is being read. */
function take(row: TableRow, run: Reading, beside: BesideRuns): void {
  const { place } = row
  const seq = wholeIn(row, 'seq')
  if (seq !== run.seq) {
    throw new BadInputError(
      `${place}: entry ${seq} of ${run.runId} comes where entry ${run.seq} should. Rows are missing or out of their order: export the record again.`,
    )
  }
  run.seq++
  const body = bodyOf(row)
  const { kind } = body as { kind?: unknown }
  if (row.cell('kind') !== kind) {
    throw new BadInputError(
      `${place}: "kind" is ${JSON.stringify(row.cell('kind') ?? null)}, and the entry in "body" is ${JSON.stringify(kind ?? null)}. Export the record again.`,
    )
  }
  if (run.end !== null)
    throw new BadInputError(
      `${place}: ${run.runId} goes on behind its end. Export the record again.`,
    )
  if (seq === 0) {
    shaped(RunStarted, body, place, ['body'])
    run.started = body as RunStarted
    return
  }
  if (kind === 'run-ended') {
    shaped(RunEnded, body, place, ['body'])
    run.end = body as RunEnded
    return
  }
  // What is kept is what was written: a schema may put keys into another order.
  shaped(TickEntry, body, place, ['body'])
  const tick = wholeIn(row, 'tick')
  if (tick === run.ticks.length)
    run.ticks.push({ ...momentOf(row, run, tick, beside), entries: [] })
  const last = run.ticks.at(-1)
  if (last === undefined || tick !== run.ticks.length - 1) {
    throw new BadInputError(
      `${place}: tick ${tick} of ${run.runId} comes where tick ${run.ticks.length} should. Export the record again.`,
    )
  }
  last.entries.push(body as TickEntry)
}

function momentOf(
  row: TableRow,
  { runId }: Reading,
  tick: number,
  beside: BesideRuns,
): { readonly round: number | null; readonly phase: string } {
  const phase = row.cell('phase')
  if (phase !== undefined) {
    const round = row.cell('round') ?? null
    return { phase: String(phase ?? ''), round: round === null ? null : wholeIn(row, 'round') }
  }
  const moment = beside.moment(runId, tick)
  if (moment !== undefined) return moment
  throw new BadInputError(
    `${row.place}: nothing tells the phase of tick ${tick}. This export was made by an older version: export the record again, or put its other tables beside it.`,
  )
}

function bodyOf(row: TableRow): object {
  const cell = row.cell('body')
  if (typeof cell === 'object' && cell !== null) return cell
  try {
    const body: unknown = JSON.parse(String(cell))
    if (typeof body === 'object' && body !== null) return body
  } catch {
    // Told below.
  }
  throw new BadInputError(
    `${row.place}: "body" is not the JSON of an entry. Export the record again.`,
  )
}

function wholeIn(row: TableRow, column: string): number {
  const cell = row.cell(column)
  const number = typeof cell === 'string' && cell !== '' ? Number(cell) : cell
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number
  throw new BadInputError(
    `${row.place}: "${column}" is ${JSON.stringify(cell ?? null)}, and should be a whole number from 0.`,
  )
}

function readyOf(run: Reading, beside: BesideRuns, fileName: string): ReadyRun {
  const { runId, place, started, end } = run
  if (started === undefined)
    throw new BadInputError(`${place}: ${runId} has no beginning. Export the record again.`)
  const about = beside.run(runId)
  const plan = planOf(run, started, about)
  const ticks: Tick[] = run.ticks.map(({ round, phase, entries }, tick) => ({
    tick,
    round,
    content: contentOf(phase, entries),
  }))
  const hash = end === null ? null : hashOf(started, ticks, end)
  if (about?.recordHash !== undefined && about.recordHash !== hash) {
    throw new BadInputError(
      `${place}: ${runId} is not what was exported: its record hash is ${hash ?? 'none'}, and the table of runs says ${about.recordHash ?? 'none'}. Something was changed or is missing: export the record again.`,
    )
  }
  const shared = plan.fork?.tick ?? 0
  const latenciesMs = beside.latencies(runId)
  return {
    runId,
    plan,
    semantics: started.semantics,
    ticks: ticks.slice(shared),
    shared: ticks.slice(0, shared),
    end,
    hash,
    file: fileName,
    format: 'coterie',
    name: runId,
    ...(about?.startedAt === undefined ? {} : { startedAt: about.startedAt }),
    ...(about?.endedAt === undefined ? {} : { endedAt: about.endedAt }),
    ...(latenciesMs === undefined ? {} : { latenciesMs }),
  }
}

/** The plan whose hash is the run's id. That of a fork stands in the table of runs: its record begins as its origin's. */
function planOf(
  { runId, place }: Reading,
  started: RunStarted,
  about: BesideRun | undefined,
): Plan {
  for (const plan of [about?.plan, started.plan]) {
    if (plan === undefined) continue
    shaped(Plan, plan, place, ['plan'])
    if (runIdOf(plan as Plan) === runId) return plan as Plan
  }
  throw new BadInputError(
    about?.isFork === true
      ? `${place}: ${runId} is a fork, and its plan is not in the export. Put the table of runs (runs.csv or runs.jsonl) beside it.`
      : `${place}: ${runId} is not the hash of its plan: the plan was changed. If it is a fork, put the table of runs (runs.csv or runs.jsonl) beside it.`,
  )
}

function hashOf(started: RunStarted, ticks: readonly Tick[], end: RunEnded): string {
  const hash = new RecordHash()
  hash.start(started)
  for (const tick of ticks) hash.tick(tick)
  hash.end(end)
  return hash.digest()
}
