/** The library's verbs. What they stand on is loaded when they are called, so that a catalogue file costs nothing to import. */
import type { Provider } from '../io/model/provider.ts'
import type { RunSummary, Store, StoredTick } from '../io/store/store.ts'
import type { People } from '../play/agent/people.ts'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import type { SittingStatus, SteeringCommand } from '../study/viewing/sitting-status.ts'
import type { ForkComparison } from '../study/analysis/paired-forks.ts'
import type { CompareForksOptions } from './compare-record.ts'
import type { ForkOptions, ForkReport } from './fork-run.ts'
import type { Obeyed } from './live/ask-sitting.ts'
import type { RunReport } from './run-experiment.ts'
import type { ReplayResult } from './replay-record.ts'

export interface RunExperimentOptions {
  /** The record's file; `logs/<experiment>.sqlite` where none is given. */
  readonly db?: string
  readonly concurrency?: number
  /** A scenario of one's own; without it the experiment names one of the catalogue. */
  readonly scenario?: Scenario
  /** Strategies, agents and personas of one's own. */
  readonly agents?: readonly object[]
  /** Providers of one's own, such as `cannedProvider(…)`. */
  readonly providers?: readonly Provider[]
  /** Answers for the people who are seated; without it, an experiment that seats some is refused. */
  readonly people?: People
  /** Told what the experimenter should know before people are asked, a line at a time. */
  readonly onNotice?: (notice: string) => void
  /** Lets other processes of the same user watch and steer it: `coterie control`, the viewer, `steer`. */
  readonly steerable?: boolean
}

/**
 * Plays what is unfinished of an experiment into a record, and redoes nothing.
 * @throws BadInputError with the field and the mend.
 */
export async function runExperiment(
  input: ExperimentInput,
  options: RunExperimentOptions = {},
): Promise<RunReport> {
  const { loadScenario } = await import('./catalogue.ts')
  const { runExperiment: run } = await import('./run-experiment.ts')
  const { loadBanks } = await import('./banks/load-banks.ts')
  const { givenPeople } = await import('./given-people.ts')
  const { experiment, banks } = loadBanks(defineExperiment(input), '.')
  const scenario = options.scenario ?? (await loadScenario(experiment.scenario))
  const own =
    options.agents === undefined
      ? []
      : [Object.fromEntries(options.agents.map((agent, i) => [String(i), agent]))]
  const { steerable = false, people, ...others } = options
  const stopping = new AbortController()
  return run(
    { experiment, scenario, own: [...own, { ...banks }], explain: (error) => error },
    {
      ...others,
      ...(people === undefined ? {} : { reachPeople: givenPeople(people) }),
      ...(steerable ? { stop: stopping.signal, steered: { onStop: () => stopping.abort() } } : {}),
    },
  )
}

/**
 * How the sitting stands that plays a record at present, in this process or another; null where nobody does.
 * @throws BadInputError where a process plays it that does not answer.
 */
export async function sittingOf(db: string): Promise<SittingStatus | null> {
  const { sittingOf: ask } = await import('./live/ask-sitting.ts')
  return ask(db)
}

/**
 * Pauses, resumes, retunes or stops the sitting that plays a record; null where nobody does.
 * @throws BadInputError where a process plays it that does not answer.
 */
export async function steer(db: string, command: SteeringCommand): Promise<Obeyed | null> {
  const { steer: tell } = await import('./live/ask-sitting.ts')
  return tell(db, command)
}

/** Tells how the sitting stands that plays a record, at once and after changes, until it has ended or `signal` is aborted; false where nobody plays it. */
export async function watchSitting(
  db: string,
  onStatus: (status: SittingStatus) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const { watchSitting: watch } = await import('./live/ask-sitting.ts')
  return watch(db, onStatus, signal)
}

export interface OpenedRecord {
  /** All runs, in the order in which they were begun. */
  runs(): readonly RunSummary[]
  /** The ticks of a run in order, with all their entries. */
  ticks(runId: RunSummary['runId']): Iterable<StoredTick>
  close(): void
}

/**
 * Opens a record for reading.
 * @throws StoreError where it is no record, or not whole.
 */
export async function openRecord(db: string): Promise<OpenedRecord> {
  const { openSqliteStore } = await import('./adapters.ts')
  const store: Store = openSqliteStore(db, 'read')
  return store
}

/** Replays one run of a record without network: identical, or the first entry that differs. */
export async function replayRun(db: string, run: string, scenario?: string): Promise<ReplayResult> {
  const { replayRecord } = await import('./replay-record.ts')
  const { results } = await replayRecord(db, {
    run,
    ...(scenario === undefined ? {} : { scenario }),
  })
  return results[0] as ReplayResult
}

export interface ForkRunOptions extends Pick<
  ForkOptions,
  'atTick' | 'set' | 'replicates' | 'baseline' | 'concurrency' | 'providers'
> {
  /** The scenario that the record was played with, where it is one of your own. */
  readonly scenario?: Scenario
  /** Strategies, agents and personas of one's own. */
  readonly agents?: readonly object[]
}

/**
 * Forks a run of a record: plays runs that share its ticks before `atTick` and then differ in what `set` says, `replicates` times, each beside a baseline
 * with the same draws. What was played before is kept.
 * @throws BadInputError with everything that is wrong, before anything is played.
 */
export async function forkRun(
  db: string,
  run: string,
  { scenario, agents = [], ...options }: ForkRunOptions,
): Promise<ForkReport> {
  const { forkRun: fork } = await import('./fork-run.ts')
  const things = [...(scenario === undefined ? [] : [scenario]), ...agents]
  const own = [Object.fromEntries(things.map((thing, i) => [String(i), thing]))]
  return fork(db, { ...options, run, own })
}

/**
 * What the forks of a run say of their difference, over pairs with the same draws.
 * @throws BadInputError where the run has none.
 */
export async function compareForks(
  db: string,
  run: string,
  options: CompareForksOptions = {},
): Promise<ForkComparison> {
  const { compareForks: compare } = await import('./compare-record.ts')
  return compare(db, run, options)
}
