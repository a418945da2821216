/** One sitting of play: the providers it asks, the budget that it keeps to, and how it is stopped. What every command that plays shares. */
import { EventEmitter } from 'eventemitter3'
import { budgetOf, NOTHING_SPENT, type Budget, type Spend } from '../io/model/budget.ts'
import type { Capabilities, Provider } from '../io/model/provider.ts'
import type { Sunk } from '../io/model/with-retry.ts'
import type { Store } from '../io/store/store.ts'
import { splitModel } from '../play/agent/policies/llm-settings.ts'
import type { Experiment } from '../play/experiment/define-experiment.ts'
import { helmFor } from '../play/worker/helm.ts'
import type { Work, WorkDone, WorkEvents } from '../play/worker/run-plans.ts'
import { noProgress } from '../play/worker/work-progress.ts'
import { everySeatOf, type Plan } from '../record/plan.ts'
import { assertModels, modelsIn } from './assert-models.ts'
import { assertPriced } from './assert-priced.ts'
import { assertSeeds } from './assert-seeds.ts'
import { connectProviders } from './connect-providers.ts'
import type { Served } from './live/serve-sitting.ts'
import type { AtWork } from './live/steering.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'
import { declaredProviders } from './providers-file.ts'
import { keepUnrecordedSpend, spendSoFar, sunkIn } from './spend-so-far.ts'
import { systemPace } from './system-pace.ts'

export interface SittingOptions {
  /** Most runs in flight at once; 16 where none is given. */
  readonly concurrency?: number
  /** Told to stop: open calls come home and are kept, and no other is made. */
  readonly stop?: AbortSignal
  /** How servers are reached; as coterie.providers.yaml and the environment say where none are given. */
  readonly declared?: readonly ProviderDeclaration[]
  /** Further providers, such as canned ones. */
  readonly providers?: readonly Provider[]
  readonly events?: EventEmitter<WorkEvents>
  /**
   * Lets other processes of the same user watch and steer it (see docs/live.md). `onStop` is called where one of them asks it to stop, and shall abort `stop`.
   */
  readonly steered?: { readonly onStop: () => void }
  /** What waits for people to answer; absent where no person is asked. */
  readonly waiting?: AtWork['waiting']
  /** Told how much there is to do, before it is begun. */
  readonly onPlanned?: (plans: readonly Plan[], standing: () => Standing) => void
}

/** What there is to tell while work goes on. */
export interface Standing {
  readonly spend: Spend
  /** The share of calls that a busy server refuses of late. */
  readonly refusedShare: number
  /** True where somebody has paused it. */
  readonly isPaused?: boolean
}

/** What came of a sitting. */
export interface Sat {
  readonly done: WorkDone
  /** What all calls of the record have come to, those of earlier times included. */
  readonly spend: Spend
  /** What they had come to before. */
  readonly spentBefore: Spend
  /** Why the budget left something unplayed; null where it did not. */
  readonly cap: string | null
}

/** What is played under a sitting is told when to stop, and tells it of faults. */
export type Watched = Required<
  Pick<Work, 'concurrency' | 'stopped' | 'onFault' | 'helm' | 'progress'>
> & {
  readonly events: EventEmitter<WorkEvents>
}

export interface Sitting {
  readonly declared: readonly ProviderDeclaration[]
  readonly providerOf: (name: string) => Provider
  /** Aborted where the work is told to stop, or cannot be written down: nobody shall be waited for any more. */
  readonly stop: AbortSignal
  /** Aborted where writing has failed: what comes from there on is lost. */
  readonly fault: AbortSignal
  /** @throws ExperimentError where a model cannot be asked, a seed would be lost, or a price is not known. */
  assertPlayable(plans: readonly Plan[], experiment: Pick<Experiment, 'budget'>): void
  /** Plays plans into a record that is open, and books what it comes to. `seatsModels`: whether the record has, or will have, calls. */
  play(
    store: Store,
    plans: readonly Plan[],
    seatsModels: boolean,
    work: (watched: Watched) => Promise<WorkDone>,
  ): Promise<Sat>
}

/** Begins a sitting: providers are connected when they are first named. */
export function openSitting(
  options: SittingOptions,
  { budget: limits = {} }: Pick<Experiment, 'budget'>,
): Sitting {
  const budget: Budget = budgetOf(limits)
  const declared = options.declared ?? declaredProviders(process.env)
  const fault = new AbortController()
  const stop = AbortSignal.any([
    fault.signal,
    ...(options.stop === undefined ? [] : [options.stop]),
  ])
  let sunk: Sunk | undefined
  const helm = helmFor(options.concurrency ?? 16)
  // Whoever is held back shall see that there is nothing more to wait for.
  stop.addEventListener('abort', () => helm.gate.open(), { once: true })
  const connected = connectProviders({
    declared,
    environment: process.env,
    own: options.providers ?? [],
    budget,
    stop,
    pace: systemPace,
    gate: helm.gate,
    sunk: { add: (spend) => sunk?.add(spend), takeBack: (spend) => sunk?.takeBack(spend) },
  })
  const { providerOf, refusedShare } = connected
  const stopped = (): boolean => budget.reached !== null || stop.aborted
  const watched: Watched = {
    concurrency: helm.runs,
    helm,
    progress: noProgress(),
    stopped,
    // What is asked after a fault of writing could not be written down.
    onFault: () => fault.abort(),
    events: options.events ?? new EventEmitter<WorkEvents>(),
  }
  return {
    declared,
    providerOf,
    stop,
    fault: fault.signal,
    assertPlayable(plans, experiment) {
      assertModels(plans, experiment, providerOf)
      assertSeeds(plans, experiment, declared)
      assertPriced(plans, experiment, declared)
    },
    async play(store, plans, seatsModels, work) {
      // To find nothing spent, a record of scripted play would be read from end to end.
      const spentBefore = seatsModels ? spendSoFar(store) : NOTHING_SPENT
      if (seatsModels) sunk = sunkIn(store)
      budget.book(spentBefore)
      options.onPlanned?.(plans, () => ({
        spend: budget.spend,
        refusedShare: refusedShare(),
        isPaused: helm.gate.isShut,
      }))
      watched.progress.planned = plans.length
      const served = await letSteer(options, {
        experiment: plans[0]?.experiment ?? '',
        record: store.place,
        helm,
        progress: watched.progress,
        budget,
        caps: limits,
        spentBefore,
        connected,
        isStopping: stopped,
      })
      let cap: string | null = null
      try {
        const done = await work(watched)
        if (done.left > 0) cap = budget.reached
        return { done, spend: budget.spend, spentBefore, cap }
      } finally {
        served?.close()
        if (seatsModels) keepUnrecordedSpend(store, budget.spend, cap)
      }
    },
  }
}

/** Opens the socket by which the sitting is watched and steered; null where nobody is to, or it cannot be had: it plays all the same. */
async function letSteer(
  { steered, waiting }: SittingOptions,
  work: Omit<AtWork, 'stop' | 'waiting'>,
): Promise<Served | null> {
  if (steered === undefined) return null
  const { serveSitting } = await import('./live/serve-sitting.ts')
  const { steeringOf } = await import('./live/steering.ts')
  const steering = steeringOf({ ...work, stop: steered.onStop, waiting })
  return serveSitting(work.record, steering)
}

/** True where somebody who may sit in the run is a model. */
export function hasModel(plan: Plan): boolean {
  return everySeatOf(plan).some(({ policy }) => policy === 'llm')
}

/** What the providers of all seated models offer today. */
export function offeredBy(
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
