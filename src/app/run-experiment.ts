/** Plays a declared experiment into a record: what the command and the library share. */
import { EventEmitter } from 'eventemitter3'
import type { Provider } from '../io/model/provider.ts'
import type { RunSummary } from '../io/store/store.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { runPlans, type WorkDone, type WorkEvents } from '../play/worker/run-plans.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { assertModels } from './assert-models.ts'
import { casting, connectProviders, openSqliteStore } from './adapters.ts'
import { assertUnchanged } from './assert-unchanged.ts'
import { capCalls } from './call-cap.ts'
import { loadCatalogue } from './catalogue.ts'
import { keepExperiment } from './keep-experiment.ts'
import type { LoadedExperiment } from './load-experiment.ts'
import { declaredProviders } from './providers-file.ts'
import { systemClock } from './system-clock.ts'

export interface RunOptions {
  /** The record's file; `logs/<experiment>.sqlite` where none is given. */
  readonly db?: string
  /** Most runs in flight at once; 16 where none is given. */
  readonly concurrency?: number
  /** Play in so many processes; needs `file`. */
  readonly processes?: number
  /** The file that the experiment was loaded from, for worker processes to load it again. */
  readonly file?: string
  readonly stopped?: () => boolean
  /** Further providers, such as canned ones. */
  readonly providers?: readonly Provider[]
  readonly events?: EventEmitter<WorkEvents>
  /** Told how much there is to do, before it is begun. */
  readonly onPlanned?: (plans: readonly Plan[]) => void
}

export interface RunReport extends WorkDone {
  /** True when the cap on calls left something unplayed. */
  readonly isCapped: boolean
  readonly db: string
  readonly experiment: string
  /** All runs of the experiment in the order of its plan. */
  readonly runs: readonly RunSummary[]
}

/**
 * Plays what is unfinished of an experiment and redoes nothing.
 * @throws BadInputError where the file, the catalogue or the record does not allow it.
 */
export async function runExperiment(
  loaded: LoadedExperiment,
  options: RunOptions = {},
): Promise<RunReport> {
  const { experiment, scenario } = loaded
  const catalogue = await loadCatalogue(loaded.own)
  const plans = planOrExplain(loaded, () => planRuns(experiment, scenario, catalogue))
  const providerOf = connectProviders(
    declaredProviders(process.env),
    process.env,
    options.providers,
  )
  planOrExplain(loaded, () => assertModels(plans, experiment, providerOf))

  const store = openSqliteStore(options.db ?? `logs/${experiment.experiment}.sqlite`, 'write')
  try {
    keepExperiment(store, experiment, plans)
    const cap = capCalls(providerOf, experiment.budget?.calls, store)
    const cast = casting(catalogue, cap.providerOf)
    await assertUnchanged(store, scenario, cast)
    options.onPlanned?.(plans)
    const concurrency = options.concurrency ?? 16
    const stopped = (): boolean => cap.isReached() || options.stopped?.() === true
    const events = options.events ?? new EventEmitter<WorkEvents>()
    const { file, processes = 1 } = options
    const done =
      // A cap is counted in one place.
      file === undefined || processes === 1 || experiment.budget?.calls !== undefined
        ? await runPlans(
            { plans, scenario, store, cast, clock: systemClock, concurrency, stopped },
            events,
          )
        : await playInProcesses({ file, db: store.place, concurrency }, processes, events, stopped)
    const byId = new Map(store.runs().map((run) => [run.runId, run]))
    const runs = plans.flatMap((plan) => byId.get(runIdOf(plan)) ?? [])
    // Those that failed before are told again: the experiment is not complete while they stand.
    const failed = runs.flatMap(({ runId, status, why }) =>
      status === 'failed' ? [{ runId, why: why ?? '' }] : [],
    )
    const isCapped = cap.isReached() && done.left > 0
    return { ...done, isCapped, failed, db: store.place, experiment: experiment.experiment, runs }
  } finally {
    store.close()
  }
}

async function playInProcesses(
  share: { file: string; db: string; concurrency: number },
  processes: number,
  events: EventEmitter<WorkEvents>,
  stopped: () => boolean,
): Promise<WorkDone> {
  const { runInProcesses } = await import('./worker-process.ts')
  const onClosed = (...closed: Parameters<WorkEvents['run-closed']>): void =>
    void events.emit('run-closed', ...closed)
  return runInProcesses(share, processes, onClosed, stopped)
}

/** Runs a step of planning; its complaints are told with file and line. */
export function planOrExplain<T>(loaded: LoadedExperiment, plan: () => T): T {
  try {
    return plan()
  } catch (error) {
    throw loaded.explain(error)
  }
}
