/** What a record says about its treatments: what was chosen, what was earned, how much was invalid, how many runs there are. */
import type { RunId } from '../../record/ids.ts'
import type { Seat } from '../../record/plan.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import { runTallies, type DecisionTally } from './run-tallies.ts'

/** The runs of one treatment by how they stand. `planned` is null where nobody said. */
export interface RunCounts {
  readonly treatment: string
  readonly planned: number | null
  readonly finished: number
  readonly aborted: number
  readonly failed: number
  readonly started: number
}

/** Shares of decisions that were not valid at the first attempt, over all runs, whether they finished or not. */
export interface InvalidRates {
  readonly any: Estimate
  readonly reasked: Estimate
  readonly forfeited: Estimate
  readonly defaulted: Estimate
}

/** The decisions of one role at one ask under one treatment. */
export interface AskReport {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  readonly decisions: number
  /** Finished runs only; of decisions that participants made themselves (valid, reasked, passed). A null value is a pass. */
  readonly choices: readonly { readonly value: string | null; readonly share: Estimate }[]
  /** Finished runs only: the mean amount; null where no amounts were asked for. */
  readonly amount: Estimate | null
  readonly invalid: InvalidRates
}

/** What a seat of one role earned in a run under one treatment, in points. Finished runs only. */
export interface EarningsReport {
  readonly treatment: string
  readonly role: string
  readonly earnings: Estimate
}

export interface Report {
  readonly runs: readonly RunCounts[]
  readonly asks: readonly AskReport[]
  readonly earnings: readonly EarningsReport[]
}

type Status = RunSummary['status']

interface Run {
  readonly treatment: string
  readonly status: Status
  readonly seats: readonly Seat[]
}

interface AskGroup {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  decisions: number
  /** Finished runs with at least one decision of the participants' own: those in which a share is defined. */
  runsWithChoices: number
  /** option → the shares in the runs where it was chosen at all. */
  readonly shares: Map<string | null, number[]>
  readonly amounts: number[]
  readonly invalid: Record<keyof InvalidRates, number[]>
}

interface EarningsGroup {
  readonly treatment: string
  readonly role: string
  readonly means: number[]
}

/**
 * Reads a record once, run by run; memory grows with the number of runs, not with their length. Every number is first computed within each run and then
 * averaged over runs, each run weighing the same; see `estimateOf` for the intervals.
 */
export function reportOf(store: Store, planned?: ReadonlyMap<string, number>): Report {
  const runs = runsOf(store)
  const asks = new Map<string, AskGroup>()
  const earned = new Map<string, EarningsGroup>()
  for (const { run, decisions, earnings } of runTallies(store, runs)) {
    const isFinished = run.status === 'finished'
    for (const tally of decisions) addTally(groupOf(asks, run.treatment, tally), tally, isFinished)
    if (isFinished && earnings !== null) addEarnings(earned, run, earnings)
  }
  return {
    runs: countRuns(runs, planned),
    asks: inOrder([...asks.values()].map(askReportOf)),
    earnings: inOrder(
      [...earned.values()].map(({ treatment, role, means }) => ({
        treatment,
        role,
        earnings: estimateOf(means),
      })),
    ),
  }
}

function runsOf(store: Store): ReadonlyMap<RunId, Run> {
  return new Map(
    store.runs().map(({ runId, plan: { treatment, seats }, status }) => {
      return [runId, { treatment, status, seats }]
    }),
  )
}

function countRuns(
  runs: ReadonlyMap<RunId, Run>,
  planned: ReadonlyMap<string, number> | undefined,
): RunCounts[] {
  const none = { finished: 0, aborted: 0, failed: 0, started: 0 }
  const counts = new Map<string, Record<Status, number>>()
  for (const treatment of planned?.keys() ?? []) counts.set(treatment, { ...none })
  for (const { treatment, status } of runs.values()) {
    const own = counts.get(treatment) ?? { ...none }
    own[status]++
    counts.set(treatment, own)
  }
  return inOrder(
    [...counts].map(([treatment, own]) => ({
      treatment,
      planned: planned?.get(treatment) ?? null,
      ...own,
    })),
  )
}

function groupOf(
  groups: Map<string, AskGroup>,
  treatment: string,
  { role, ask }: DecisionTally,
): AskGroup {
  const key = JSON.stringify([treatment, role, ask])
  let group = groups.get(key)
  if (group === undefined) {
    const invalid = { any: [], reasked: [], forfeited: [], defaulted: [] }
    group = {
      treatment,
      role,
      ask,
      decisions: 0,
      runsWithChoices: 0,
      shares: new Map(),
      amounts: [],
      invalid,
    }
    groups.set(key, group)
  }
  return group
}

function addTally(group: AskGroup, tally: DecisionTally, finished: boolean): void {
  const { decisions, reasked, forfeited, defaulted } = tally
  group.decisions += decisions
  group.invalid.any.push((reasked + forfeited + defaulted) / decisions)
  group.invalid.reasked.push(reasked / decisions)
  group.invalid.forfeited.push(forfeited / decisions)
  group.invalid.defaulted.push(defaulted / decisions)
  if (!finished) return
  if (tally.amounts > 0) group.amounts.push(tally.amountSum / tally.amounts)
  const own = decisions - forfeited - defaulted
  if (own === 0) return
  group.runsWithChoices++
  for (const [value, count] of tally.options) {
    const shares = group.shares.get(value)
    if (shares === undefined) group.shares.set(value, [count / own])
    else shares.push(count / own)
  }
}

function askReportOf(group: AskGroup): AskReport {
  const { treatment, role, ask, decisions, runsWithChoices, shares, amounts, invalid } = group
  const choices = [...shares]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compare(a, b)))
    .map(([value, some]) => {
      const zeros = Array.from({ length: runsWithChoices - some.length }, () => 0)
      return { value, share: estimateOf([...zeros, ...some], A_RATE) }
    })
  return {
    treatment,
    role,
    ask,
    decisions,
    choices,
    amount: amounts.length === 0 ? null : estimateOf(amounts),
    invalid: {
      any: estimateOf(invalid.any, A_RATE),
      reasked: estimateOf(invalid.reasked, A_RATE),
      forfeited: estimateOf(invalid.forfeited, A_RATE),
      defaulted: estimateOf(invalid.defaulted, A_RATE),
    },
  }
}

function addEarnings(
  groups: Map<string, EarningsGroup>,
  { treatment, seats }: Run,
  earnings: ReadonlyMap<string, number>,
): void {
  // A role that was awarded nothing in a run in which others were has earned 0 there.
  for (const role of new Set(seats.map((seat) => seat.role))) {
    const key = JSON.stringify([treatment, role])
    const group = groups.get(key) ?? { treatment, role, means: [] }
    const sitting = seats.filter((seat) => seat.role === role).length
    group.means.push((earnings.get(role) ?? 0) / sitting)
    groups.set(key, group)
  }
}

function inOrder<T extends { treatment: string; role?: string; ask?: string }>(list: T[]): T[] {
  return list.sort(
    (a, b) =>
      compare(a.treatment, b.treatment) ||
      compare(a.role ?? '', b.role ?? '') ||
      compare(a.ask ?? '', b.ask ?? ''),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
