/** The choice in words, and a second grammar that reads its payoffs back. */
import { isProbeAsk, moneyText, type Ask, type Seen, type TextPart } from '../../src/index.ts'
import type { Outcome, Rules } from './game.ts'

/** Whoever is paid by what another chooses knows that much. */
const OTHER =
  'You are taking part in an experiment together with another person. You do not know who that person is, and that person does not know who you are. The other person makes a choice on which depends what you both get. You have no say in it.'

/** Whoever is seated where the chooser decides for itself alone. */
const BYSTANDER =
  'You are taking part in an experiment. Another person makes a choice in it; what you get does not depend on that choice.'

/** The parts are: rules, options, now (once it is over), question. */
export function read(seen: Seen, { name, form }: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  if (rules.role === 'other') return [{ name: 'rules', text: rules.other ? OTHER : BYSTANDER }]
  const outcome = seen.facts<Outcome>('outcome').at(-1)
  const parts = [
    { name: 'rules', text: rulesText(rules) },
    { name: 'options', text: optionsText(rules) },
    ...(outcome === undefined ? [] : [{ name: 'now', text: outcomeText(outcome, rules) }]),
  ]
  if (isProbeAsk(name)) return parts
  if (form.kind === 'choice') {
    const [first, second] = form.order.map((index) => form.labels[index])
    return [...parts, { name: 'question', text: `Which one do you choose: ${first} or ${second}?` }]
  }
  const text =
    'What is the least probability of turning out well, in per cent from 0 to 100, for which you choose B? If the probability is that high or higher, you get B; if it is lower, you get A.'
  return [...parts, { name: 'question', text }]
}

function rulesText({ other, source, probability, method }: Rules): string {
  const opening = other
    ? 'You are taking part in an experiment together with another person. You do not know who that person is, and that person does not know who you are. You choose between A and B for both of you.'
    : 'You are taking part in an experiment. You choose between A and B.'
  const decided =
    source === 'people'
      ? other
        ? 'If you choose B, the other person has decided, before, how B turns out.'
        : 'If you choose B, a person drawn from many has decided, before, how B turns out.'
      : 'If you choose B, a machine draws by chance how B turns out.'
  const likely =
    method === 'minimum' || probability === null
      ? 'You learn the probability of turning out well only afterwards.'
      : source === 'people'
        ? `Of the people from whom that person comes, ${percent(probability)} have decided that it turns out well.`
        : `It turns out well with a probability of ${percent(probability)}.`
  return [opening, decided, likely].join('\n')
}

/** One line for what is certain, one for either way in which the risk can turn out, in the order in which they are displayed. */
export function optionsText({ safe, good, bad, other, order, unit }: Rules): string {
  const get = ([own, theirs]: readonly [number, number]): string =>
    `you get ${moneyText(own, unit)}${other ? ` and the other person gets ${moneyText(theirs, unit)}` : ''}`
  const certain = [`- A: ${get(safe)}, for certain.`]
  const risky = [
    `- B: if it turns out well, ${get(good)};`,
    `  if it turns out badly, ${get(bad)}.`,
  ]
  return [...(order === 'safe-first' ? [certain, risky] : [risky, certain])].flat().join('\n')
}

function outcomeText({ taken, turnedOut, earned }: Outcome, { unit }: Rules): string {
  if (taken === null) return 'You did not answer; nobody gets anything.'
  if (turnedOut === null) return `You got A: ${moneyText(earned, unit)}.`
  return `You got B, which turned out ${turnedOut === 'good' ? 'well' : 'badly'}: ${moneyText(earned, unit)}.`
}

function percent(probability: number): string {
  return `${Number((probability * 100).toPrecision(12))}%`
}

/** What the options tell for [safe, good, bad] as [own, other's] points; null for what cannot be read. */
export function readOptions(
  text: string,
  { unit, other }: Pick<Rules, 'unit' | 'other'>,
): readonly (readonly [number, number] | null)[] {
  const quoted = unit.replace(/s$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const number = '(-?\\d+(?:\\.\\d+)?)'
  const money = /^[$€£¥]$/.test(unit) ? `${quoted}${number}` : `${number} ${quoted}s?`
  const get = `you get ${money}${other ? ` and the other person gets ${money}` : ''}`
  return [
    `- A: ${get}, for certain\\.`,
    `if it turns out well, ${get};`,
    `if it turns out badly, ${get}\\.`,
  ].map((told) => {
    const found = new RegExp(told).exec(text)
    return found === null ? null : [Number(found[1]), Number(found[2] ?? 0)]
  })
}
