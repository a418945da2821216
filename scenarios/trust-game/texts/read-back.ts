/** A second grammar of the words: reads payoffs and histories back, knowing nothing of how they were written but the framing. */
import { otherPart, type Part } from '../part.ts'
import type { Framing } from './framings.ts'

/** A payoff as the rules tell it: so much, and so much for each unit sent and returned. */
export interface ToldPayoff {
  readonly given: number
  readonly perSent: number
  readonly perReturned: number
}

/** What the history says of one round; null for what did not happen because somebody did not answer. */
export interface ToldRound {
  readonly round: number
  readonly sent: number | null
  readonly received: number | null
  readonly returned: number | null
  /** What the reader earned by it; null where balances are told instead. */
  readonly earned: number | null
  readonly holds: number | null
}

interface Words {
  readonly framing: Framing
  readonly unit: string
  readonly part: Part
}

const DIGITS = '(\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)'

/** The payoffs of both parts that a rules text tells, or undefined where it tells none. */
export function readPayoffs(rules: string, words: Words): Record<Part, ToldPayoff> | undefined {
  const { part, framing, unit } = words
  const [other, money] = [quoted(framing.called[otherPart(part)]), moneyIn(unit)]
  const sends = part === 'trustor' ? 'you send' : `${other} sends`
  const gained =
    part === 'trustor'
      ? `you earn (?:${money}, )?less what you send, plus what is returned to you; ${other} earns (?:${money}, plus )?${DIGITS} times what ${sends}, less what is returned to you\\.`
      : `you earn (?:${money}, plus )?${DIGITS} times what ${sends}, less what you return; ${other} earns (?:${money}, )?less what it sends, plus what you return\\.`
  const found = new RegExp(`^(?:In the end|In each round), ${gained}$`, 'm').exec(rules)
  if (found === null) return readChanges(rules, words)
  const [, first, second, third] = found
  const [own, factor, theirs] = part === 'trustor' ? [first, third, second] : [third, second, first]
  return {
    trustor: { given: Number(own ?? 0), perSent: -1, perReturned: 1 },
    trustee: { given: Number(theirs ?? 0), perSent: Number(factor), perReturned: -1 },
  }
}

function readChanges(
  rules: string,
  { part, framing }: Words,
): Record<Part, ToldPayoff> | undefined {
  const other = quoted(framing.called[otherPart(part)])
  const told =
    part === 'trustor'
      ? `what you send is taken from what you have, and what is returned to you is added to it; ${DIGITS} times what you send is added to what ${other} has, and what is returned to you is taken from it\\.`
      : `${DIGITS} times what ${other} sends is added to what you have, and what you return is taken from it; what ${other} sends is taken from what it has, and what you return is added to it\\.`
  const found = new RegExp(`^In each round, ${told}$`, 'm').exec(rules)
  if (found === null) return undefined
  return {
    trustor: { given: 0, perSent: -1, perReturned: 1 },
    trustee: { given: 0, perSent: Number(found[1]), perReturned: -1 },
  }
}

/** The rounds of a history. */
export function readHistory(history: string, { framing, unit, part }: Words): ToldRound[] {
  const [other, money] = [quoted(framing.called[otherPart(part)]), moneyIn(unit)]
  const [sender, returner] = part === 'trustor' ? ['you', other] : [other, 'you']
  const line = new RegExp(
    `^Round (\\d+): (?:${sender} did not answer|${sender} sent ${money}, which became ${money}; (?:${returner} did not answer|${returner} returned ${money})); ` +
      `(?:nobody earned (anything)|you earned ${money}|you then had ${money})\\.$`,
  )
  return history.split('\n').flatMap((text) => {
    const found = line.exec(text)
    if (found === null) return []
    const [, round, sent, received, returned, nothing, earned, holds] = found
    return [
      {
        round: Number(round),
        sent: amountIn(sent),
        received: amountIn(received),
        returned: amountIn(returned),
        earned: nothing === undefined ? amountIn(earned) : 0,
        holds: amountIn(holds),
      },
    ]
  })
}

function amountIn(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits)
}

/** `$3`, `3 points`, or `1 point` where the unit has a singular. */
function moneyIn(unit: string): string {
  return /^[$€£¥]$/.test(unit)
    ? `${quoted(unit)}${DIGITS}`
    : `${DIGITS} ${quoted(unit.replace(/s$/, ''))}s?`
}

function quoted(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
