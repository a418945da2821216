/** The rules of the game in words, for the part that the reader has. */
import { moneyText } from '../../../src/index.ts'
import type { Rules } from '../rules.ts'
import { otherPart, type Part } from '../part.ts'
import type { Framing } from './framings.ts'

export function rulesText(rules: Rules, part: Part, framing: Framing): string {
  const words = { part, other: framing.called[otherPart(part)], rules }
  return [
    horizonText(words),
    ...(rules.swap ? ['The two parts are exchanged after every round.'] : []),
    givenText(words),
    part === 'trustor' ? sendText(words) : returnText(words),
    earningsText(words),
    ...resetText(words),
  ].join('\n')
}

interface Words {
  readonly rules: Rules
  readonly part: Part
  /** What the reader calls the other. */
  readonly other: string
}

function isOnce({ rounds }: Rules): boolean {
  return rounds === 1
}

function horizonText({ rules, other }: Words): string {
  const meeting = meetingText(rules, other)
  if (isOnce(rules)) return 'You play a single round.'
  if (rules.rounds !== null) return `You play ${rules.rounds} rounds${meeting}.`
  if (rules.continuation === null) return `You play one or more rounds${meeting}.`
  return `You play an open number of rounds${meeting}. After each round, another one follows with a probability of ${percent(rules.continuation)}.`
}

function meetingText({ matching }: Rules, other: string): string {
  switch (matching) {
    case 'partner':
      return `; ${other} is the same person throughout`
    case 'stranger':
      return `; ${other} is drawn anew, from several people, before each round`
    case 'perfect-stranger':
      return `; ${other} is somebody else in each round, and you meet nobody twice`
  }
}

function whenText({ resets, ...rules }: Rules): string {
  if (!resets) return 'At the beginning'
  return isOnce({ resets, ...rules }) ? 'First' : 'In each round'
}

function givenText({ rules, part, other }: Words): string {
  const { endowments, unit } = rules
  const given = (amount: number): string => (amount === 0 ? 'nothing' : moneyText(amount, unit))
  return `${whenText(rules)}, you receive ${given(endowments[part])} and ${other} receives ${given(endowments[otherPart(part)])}.`
}

function sendText({ rules, other }: Words): string {
  return `You decide how much of ${ownText(rules, 'your')} to send to ${other}${stepText(rules)}. ${capital(other)} receives ${rules.multiplier} times what you send, and then decides how much of what it received to return to you.`
}

function returnText({ rules, other }: Words): string {
  return `${capital(other)} decides how much of ${ownText(rules, 'its')} to send to you${stepText(rules)}. You receive ${rules.multiplier} times what ${other} sends, and then decide how much of what you received to return.`
}

/** What the trustor can send of. */
function ownText({ resets, endowments, unit }: Rules, whose: 'your' | 'its'): string {
  if (resets) return `${whose} ${moneyText(endowments.trustor, unit)}`
  return whose === 'your' ? 'what you have' : 'what it has'
}

function stepText({ step, unit }: Rules): string {
  return `, in whole multiples of ${moneyText(step, unit)}`
}

/** Both players' payoffs as sums of what each is given, what is sent, and what is returned. */
function earningsText(words: Words): string {
  const { rules, part, other } = words
  if (!rules.resets) return changesText(words)
  const { multiplier, endowments, unit } = rules
  const given = (whose: Part, then: string): string =>
    endowments[whose] === 0 ? '' : `${moneyText(endowments[whose], unit)}, ${then}`
  const when = isOnce(rules) ? 'In the end' : 'In each round'
  return part === 'trustor'
    ? `${when}, you earn ${given('trustor', '')}less what you send, plus what is returned to you; ${other} earns ${given('trustee', 'plus ')}${multiplier} times what you send, less what is returned to you.`
    : `${when}, you earn ${given('trustee', 'plus ')}${multiplier} times what ${other} sends, less what you return; ${other} earns ${given('trustor', '')}less what it sends, plus what you return.`
}

/** The same where balances are carried over: what a round adds to what each has, and what it takes from it. */
function changesText({ rules: { multiplier }, part, other }: Words): string {
  return part === 'trustor'
    ? `In each round, what you send is taken from what you have, and what is returned to you is added to it; ${multiplier} times what you send is added to what ${other} has, and what is returned to you is taken from it.`
    : `In each round, ${multiplier} times what ${other} sends is added to what you have, and what you return is taken from it; what ${other} sends is taken from what it has, and what you return is added to it.`
}

function resetText({ rules }: Words): string[] {
  if (!rules.resets)
    return [
      'What you have after one round is carried over to the next, and what you have after the last round is what you earn.',
    ]
  return isOnce(rules)
    ? []
    : ['Each round starts from scratch: nothing is carried over to the next.']
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function percent(probability: number): string {
  return `${Number((probability * 100).toPrecision(12))}%`
}
