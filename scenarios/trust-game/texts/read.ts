/** Turns what a player has seen into the words that a reader of text is shown, part by part. */
import { isProbeAsk, moneyText, type Ask, type Seen, type TextPart } from '../../../src/index.ts'
import type { Outcome } from '../play.ts'
import { partIn, type Rules } from '../rules.ts'
import { type Stake } from '../stage.ts'
import { otherPart, type Part } from '../part.ts'
import { theoryText } from '../theory.ts'
import { framingNamed, type Framing } from './framings.ts'
import { historyLines } from './history.ts'
import { capital, rulesText } from './rules.ts'

export const PARTS = ['framing', 'theory', 'rules', 'history', 'now', 'question'] as const

/** The parts are: framing, theory (where there is one), rules, history, now, question. */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  const outcomes = seen.facts<Outcome>('outcome')
  const round = outcomes.length + 1
  const isOver = seen.facts('over').length > 0
  const part = partIn(rules, isOver ? round - 1 : round)
  const framing = framingNamed(rules.framing)
  const here = { rules, part, framing, round, isOver, stake: stakeIn(seen, round) }
  const theory = theoryText(rules.theory)
  return [
    { name: 'framing', text: framing.opening[part] },
    ...(theory === '' ? [] : [{ name: 'theory', text: theory }]),
    { name: 'rules', text: rulesText(rules, part, framing) },
    // A part for each round, so that a history budget can leave some out.
    ...historyLines(outcomes, rules, framing).map((one) => ({ name: 'history', ...one })),
    { name: 'now', text: nowText(here, outcomes.at(-1)) },
    ...(isProbeAsk(ask.name) ? [] : [{ name: 'question', text: questionText(here, ask) }]),
  ]
}

interface Here {
  readonly rules: Rules
  readonly part: Part
  readonly framing: Framing
  readonly round: number
  readonly isOver: boolean
  /** What was sent in this round. */
  readonly stake: Stake | undefined
}

function stakeIn(seen: Seen, round: number): Stake | undefined {
  const stake = seen.facts<{ round: number; sent: number; received: number }>('stake').at(-1)
  return stake?.round === round ? stake : undefined
}

function nowText(here: Here, last: Outcome | undefined): string {
  const { rules, part, framing, round, isOver, stake } = here
  const other = framing.called[otherPart(part)]
  if (isOver)
    return rules.rounds === 1 ? outcomeText(here, last) : 'The last round has been played.'
  const place = rules.rounds === 1 ? [] : [`You are now in round ${round}.`]
  const holds = rules.resets
    ? []
    : [`You have ${moneyText(last?.holds ?? rules.endowments[part], rules.unit)}.`]
  if (stake === undefined) return [...place, ...holds].join(' ')
  const money = (amount: number): string => moneyText(amount, rules.unit)
  const sent =
    part === 'trustor'
      ? `You sent ${money(stake.sent)}; ${other} received ${money(stake.received)}.`
      : `${capital(other)} sent ${money(stake.sent)}; you received ${money(stake.received)}.`
  return [...place, ...holds, sent].join(' ')
}

/** Of a single round there is no history; what came of it is told once it is over. */
function outcomeText({ rules, framing }: Here, last: Outcome | undefined): string {
  const past = last === undefined ? [] : [last]
  const told =
    historyLines(past, { ...rules, history: 'lines', rounds: null }, framing)[0]?.text ?? ''
  return told.replace(/^Round \d+: (.)/, (_, first: string) => first.toUpperCase())
}

function questionText({ rules, part, framing }: Here, { name, form }: Ask): string {
  if (form.kind !== 'amount') throw new Error(`trust-game asks for amounts, not for "${form.kind}"`)
  const other = framing.called[otherPart(part)]
  const [least, most] = [form.min, form.max].map((amount) => moneyText(amount, rules.unit))
  const range = `from ${least} to ${most}`
  switch (name) {
    case 'send':
      return `How much do you send to ${other}, ${range}?`
    case 'return':
      return `How much do you return to ${other}, ${range}?`
    case 'expect':
      return `How much do you expect ${other} to return to you, ${range}? Nobody else learns what you expect, and nothing depends on it.`
    default:
      throw new Error(`trust-game has no ask "${name}"`)
  }
}
