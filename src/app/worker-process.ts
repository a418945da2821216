/** One of several processes that play an experiment into one record, under the writer's lock of the process that started it. */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { EventEmitter } from 'eventemitter3'
import { BadInputError } from '../base/errors.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { helmFor, type Helm } from '../play/worker/helm.ts'
import { runPlans, type WorkDone, type WorkEvents } from '../play/worker/run-plans.ts'
import { noProgress, type RunAtWork, type WorkProgress } from '../play/worker/work-progress.ts'
import type { RunId } from '../record/ids.ts'
import { casting, openSqliteStore } from './adapters.ts'
import { loadCatalogue } from './catalogue.ts'
import { loadExperiment } from './load-experiment.ts'
import type { Watched } from './sitting.ts'
import { systemClock } from './system-clock.ts'

/** SQLite lets one process write at a time, and who waits sleeps: fewer, longer turns leave both more time to play. */
const BATCH = 8_192

/** What a worker is told: everything else it reads from the same files as its parent. */
interface Share {
  readonly file: string
  readonly db: string
  readonly concurrency: number
  /** It plays the unfinished plans whose place in the experiment leaves this remainder. */
  readonly index: number
  readonly of: number
}

type Closed = Parameters<WorkEvents['run-closed']>

type Told =
  | { readonly kind: 'closed'; readonly closed: Closed }
  | { readonly kind: 'stands'; readonly stands: Stands }
  | { readonly kind: 'done'; readonly done: WorkDone }
  | { readonly kind: 'refused'; readonly why: string }

/** How far a worker is. */
interface Stands extends Omit<WorkProgress, 'inFlight'> {
  /** The first of its runs in flight. */
  readonly inFlight: readonly (readonly [RunId, RunAtWork])[]
}

/** How the sitting is steered, passed on to its workers. */
interface Steered {
  readonly isPaused: boolean
  readonly runs: number
}

/** How often a worker tells how far it is. */
const TELL_EVERY_MS = 250
/** Of its runs in flight it tells no more. */
const MOST_TOLD = 50

/**
 * Plays an experiment in `processes` processes. Which process plays which run makes no difference to any record.
 * @throws BadInputError that a worker met.
 */
export async function runInProcesses(
  share: Omit<Share, 'index' | 'of'>,
  processes: number,
  onClosed: (...closed: Closed) => void,
  { stopped, helm, progress }: Pick<Watched, 'stopped' | 'helm' | 'progress'>,
): Promise<WorkDone> {
  const workers = Array.from({ length: processes }, (_, index) =>
    fork(fileURLToPath(import.meta.url), [JSON.stringify({ ...share, index, of: processes })]),
  )
  const watch = setInterval(() => {
    if (stopped()) for (const worker of workers) worker.kill('SIGINT')
  }, 100)
  const tell = (): void => passOn(workers, helm)
  helm.gate.onShut(tell)
  helm.gate.onOpened(tell)
  helm.onRetuned(tell)
  tell()
  const standings = new Map<ChildProcess, Stands>()
  try {
    const settled = await Promise.allSettled(
      workers.map((worker) =>
        ended(worker, onClosed, (stands) => {
          standings.set(worker, stands)
          addUp([...standings.values()], progress)
        }),
      ),
    )
    const parts = settled.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
    const sum = (key: 'kept' | 'played' | 'left'): number =>
      parts.reduce((total, part) => total + part[key], 0)
    return {
      kept: sum('kept'),
      played: sum('played'),
      left: sum('left'),
      unavailable: parts.flatMap(({ unavailable }) => unavailable),
      failed: parts.flatMap(({ failed }) => failed),
    }
  } finally {
    clearInterval(watch)
  }
}

/** What is paused, and how many runs are in flight in each of them. */
function passOn(workers: readonly ChildProcess[], { gate, runs }: Helm): void {
  const steered: Steered = { isPaused: gate.isShut, runs }
  // Who has ended has nothing to be told.
  for (const worker of workers) if (worker.connected) worker.send(steered, () => {})
}

function addUp(standings: readonly Stands[], progress: WorkProgress): void {
  const sum = (key: 'kept' | 'ended' | 'failed' | 'endedTicks'): number =>
    standings.reduce((total, stands) => total + stands[key], 0)
  progress.kept = sum('kept')
  progress.ended = sum('ended')
  progress.failed = sum('failed')
  progress.endedTicks = sum('endedTicks')
  progress.inFlight.clear()
  for (const { inFlight } of standings)
    for (const [runId, run] of inFlight) progress.inFlight.set(runId, run)
}

function ended(
  worker: ChildProcess,
  onClosed: (...closed: Closed) => void,
  onStands: (stands: Stands) => void,
): Promise<WorkDone> {
  return new Promise((resolve, reject) => {
    worker.on('message', (told: Told) => {
      if (told.kind === 'closed') onClosed(...told.closed)
      else if (told.kind === 'stands') onStands(told.stands)
      else if (told.kind === 'done') resolve(told.done)
      else reject(new BadInputError(told.why))
    })
    worker.on('error', reject)
    // A worker that said how it ended has settled this already.
    worker.on('exit', (code, signal) =>
      reject(new Error(`a worker ended before its work did (${signal ?? code})`)),
    )
  })
}

async function work(
  { file, db, concurrency, index, of }: Share,
  tell: (told: Told) => void,
): Promise<void> {
  let interrupted = false
  const helm = helmFor(concurrency)
  const interrupt = (): void => {
    interrupted = true
    helm.gate.open()
  }
  process.on('SIGINT', interrupt)
  process.on('disconnect', interrupt)
  process.on('message', ({ isPaused, runs }: Steered) => {
    helm.retune(runs)
    if (isPaused && !interrupted) helm.gate.shut()
    else helm.gate.open()
  })
  const loaded = await loadExperiment(file)
  const catalogue = await loadCatalogue(loaded.own)
  const plans = planRuns(loaded.experiment, loaded.scenario, catalogue)
  const store = openSqliteStore(db, 'worker')
  try {
    // Counted through all plans: which of them have ended changes while the other workers are at work.
    const share = plans.filter((_, place) => place % of === index)
    const events = new EventEmitter<WorkEvents>()
    events.on('run-closed', (...closed) => tell({ kind: 'closed', closed }))
    const cast = casting(catalogue, () => {
      throw new Error('experiments with models are played in one process')
    })
    const { scenario } = loaded
    const progress = noProgress()
    const tellStands = (): void => tell({ kind: 'stands', stands: standsOf(progress) })
    const telling = setInterval(tellStands, TELL_EVERY_MS)
    const done = await runPlans(
      {
        plans: share,
        scenario,
        store,
        cast,
        clock: systemClock,
        concurrency,
        helm,
        progress,
        stopped: () => interrupted,
        batch: BATCH,
      },
      events,
    ).finally(() => clearInterval(telling))
    tellStands()
    tell({ kind: 'done', done })
  } finally {
    store.close()
  }
}

function standsOf({ inFlight, ...counts }: WorkProgress): Stands {
  return { ...counts, inFlight: [...inFlight].slice(0, MOST_TOLD) }
}

if (import.meta.main && process.send !== undefined) {
  // As in cli/main.ts: keys are in the environment of workers too.
  process.report.excludeEnv = true
  const tell = (told: Told): void => void process.send?.(told)
  try {
    await work(JSON.parse(process.argv[2] ?? '{}') as Share, tell)
  } catch (error) {
    tell({ kind: 'refused', why: error instanceof Error ? error.message : String(error) })
  }
  process.disconnect()
}
