/** Puts many questions to a record at once: it is read run by run, each run once, and never more than one is in memory. */
import type { RunId } from '../../record/ids.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import { isOfPerson } from '../../record/kept-call.ts'
import type { Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import { designOf, type Design } from './design.ts'
import {
  rolesReader,
  timesIn,
  type ReadEntry,
  type ReadKind,
  type Roles,
  type Ticks,
  type Times,
} from './run-ticks.ts'
import { decisionsIn, earningsIn, type DecisionTally } from './run-tallies.ts'

/** A run as it is read. Of its entries there are those of the kinds that somebody asked for. */
export interface RunRead {
  readonly runId: RunId
  readonly treatment: string
  readonly status: RunSummary['status']
  readonly plan: Plan
  readonly seats: readonly Seat[]
  readonly roles: Roles
  readonly ticks: Ticks
  readonly times: Times
  /** The same without the ticks that a fork shares with its parent: what was paid for them is counted there. */
  readonly ownTimes: Times
  readonly decisions: readonly DecisionTally[]
  /** role → sum of its points; null where nothing was awarded to anybody. */
  readonly earnings: ReadonlyMap<string, number> | null
  /** Calls that were answered while their tick is still open. */
  readonly openCalls: readonly KeptCall[]
}

/** One question: it is told of every run, and then answered. */
export interface Question<T> {
  readonly kinds: readonly ReadKind[]
  /** True for what is asked about money: forks cost some, too. Every other question is about runs that were played on their own. */
  readonly withForks?: true
  add(run: RunRead): void
  answer(): T
}

/** Reads the record once for all questions. */
export function readRuns(
  store: Store,
  design: Design,
  questions: readonly Question<unknown>[],
): void {
  const kinds = [...new Set(questions.flatMap((question) => question.kinds))]
  const alsoOfForks = questions.filter(({ withForks }) => withForks)
  for (const run of runsRead(store, design, kinds)) {
    const told = design.runs.has(run.runId) ? questions : alsoOfForks
    for (const question of told) question.add(run)
  }
}

/** The runs of a record one by one, forks among them, or only those that are named, with their entries of some kinds. */
export function* runsRead(
  store: Store,
  { runs, forks }: Pick<Design, 'runs' | 'forks'>,
  kinds: readonly ReadKind[],
  only?: ReadonlySet<RunId>,
): Iterable<RunRead> {
  const rolesOf = rolesReader()
  for (const { runId, ticks } of store.entriesByRun<ReadKind>(kinds, only)) {
    const summary = runs.get(runId) ?? forks.get(runId)
    if (summary !== undefined) yield runRead(store, summary, ticks, rolesOf(summary.plan.seats))
  }
}

/** Puts one question to a record. */
export function askRecord<T>(store: Store, questionOf: (design: Design) => Question<T>): T {
  const design = designOf(store)
  const question = questionOf(design)
  readRuns(store, design, [question])
  return question.answer()
}

/** What is worked out of a run is worked out when the first question wants it. */
function runRead(
  store: Store,
  { runId, plan, status }: RunSummary,
  ticks: readonly (readonly ReadEntry[])[],
  roles: Roles,
): RunRead {
  const { treatment, seats, fork } = plan
  const times = timesIn(ticks)
  let decisions: readonly DecisionTally[] | undefined
  return {
    runId,
    treatment,
    status,
    plan,
    seats,
    roles,
    ticks,
    times,
    get ownTimes() {
      return fork === undefined ? times : timesIn(ticks.slice(fork.tick))
    },
    get decisions() {
      return (decisions ??= decisionsIn(ticks, times, roles))
    },
    get earnings() {
      return earningsIn(ticks, roles)
    },
    get openCalls() {
      return status === 'started' ? store.keptCalls(runId).filter((call) => !isOfPerson(call)) : []
    },
  }
}
