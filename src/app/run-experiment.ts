/** Plays a declared experiment into a record: what the command and the library share. */
import { EventEmitter } from 'eventemitter3'
import { budgetOf, NOTHING_SPENT, type Spend } from '../io/model/budget.ts'
import type { Capabilities, Provider } from '../io/model/provider.ts'
import type { Sunk } from '../io/model/with-retry.ts'
import type { RunSummary } from '../io/store/store.ts'
import type { CallEstimate } from '../record/call-estimate.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { runPlans, type WorkDone, type WorkEvents } from '../play/worker/run-plans.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { splitModel } from '../play/agent/policies/llm-settings.ts'
import { assertModels, modelsIn } from './assert-models.ts'
import { casting, openSqliteStore } from './adapters.ts'
import { assertPriced } from './assert-priced.ts'
import { assertSeeds } from './assert-seeds.ts'
import { assertUnchanged } from './assert-unchanged.ts'
import { loadCatalogue } from './catalogue.ts'
import { connectProviders } from './connect-providers.ts'
import { calibrate } from './estimate/calibrate.ts'
import { estimateExperiment } from './estimate/estimate-experiment.ts'
import { modelFacts } from './estimate/model-facts.ts'
import { keepExperiment } from './keep-experiment.ts'
import type { LoadedExperiment } from './load-experiment.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'
import { declaredProviders } from './providers-file.ts'
import { keepUnrecordedSpend, spendSoFar, sunkIn } from './spend-so-far.ts'
import { systemClock } from './system-clock.ts'
import { systemPace } from './system-pace.ts'

export interface RunOptions {
  /** The record's file; `logs/<experiment>.sqlite` where none is given. */
  readonly db?: string
  /** Most runs in flight at once; 16 where none is given. */
  readonly concurrency?: number
  /** Play in so many processes; needs `file`. */
  readonly processes?: number
  /** The file that the experiment was loaded from, for worker processes to load it again. */
  readonly file?: string
  /** Told to stop: open calls come home and are kept, and no other is made. */
  readonly stop?: AbortSignal
  /** Play only so many runs, spread over the treatments, and estimate the rest from them. */
  readonly pilot?: number
  /** How servers are reached; as coterie.providers.yaml and the environment say where none are given. */
  readonly declared?: readonly ProviderDeclaration[]
  /** Further providers, such as canned ones. */
  readonly providers?: readonly Provider[]
  readonly events?: EventEmitter<WorkEvents>
  /** Told how much there is to do, before it is begun. */
  readonly onPlanned?: (plans: readonly Plan[], standing: () => Standing) => void
}

/** What there is to tell while work goes on. */
export interface Standing {
  readonly spend: Spend
  /** The share of calls that a busy server refuses of late. */
  readonly refusedShare: number
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
  const budget = budgetOf(experiment.budget ?? {})
  const declared = options.declared ?? declaredProviders(process.env)
  const fault = new AbortController()
  const stop = AbortSignal.any([
    fault.signal,
    ...(options.stop === undefined ? [] : [options.stop]),
  ])
  let sunk: Sunk | undefined
  const { providerOf, refusedShare } = connectProviders({
    declared,
    environment: process.env,
    own: options.providers ?? [],
    budget,
    stop,
    pace: systemPace,
    sunk: { add: (spend) => sunk?.add(spend), takeBack: (spend) => sunk?.takeBack(spend) },
  })
  planOrExplain(loaded, () => {
    assertModels(plans, experiment, providerOf)
    assertSeeds(plans, experiment, declared)
    assertPriced(plans, experiment, declared)
  })

  const seatsModels = plans.some(hasModel)
  const estimate = seatsModels
    ? await estimateExperiment(plans, scenario, catalogue, modelFacts(declared)).catch(
        (error: unknown) => {
          throw loaded.explain(error)
        },
      )
    : null

  const store = openSqliteStore(options.db ?? `logs/${experiment.experiment}.sqlite`, 'write')
  try {
    const isNew = keepExperiment(store, experiment, plans, offeredBy(plans, providerOf))
    if (estimate !== null && (isNew || store.estimate() === undefined))
      store.keepEstimate(JSON.stringify(estimate))
    // To find nothing spent, a record of scripted play would be read from end to end.
    const spentBefore = seatsModels ? spendSoFar(store) : NOTHING_SPENT
    if (seatsModels) sunk = sunkIn(store)
    budget.book(spentBefore)
    const cast = casting(catalogue, providerOf)
    await assertUnchanged(store, scenario, cast)
    const chosen = inTurn(plans).slice(0, options.pilot)
    options.onPlanned?.(chosen, () => ({ spend: budget.spend, refusedShare: refusedShare() }))
    const concurrency = options.concurrency ?? 16
    const stopped = (): boolean => budget.reached !== null || stop.aborted
    const events = options.events ?? new EventEmitter<WorkEvents>()
    const { file, processes = 1 } = options
    const work = { plans: chosen, scenario, store, cast, clock: systemClock, concurrency, stopped }
    // What is asked after a fault of writing could not be written down.
    const onFault = (): void => fault.abort()
    // Budgets and the limits of accounts are held in one place.
    const isAlone = processes === 1 || options.pilot !== undefined || seatsModels
    const done = await (
      file === undefined || isAlone
        ? runPlans({ ...work, onFault }, events)
        : playInProcesses({ file, db: store.place, concurrency }, processes, events, stopped)
    ).finally(() => {
      if (seatsModels) keepUnrecordedSpend(store, budget.spend)
    })
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
      cap: done.left > 0 ? budget.reached : null,
      spend: budget.spend,
      spentBefore,
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

/** What the providers of all seated models offer today. */
function offeredBy(
  plans: readonly Plan[],
  providerOf: (name: string) => Provider,
): Record<string, Capabilities> {
  const names = [...modelsIn(plans)].map((model) => splitModel(model).provider)
  return Object.fromEntries(
    names.map((name) => {
      const { structuredOutput, logprobs = false } = providerOf(name)
      return [name, { structuredOutput, logprobs }]
    }),
  )
}

function hasModel({ seats }: Plan): boolean {
  return seats.some(({ policy }) => policy === 'llm')
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
