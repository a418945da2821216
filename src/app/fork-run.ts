/** Forks a recorded run: plays runs that share its first ticks and then differ in one named thing. */
import { resolve } from 'node:path'
import { BadInputError } from '../base/errors.ts'
import type { Json } from '../base/canonical-json.ts'
import type { Spend } from '../io/model/budget.ts'
import type { RunSummary, Store } from '../io/store/store.ts'
import { ExperimentError } from '../play/experiment/problems.ts'
import { assertReplayable } from '../play/replay/replay-run.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { runPlans, type WorkDone } from '../play/worker/run-plans.ts'
import type { RunId } from '../record/ids.ts'
import { runIdOf } from '../record/plan.ts'
import { casting, openSqliteStore } from './adapters.ts'
import { assertForkNeedsNobody } from './assert-people.ts'
import { loadCatalogue, loadModule } from './catalogue.ts'
import { differenceOf, readDifference, type Difference } from './fork-difference.ts'
import { planForks, type PlannedFork } from './fork-plans.ts'
import { assertDecides, placeAt, whyNotForked } from './fork-point.ts'
import { rehearseFork } from './fork-rehearsal.ts'
import { assertOffered, type Kept } from './keep-experiment.ts'
import { scenarioOfRun } from './replay-record.ts'
import { runNamed } from './run-named.ts'
import { hasModel, offeredBy, openSitting, type Sitting, type SittingOptions } from './sitting.ts'
import { systemClock } from './system-clock.ts'

export interface ForkOptions extends SittingOptions {
  /** The run to fork; the beginning of its id is enough. */
  readonly run: string
  /** The first tick that is not the parent's. */
  readonly atTick: number
  /** `PATH=VALUE`, or a path and its value; nothing is changed where it is left out. */
  readonly set?: string | { readonly path: string; readonly value: Json }
  /** 1 where it is left out. */
  readonly replicates?: number
  /** False: no baselines are played. */
  readonly baseline?: boolean
  /** The file of a scenario that is not in the catalogue; its strategies and agents come along. */
  readonly scenario?: string
  /** A scenario of one's own, and further agents: for programs. */
  readonly own?: readonly object[]
}

export interface ForkedRun {
  readonly runId: RunId
  readonly replicate: number
  readonly kind: PlannedFork['kind']
  readonly status: RunSummary['status']
  readonly ticks: number
  readonly recordHash: string | null
  /** Why it was aborted or failed. */
  readonly why: string | null
}

export interface ForkReport extends WorkDone {
  readonly db: string
  readonly parent: RunId
  readonly atTick: number
  readonly set: { readonly path: string; readonly value: Json } | null
  readonly runs: readonly ForkedRun[]
  /** Why the budget left something unplayed; null where it did not. */
  readonly cap: string | null
  readonly spend: Spend
  readonly spentBefore: Spend
}

/**
 * Plays what is unfinished of a fork and its replicates, and redoes nothing.
 * @throws BadInputError with everything that is wrong, before anything is written or asked.
 */
export async function forkRun(db: string, options: ForkOptions): Promise<ForkReport> {
  // Opened for writing, a record that is not there would be made.
  openSqliteStore(db, 'read').close()
  const store = openSqliteStore(db, 'write')
  try {
    return await forkIn(store, options)
  } finally {
    store.close()
  }
}

async function forkIn(store: Store, options: ForkOptions): Promise<ForkReport> {
  const { atTick, replicates = 1, baseline = true } = options
  const parent = runNamed(options.run, store.runs())
  const problems = whyNotForked(parent, atTick)
  if (!Number.isInteger(replicates) || replicates < 1)
    problems.push(`--replicates ${replicates}: give a whole number from 1.`)
  if (problems.length > 0) throw new BadInputError(problems.join('\n'))

  const modules =
    options.scenario === undefined ? [] : [await loadModule(resolve(options.scenario))]
  const own = [...modules, ...(options.own ?? [])]
  const scenario = await scenarioFor(parent, own, options.scenario)
  assertReplayable(parent, scenario)
  const catalogue = await loadCatalogue(own)
  const place = placeAt(store, parent, atTick, scenario, catalogue)
  const difference = read(options.set, () => assertDecides(place), place)
  const forks = planForks(parent, { atTick, difference, replicates, baselines: baseline })
  const plans = forks.map(({ plan }) => plan)
  assertForkNeedsNobody(plans)

  const text = store.experiment()
  const kept = text === undefined ? undefined : (JSON.parse(text) as Kept)
  const sitting = openSitting(options, kept?.experiment ?? {})
  assertPlayable(sitting, plans, kept)
  if (kept !== undefined)
    assertOffered(store.place, kept.offered ?? {}, offeredBy(plans, sitting.providerOf))
  for (const { plan, replicate } of forks)
    if (replicate === 1 || difference === null) await rehearseFork(store, plan, scenario)

  const cast = casting(catalogue, sitting.providerOf)
  const seatsModels = store.runs().some(({ plan }) => hasModel(plan)) || plans.some(hasModel)
  const { done, ...sat } = await sitting.play(store, plans, seatsModels, (watched) =>
    runPlans({ plans, scenario, store, cast, clock: systemClock, ...watched }, watched.events),
  )
  const runs = forks.flatMap((fork) => forkedRun(store, fork))
  return {
    ...done,
    ...sat,
    left: plans.length - runs.filter(({ status }) => status !== 'started').length,
    // Those that failed before are told again.
    failed: runs.flatMap(({ runId, status, why }) =>
      status === 'failed' ? [{ runId, why: why ?? '' }] : [],
    ),
    db: store.place,
    parent: parent.runId,
    atTick,
    set: difference === null ? null : { path: difference.path, value: difference.value },
    runs,
  }
}

function read(
  set: ForkOptions['set'],
  assertSettable: () => void,
  place: Parameters<typeof readDifference>[1],
): Difference | null {
  if (set === undefined) return null
  assertSettable()
  return typeof set === 'string'
    ? readDifference(set, place)
    : differenceOf(set.path, set.value, place)
}

async function scenarioFor(
  run: RunSummary,
  own: readonly object[],
  place: string | undefined,
): Promise<Scenario> {
  const { name } = run.plan.scenario
  const things = own.flatMap((module) => Object.values(module) as unknown[])
  const named = things.find(
    (thing): thing is Scenario =>
      (thing as Scenario | null)?.kind === 'scenario' && (thing as Scenario).name === name,
  )
  return named ?? scenarioOfRun(run, place === undefined ? undefined : own[0], place)
}

/** What an experiment would be told of its fields is told of the fork. */
function assertPlayable(
  sitting: Sitting,
  plans: Parameters<Sitting['assertPlayable']>[0],
  kept: Kept | undefined,
): void {
  try {
    sitting.assertPlayable(plans, kept?.experiment ?? {})
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error
    throw new BadInputError(error.problems.map(({ message }) => message).join('\n'))
  }
}

function forkedRun(store: Store, { plan, replicate, kind }: PlannedFork): ForkedRun[] {
  const run = store.run(runIdOf(plan))
  if (run === undefined) return []
  const { runId, status, ticks, recordHash, why } = run
  return [{ runId, replicate, kind, status, ticks, recordHash, why }]
}
