/** What happened in each run, counted: one pass over the record, one run in memory at a time. */
import { assertNever } from '../../base/assert-never.ts'
import type { RunId } from '../../record/ids.ts'
import type { Seat } from '../../record/plan.ts'
import type { EntryOf, Store } from '../../io/store/store.ts'

/** The decisions of one role at one ask in one run. */
export interface DecisionTally {
  readonly role: string
  readonly ask: string
  decisions: number
  reasked: number
  forfeited: number
  defaulted: number
  passed: number
  /** Canonical option, or null for a pass → how often the participant itself chose it. */
  readonly options: Map<string | null, number>
  /** How many amounts were decided, and their sum. */
  amounts: number
  amountSum: number
  /** How many decisions were free words. */
  words: number
}

/** What one run comes to. */
export interface RunTally<R> {
  readonly run: R
  /** In the order in which role and ask first occur. Values that a policy put in place of an answer are counted, not mixed with choices. */
  readonly decisions: readonly DecisionTally[]
  /** role → sum of its points; null where nothing was awarded to anybody. */
  readonly earnings: ReadonlyMap<string, number> | null
}

const KINDS = ['decision-taken', 'decision-defaulted', 'payoff-awarded'] as const

type Counted = EntryOf<(typeof KINDS)[number]>
type Decision = Exclude<Counted, { kind: 'payoff-awarded' }>
type Ticks = readonly (readonly Counted[])[]
type Roles = ReadonlyMap<string, string>

/** Tallies of those runs that are asked for, by run id. Whoever sits in no seat has the role ''. */
export function* runTallies<R extends { readonly seats: readonly Seat[] }>(
  store: Store,
  runs: ReadonlyMap<RunId, R>,
): Iterable<RunTally<R>> {
  // Runs of one design share their seats.
  const rolesOf = new WeakMap<readonly Seat[], Roles>()
  for (const { runId, ticks } of store.entriesByRun(KINDS)) {
    const run = runs.get(runId)
    if (run === undefined) continue
    let roles = rolesOf.get(run.seats)
    if (roles === undefined) {
      roles = new Map(run.seats.map(({ participant, role }) => [participant, role]))
      rolesOf.set(run.seats, roles)
    }
    yield { run, decisions: decisionsIn(ticks, roles), earnings: earningsIn(ticks, roles) }
  }
}

function decisionsIn(ticks: Ticks, roles: Roles): readonly DecisionTally[] {
  const times = new Map<readonly Counted[], number>()
  for (const list of ticks) times.set(list, (times.get(list) ?? 0) + 1)
  const tallies = new Map<string, DecisionTally>()
  const tallyFor = ({ of, ask }: Decision): DecisionTally =>
    tallyOf(tallies, roles.get(of) ?? '', ask)
  for (const [list, n] of times) {
    for (const entry of list) if (entry.kind !== 'payoff-awarded') count(tallyFor(entry), entry, n)
  }
  if (![...tallies.values()].some(({ amounts }) => amounts > 0)) return [...tallies.values()]
  // Added one by one as they were decided: n times a fraction is not what n additions come to, and the order of additions shows too.
  for (const list of ticks) {
    for (const entry of list)
      if (entry.kind === 'decision-taken' && typeof entry.value === 'number')
        tallyFor(entry).amountSum += entry.value
  }
  return [...tallies.values()]
}

function tallyOf(tallies: Map<string, DecisionTally>, role: string, ask: string): DecisionTally {
  const key = `${role}\n${ask}`
  let tally = tallies.get(key)
  if (tally === undefined) {
    const counts = {
      decisions: 0,
      reasked: 0,
      forfeited: 0,
      defaulted: 0,
      passed: 0,
      amounts: 0,
      amountSum: 0,
      words: 0,
    }
    tallies.set(key, (tally = { role, ask, ...counts, options: new Map() }))
  }
  return tally
}

function count(tally: DecisionTally, { value, status, displayed }: Decision, n: number): void {
  tally.decisions += n
  switch (status) {
    case 'forfeited':
      tally.forfeited += n
      return
    case 'defaulted':
      tally.defaulted += n
      return
    case 'reasked':
      tally.reasked += n
      break
    case 'passed':
      tally.passed += n
      break
    case 'valid':
      break
    default:
      assertNever(status)
  }
  if (typeof value === 'number') {
    tally.amounts += n
  } else if (value === null || displayed !== null) {
    // Only options are displayed under a label; a pass may stand beside options, amounts or words.
    tally.options.set(value, (tally.options.get(value) ?? 0) + n)
  } else {
    tally.words += n
  }
}

/** Summed as they were awarded, for the same reason as amounts. */
function earningsIn(ticks: Ticks, roles: Roles): ReadonlyMap<string, number> | null {
  const earnings = new Map<string, number>()
  for (const list of ticks) {
    for (const entry of list) {
      if (entry.kind !== 'payoff-awarded') continue
      const role = roles.get(entry.to) ?? ''
      earnings.set(role, (earnings.get(role) ?? 0) + entry.points)
    }
  }
  return earnings.size === 0 ? null : earnings
}
