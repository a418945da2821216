/** What was chosen and how much was invalid, for each ask of each role under each treatment. */
import { inOrder, type Design } from './design.ts'
import { A_RATE, estimateOf, type Estimate } from './estimate.ts'
import { inFormOrder } from './option-order.ts'
import type { Question } from './read-runs.ts'
import type { DecisionTally } from './run-tallies.ts'

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
  /** How many decisions the shares are made of: those that participants made themselves in finished runs. */
  readonly decisions: number
  /** In how many finished runs there is at least one of them: so many runs the shares are means over. */
  readonly runs: number
  /** How many of the decisions were amounts: those that the mean amount is made of. */
  readonly amounts: number
  /**
   * Finished runs only; of decisions that participants made themselves (valid, reasked, passed). In the order in which the ask offers
   * its options, those that nobody took among them; a null value is a pass, and comes last.
   */
  readonly choices: readonly { readonly value: string | null; readonly share: Estimate }[]
  /** Finished runs only: the mean amount; null where no amounts were asked for. */
  readonly amount: Estimate | null
  readonly invalid: InvalidRates
}

interface AskGroup {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  decisions: number
  amountCount: number
  readonly offered: Set<string>
  /** Finished runs with at least one decision of the participants' own: those in which a share is defined. */
  runsWithChoices: number
  /** option → the shares in the runs where it was chosen at all. */
  readonly shares: Map<string | null, number[]>
  readonly amounts: number[]
  readonly invalid: Record<keyof InvalidRates, number[]>
}

/** Every number is first computed within each run and then averaged over runs, each run weighing the same. */
export function choicesQuestion(design: Design): Question<readonly AskReport[]> {
  const groups = new Map<string, AskGroup>()
  return {
    kinds: ['decision-asked', 'decision-taken', 'decision-defaulted'],
    add({ treatment, status, decisions }) {
      for (const tally of decisions)
        if (tally.decisions > 0)
          addTally(groupOf(groups, treatment, tally), tally, status === 'finished')
    },
    answer: () => inOrder(design, [...groups.values()].map(askReportOf)),
  }
}

function groupOf(
  groups: Map<string, AskGroup>,
  treatment: string,
  { role, ask }: DecisionTally,
): AskGroup {
  const key = JSON.stringify([treatment, role, ask])
  let group = groups.get(key)
  if (group === undefined) {
    group = {
      treatment,
      role,
      ask,
      decisions: 0,
      amountCount: 0,
      offered: new Set(),
      runsWithChoices: 0,
      shares: new Map(),
      amounts: [],
      invalid: { any: [], reasked: [], forfeited: [], defaulted: [] },
    }
    groups.set(key, group)
  }
  return group
}

function addTally(group: AskGroup, tally: DecisionTally, finished: boolean): void {
  const { decisions, reasked, forfeited, defaulted } = tally
  group.invalid.any.push((reasked + forfeited + defaulted) / decisions)
  group.invalid.reasked.push(reasked / decisions)
  group.invalid.forfeited.push(forfeited / decisions)
  group.invalid.defaulted.push(defaulted / decisions)
  for (const option of tally.offered) group.offered.add(option)
  if (!finished) return
  if (tally.amounts > 0) group.amounts.push(tally.amountSum / tally.amounts)
  group.amountCount += tally.amounts
  const own = decisions - forfeited - defaulted
  if (own === 0) return
  group.decisions += own
  group.runsWithChoices++
  for (const [value, count] of tally.options) {
    const shares = group.shares.get(value)
    if (shares === undefined) group.shares.set(value, [count / own])
    else shares.push(count / own)
  }
}

function askReportOf(group: AskGroup): AskReport {
  const { treatment, role, ask, decisions, runsWithChoices, shares, amounts, invalid } = group
  const values = runsWithChoices === 0 ? [] : inFormOrder(group.offered, shares.keys())
  const choices = values.map((value) => {
    const some = shares.get(value) ?? []
    const zeros = Array.from({ length: runsWithChoices - some.length }, () => 0)
    return { value, share: estimateOf([...zeros, ...some], A_RATE) }
  })
  return {
    treatment,
    role,
    ask,
    decisions,
    runs: runsWithChoices,
    amounts: group.amountCount,
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
