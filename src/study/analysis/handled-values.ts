/** The values of a measure, one for each run, under each way of dealing with what was lost. */
import { lostAndFirstIn, isTroubled, tallyKey, type LostAndFirst } from './lost-decisions.ts'
import type { RunRead } from './read-runs.ts'
import type { DecisionTally } from './run-tallies.ts'

/** The ways of dealing with lost decisions; `sensitivityOf` says what each of them is. */
export const HANDLINGS = ['asPlayed', 'firstAttempts', 'wholeRuns', 'least', 'most'] as const
export type Handling = (typeof HANDLINGS)[number]

export type Values = Record<Handling, number[]>

/** All that is known of the decisions of one role at one ask under one treatment, finished runs only. */
export interface HandledGroup {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  /** Decisions that were forfeited or put to a default. */
  lost: number
  /** Decisions made at a later attempt than the first. */
  late: number
  readonly offered: Set<string>
  /** In how many runs a share is defined. */
  readonly runs: Record<Handling, number>
  /** Option, or null for a pass → its shares in the runs where they are not zero. */
  readonly shares: Map<string | null, Values>
  readonly amounts: Values
  /** The lowest and the highest amount that was ever allowed. */
  lowest: number
  highest: number
}

export function newGroup(treatment: string, { role, ask }: DecisionTally): HandledGroup {
  return {
    treatment,
    role,
    ask,
    lost: 0,
    late: 0,
    offered: new Set(),
    runs: { asPlayed: 0, firstAttempts: 0, wholeRuns: 0, least: 0, most: 0 },
    shares: new Map(),
    amounts: noValues(),
    lowest: Infinity,
    highest: -Infinity,
  }
}

/** Adds a finished run to the groups of its tallies. */
export function addRun(run: RunRead, groupOf: (tally: DecisionTally) => HandledGroup): void {
  const { decisions } = run
  const isWhole = decisions.every(({ forfeited, defaulted }) => forfeited + defaulted === 0)
  const found = decisions.some(isTroubled) ? lostAndFirstIn(run) : undefined
  for (const tally of decisions) {
    if (tally.decisions === 0) continue
    const group = groupOf(tally)
    const trouble = isTroubled(tally) ? found?.get(tallyKey(tally)) : undefined
    group.lost += tally.forfeited + tally.defaulted
    group.late += trouble?.late ?? 0
    addForms(group, tally)
    addShares(group, tally, trouble, isWhole)
    addAmounts(group.amounts, tally, trouble, isWhole)
  }
}

/** Adds what was asked for: of runs that were aborted nothing else is used. */
export function addForms(group: HandledGroup, { lowest, highest, offered }: DecisionTally): void {
  group.lowest = Math.min(group.lowest, lowest)
  group.highest = Math.max(group.highest, highest)
  for (const option of offered) group.offered.add(option)
}

function addShares(
  group: HandledGroup,
  tally: DecisionTally,
  trouble: LostAndFirst | undefined,
  isWhole: boolean,
): void {
  const own = tally.decisions - tally.forfeited - tally.defaulted
  const first = trouble?.first ?? tally.options
  const among: Record<Handling, number> = {
    asPlayed: own,
    firstAttempts: trouble?.firstDecisions ?? own,
    wholeRuns: isWhole ? own : 0,
    least: tally.decisions,
    most: tally.decisions,
  }
  for (const handling of HANDLINGS) if (among[handling] > 0) group.runs[handling]++
  for (const value of new Set([...tally.options.keys(), ...(trouble?.couldBe.keys() ?? [])])) {
    const chosen = tally.options.get(value) ?? 0
    const counts: Record<Handling, number> = {
      asPlayed: chosen,
      firstAttempts: first.get(value) ?? 0,
      wholeRuns: chosen,
      least: chosen,
      most: chosen + (trouble?.couldBe.get(value) ?? 0),
    }
    const values = group.shares.get(value) ?? noValues()
    group.shares.set(value, values)
    for (const handling of HANDLINGS)
      if (among[handling] > 0 && counts[handling] > 0)
        values[handling].push(counts[handling] / among[handling])
  }
}

function addAmounts(
  values: Values,
  { amounts, amountSum }: DecisionTally,
  trouble: LostAndFirst | undefined,
  isWhole: boolean,
): void {
  const push = (handling: Handling, sum: number, count: number): void => {
    if (count > 0) values[handling].push(sum / count)
  }
  const { lostAmounts = 0, lostLowest = 0, lostHighest = 0 } = trouble ?? {}
  push('asPlayed', amountSum, amounts)
  push('firstAttempts', trouble?.firstAmountSum ?? amountSum, trouble?.firstAmounts ?? amounts)
  push('wholeRuns', amountSum, isWhole ? amounts : 0)
  push('least', amountSum + lostLowest, amounts + lostAmounts)
  push('most', amountSum + lostHighest, amounts + lostAmounts)
}

function noValues(): Values {
  return { asPlayed: [], firstAttempts: [], wholeRuns: [], least: [], most: [] }
}
