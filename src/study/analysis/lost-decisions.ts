/** What was lost in one run, and what it could have been; and what is left where only first attempts count. */
import type { AnswerForm } from '../../record/ask.ts'
import type { RunRead } from './read-runs.ts'
import { askKey, isLost, type Decision, type TickList } from './run-ticks.ts'
import type { DecisionTally } from './run-tallies.ts'

/** The decisions of one role at one ask in one run. */
export interface LostAndFirst {
  /** Decisions that their participants made, but not at the first attempt. */
  late: number
  /** Option, or null for a pass → how often it was chosen at the first attempt. */
  readonly first: Map<string | null, number>
  firstDecisions: number
  firstAmounts: number
  firstAmountSum: number
  /** Option, or null for a pass → how many of the lost decisions could have been it. */
  readonly couldBe: Map<string | null, number>
  lostAmounts: number
  /** The sums of the lowest and the highest amounts that the lost decisions could have been. */
  lostLowest: number
  lostHighest: number
}

/** True where something was lost or may have been asked again: otherwise all there is was decided at the first attempt. */
export function isTroubled({ reasked, forfeited, defaulted, passed }: DecisionTally): boolean {
  return reasked + forfeited + defaulted + passed > 0
}

/** By role and ask, as `tallyKey` has them. */
export function lostAndFirstIn({ times, roles }: RunRead): ReadonlyMap<string, LostAndFirst> {
  const found = new Map<string, LostAndFirst>()
  for (const [list, n] of times) {
    const forms = formsIn(list)
    for (const entry of list) {
      if (entry.kind !== 'decision-taken' && entry.kind !== 'decision-defaulted') continue
      const key = tallyKey({ role: roles.get(entry.of) ?? '', ask: entry.ask })
      const one = found.get(key) ?? nothing()
      found.set(key, one)
      if (isLost(entry)) addLost(one, forms.get(askKey(entry)), n)
      else if (entry.attempts > 1) one.late += n
      else addFirst(one, entry, n)
    }
  }
  return found
}

export function tallyKey({ role, ask }: Pick<DecisionTally, 'role' | 'ask'>): string {
  return `${role}\n${ask}`
}

function nothing(): LostAndFirst {
  return {
    late: 0,
    first: new Map(),
    firstDecisions: 0,
    firstAmounts: 0,
    firstAmountSum: 0,
    couldBe: new Map(),
    lostAmounts: 0,
    lostLowest: 0,
    lostHighest: 0,
  }
}

function formsIn(list: TickList): ReadonlyMap<string, AnswerForm> {
  const forms = new Map<string, AnswerForm>()
  for (const entry of list)
    if (entry.kind === 'decision-asked') forms.set(askKey(entry), entry.form)
  return forms
}

function addLost(one: LostAndFirst, form: AnswerForm | undefined, n: number): void {
  if (form?.kind === 'amount') {
    one.lostAmounts += n
    one.lostLowest += n * form.min
    one.lostHighest += n * form.max
  }
  const values = [
    ...(form?.kind === 'choice' ? form.options : []),
    ...(form?.passable === true ? [null] : []),
  ]
  for (const value of values) one.couldBe.set(value, (one.couldBe.get(value) ?? 0) + n)
}

function addFirst(one: LostAndFirst, { value, displayed }: Decision, n: number): void {
  one.firstDecisions += n
  if (typeof value === 'number') {
    one.firstAmounts += n
    one.firstAmountSum += n * value
  } else if (value === null || displayed !== null) {
    one.first.set(value, (one.first.get(value) ?? 0) + n)
  }
}
