/** Plays a declared experiment into a record: what the command and the library share. */
import { EventEmitter } from 'eventemitter3'
import type { Spend } from '../io/model/budget.ts'
import type { RunSummary } from '../io/store/store.ts'
import type { CallEstimate } from '../record/call-estimate.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { runPlans, type WorkDone, type WorkEvents } from '../play/worker/run-plans.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { casting, openSqliteStore } from './adapters.ts'
import { assertPeople, seatsPeople } from './assert-people.ts'
import { assertUnchanged } from './assert-unchanged.ts'
import { loadCatalogue } from './catalogue.ts'
import { calibrate } from './estimate/calibrate.ts'
import { estimateExperiment } from './estimate/estimate-experiment.ts'
import { modelFacts } from './estimate/model-facts.ts'
import { keepExperiment } from './keep-experiment.ts'
import { waitingPeople } from './live/waiting-people.ts'
import type { LoadedExperiment } from './load-experiment.ts'
import { rehearsePeople } from './rehearse-people.ts'
import { hasModel, offeredBy, openSitting, type SittingOptions, type Watched } from './sitting.ts'
import type { ReachPeople } from './seats/reach-people.ts'
import { withPeople } from './seats/with-people.ts'
import { systemClock } from './system-clock.ts'

export interface RunOptions extends SittingOptions {
  /** The record's file; `logs/<experiment>.sqlite` where none is given. */
  readonly db?: string
  /** Play in so many processes; needs `file`. */
  readonly processes?: number
  /** The file that the experiment was loaded from, for worker processes to load it again. */
  readonly file?: string
  /** Play only so many runs, spread over the treatments, and estimate the rest from them. */
  readonly pilot?: number
  /** How the people who are seated are reached; where there is no way to, an experiment that seats some is refused. */
  readonly reachPeople?: ReachPeople
  /** Told what the experimenter should know before people are asked, a line at a time. */
  readonly onNotice?: (notice: string) => void
}

export interface RunReport extends WorkDone {
  /** Why the budget left something unplayed; null where it did not. */
  readonly cap: string | null
  /** What all calls of the record have come to, those of earlier times included. */
  readonly spend: Spend
  /** What they had come to before. */
  readonly spentBefore: Spend
  /** After a pilot, what the rest is expected to cost; null otherwise. */
  readonly outlook: CallEstimate | null
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
  const isAttended = plans.some(seatsPeople)
  // People come when they come: no run waits for those of another.
  const concurrency = options.concurrency ?? (isAttended ? plans.length : undefined)
  const events = options.events ?? new EventEmitter<WorkEvents>()
  const waiting = waitingPeople()
  const sitting = openSitting(
    {
      ...options,
      events,
      ...(concurrency === undefined ? {} : { concurrency }),
      waiting,
    },
    experiment,
  )
  planOrExplain(loaded, () => sitting.assertPlayable(plans, experiment))
  assertPeople(plans, options.reachPeople, loaded)
  const notices = isAttended ? await rehearsePeople(plans, loaded, catalogue) : []
  for (const notice of notices) options.onNotice?.(notice)

  const seatsModels = plans.some(hasModel)
  const estimate = seatsModels
    ? await estimateExperiment(plans, scenario, catalogue, modelFacts(sitting.declared)).catch(
        (error: unknown) => {
          throw loaded.explain(error)
        },
      )
    : null

  const store = openSqliteStore(options.db ?? `logs/${experiment.experiment}.sqlite`, 'write')
  try {
    const isNew = keepExperiment(store, experiment, plans, offeredBy(plans, sitting.providerOf))
    if (estimate !== null && (isNew || store.estimate() === undefined))
      store.keepEstimate(JSON.stringify(estimate))
    await assertUnchanged(store, scenario, casting(catalogue, sitting.providerOf))
    const chosen = inTurn(plans).slice(0, options.pilot)
    const { file, processes = 1 } = options
    // Budgets and the limits of accounts are held in one place.
    const isAlone = processes === 1 || options.pilot !== undefined || seatsModels || isAttended
    const { done, ...sat } = await withPeople(
      options.reachPeople,
      { plans: chosen, scenario, store, events, stop: sitting.stop, fault: sitting.fault },
      (people, leaveOnce) => {
        const cast = casting(catalogue, sitting.providerOf, waiting.over(people))
        return sitting.play(store, chosen, seatsModels, (watched) => {
          leaveOnce(watched.stopped)
          return file === undefined || isAlone
            ? runPlans(
                { plans: chosen, scenario, store, cast, clock: systemClock, ...watched },
                watched.events,
              )
            : playInProcesses({ file, db: store.place }, processes, watched)
        })
      },
    )
    const byId = new Map(store.runs().map((run) => [run.runId, run]))
    const runs = plans.flatMap((plan) => byId.get(runIdOf(plan)) ?? [])
    // Those that failed before are told again: the experiment is not complete while they stand.
    const failed = runs.flatMap(({ runId, status, why }) =>
      status === 'failed' ? [{ runId, why: why ?? '' }] : [],
    )
    const outlook =
      options.pilot === undefined || estimate === null ? null : calibrate(estimate, store)
    return {
      ...done,
      left: plans.length - runs.filter(({ status }) => status !== 'started').length,
      failed,
      ...sat,
      outlook,
      db: store.place,
      experiment: experiment.experiment,
      runs,
    }
  } finally {
    store.close()
  }
}

/** The first replicates of all treatments before the second ones: where play is stopped, treatments can be compared, and none has a day of its own. */
function inTurn(plans: readonly Plan[]): readonly Plan[] {
  return plans.toSorted((a, b) => a.replicate - b.replicate)
}

async function playInProcesses(
  share: { file: string; db: string },
  processes: number,
  { events, ...watched }: Watched,
): Promise<WorkDone> {
  const { runInProcesses } = await import('./worker-process.ts')
  const onClosed = (...closed: Parameters<WorkEvents['run-closed']>): void =>
    void events.emit('run-closed', ...closed)
  return runInProcesses(
    { ...share, concurrency: watched.concurrency },
    processes,
    onClosed,
    watched,
  )
}

/** Runs a step of planning; its complaints are told with file and line. */
export function planOrExplain<T>(loaded: LoadedExperiment, plan: () => T): T {
  try {
    return plan()
  } catch (error) {
    throw loaded.explain(error)
  }
}
