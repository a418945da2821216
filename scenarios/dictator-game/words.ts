/** The dictator game in words, and a second grammar that reads its payoffs back. */
import { isProbeAsk, moneyText, type Ask, type Seen, type TextPart } from '../../src/index.ts'
import type { Outcome, Role, Rules } from './game.ts'

/** The parts are: rules, history (of several rounds), now, question. */
export function read(seen: Seen, { name, form }: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  const outcomes = seen.facts<Outcome>('outcome')
  const round = outcomes.length + 1
  const parts: TextPart[] = [{ name: 'rules', text: rulesText(rules) }]
  if (rules.rounds > 1)
    for (const one of outcomes)
      parts.push({ name: 'history', text: historyLine(one, rules), round: one.round })
  if (round > rules.rounds) parts.push({ name: 'now', text: 'It is over.' })
  else if (rules.rounds > 1) parts.push({ name: 'now', text: `You are now in round ${round}.` })
  if (isProbeAsk(name)) return parts
  if (form.kind !== 'amount') throw new Error(`dictator-game has no ask "${name}"`)
  const [least, most] = [form.min, form.max].map((amount) => moneyText(amount, rules.unit))
  const text = `How much do you give to the other player, from ${least} to ${most}?`
  return [...parts, { name: 'question', text }]
}

export function rulesText({ role, endowment, multiplier, step, rounds, unit }: Rules): string {
  const [pot, one] = [moneyText(endowment, unit), moneyText(step, unit)]
  const first = rounds === 1 ? 'First' : 'In each round'
  const last = rounds === 1 ? 'In the end' : 'In each round'
  const times = multiplier === 1 ? '' : `${multiplier} times `
  const opening =
    'You are taking part in an experiment together with another person. You do not know who that person is, and that person does not know who you are.'
  const length = rounds === 1 ? [] : [`There are ${rounds} rounds, with the same other player.`]
  const lines =
    role === 'dictator'
      ? [
          `${first}, you receive ${pot} and the other player receives nothing. You decide how much of your ${pot} to give to the other player, in whole multiples of ${one}. The other player has no say in it.`,
          `${last}, you earn ${pot}, less what you give; the other player earns ${times}what you give.`,
        ]
      : [
          `${first}, the other player receives ${pot} and you receive nothing. The other player decides how much of its ${pot} to give to you, in whole multiples of ${one}. You have no say in it.`,
          `${last}, you earn ${times}what the other player gives; the other player earns ${pot}, less what it gives.`,
        ]
  return [opening, ...length, ...lines].join('\n')
}

function historyLine({ round, given, received, earned }: Outcome, { role, unit }: Rules): string {
  const giver = role === 'dictator' ? 'you' : 'the other player'
  if (given === null || received === null)
    return `Round ${round}: ${giver} did not answer; nobody earned anything.`
  const became = received === given ? '' : `, which became ${moneyText(received, unit)}`
  return `Round ${round}: ${giver} gave ${moneyText(given, unit)}${became}; you earned ${moneyText(earned, unit)}.`
}

/** The payoffs that a rules text tells, as a function of what is given; undefined where it tells none. */
export function readPayoffs(
  text: string,
  { role, unit }: Pick<Rules, 'role' | 'unit'>,
): ((given: number) => Record<Role, number>) | undefined {
  const quoted = unit.replace(/s$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const money = /^[$€£¥]$/.test(unit) ? `${quoted}([\\d.]+)` : `([\\d.]+) ${quoted}s?`
  const told =
    role === 'dictator'
      ? `you earn ${money}, less what you give; the other player earns (?:([\\d.]+) times )?what you give\\.`
      : `you earn (?:([\\d.]+) times )?what the other player gives; the other player earns ${money}, less what it gives\\.`
  const found = new RegExp(`, ${told}$`, 'm').exec(text)
  if (found === null) return undefined
  const [pot, factor] = role === 'dictator' ? [found[1], found[2]] : [found[2], found[1]]
  return (given) => ({ dictator: Number(pot) - given, recipient: Number(factor ?? 1) * given })
}
