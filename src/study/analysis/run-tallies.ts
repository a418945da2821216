/** What happened in a run, counted. */
import { assertNever } from '../../base/assert-never.ts'
import type { EntryOf } from '../../io/store/store.ts'
import type { Decision, Roles, TickList, Ticks, Times } from './run-ticks.ts'

/** The decisions of one role at one ask in one run. */
export interface DecisionTally {
  readonly role: string
  readonly ask: string
  decisions: number
  reasked: number
  forfeited: number
  defaulted: number
  passed: number
  /** The options that were offered, in the order of their form; none where the asks themselves were not read. */
  offered: readonly string[]
  /** Canonical option, or null for a pass → how often the participant itself chose it. */
  readonly options: Map<string | null, number>
  /** How many amounts were decided, and their sum. */
  amounts: number
  amountSum: number
  /** The lowest and the highest amount that an ask allowed; infinities where no such ask was read. */
  lowest: number
  highest: number
  /** How many decisions were free words. */
  words: number
}

/** In the order in which role and ask first occur. */
export function decisionsIn(ticks: Ticks, times: Times, roles: Roles): readonly DecisionTally[] {
  const tallies = new Map<string, DecisionTally>()
  const tallyFor = ({ of, ask }: Pick<Decision, 'of' | 'ask'>): DecisionTally =>
    tallyOf(tallies, roles.get(of) ?? '', ask)
  for (const [list, n] of times) {
    for (const entry of list) {
      if (entry.kind === 'decision-asked') offer(tallyFor(entry), entry)
      else if (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted')
        count(tallyFor(entry), entry, n)
    }
  }
  if (![...tallies.values()].some(({ amounts }) => amounts > 0)) return [...tallies.values()]
  // Added one by one as they were decided: n times a fraction is not what n additions come to, and the order of additions shows too.
  for (const list of ticks) {
    for (const entry of list)
      if (
        entry.kind === 'decision-taken' &&
        entry.status !== 'planted' &&
        typeof entry.value === 'number'
      )
        tallyFor(entry).amountSum += entry.value
  }
  return [...tallies.values()]
}

const NONE: readonly string[] = []

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
      lowest: Infinity,
      highest: -Infinity,
      words: 0,
    }
    tallies.set(key, (tally = { role, ask, ...counts, offered: NONE, options: new Map() }))
  }
  return tally
}

function offer(tally: DecisionTally, { form }: EntryOf<'decision-asked'>): void {
  if (form.kind === 'choice') {
    // One form is asked again and again; its list is copied only where another form adds to it.
    const more = form.options.filter((option) => !tally.offered.includes(option))
    if (more.length > 0)
      tally.offered = tally.offered.length === 0 ? form.options : [...tally.offered, ...more]
  } else if (form.kind === 'amount') {
    tally.lowest = Math.min(tally.lowest, form.min)
    tally.highest = Math.max(tally.highest, form.max)
  }
}

function count(tally: DecisionTally, { value, status, displayed }: Decision, n: number): void {
  // An intervention's answer is nobody's decision.
  if (status === 'planted') return
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

type Payoff = EntryOf<'payoff-awarded'>

const payoffsOf = new WeakMap<TickList, readonly Payoff[]>()

/** Equal ticks share a list: it is searched once. */
function payoffsIn(list: TickList): readonly Payoff[] {
  let payoffs = payoffsOf.get(list)
  if (payoffs === undefined)
    payoffsOf.set(list, (payoffs = list.filter((entry) => entry.kind === 'payoff-awarded')))
  return payoffs
}

/** Summed as they were awarded, for the same reason as amounts; null where nothing was awarded to anybody. */
export function earningsIn(ticks: Ticks, roles: Roles): ReadonlyMap<string, number> | null {
  const earnings = new Map<string, number>()
  for (const list of ticks) {
    for (const { to, points } of payoffsIn(list)) {
      const role = roles.get(to) ?? ''
      earnings.set(role, (earnings.get(role) ?? 0) + points)
    }
  }
  return earnings.size === 0 ? null : earnings
}
