/** Turns what a seat has seen into the words that a reader of text is shown, part by part. */
import { isProbeAsk, type Ask, type Seen, type TextPart } from '../../../src/index.ts'
import type { Rules } from '../rules.ts'
import type { Outcome } from '../stage-game.ts'
import { framingNamed, type Framing } from './framings.ts'
import { historyParts } from './history.ts'
import { rulesText } from './rules.ts'

/** The parts are: framing, rules, history, question (where there is a probe: now). */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  const framing = framingNamed(rules.framing)
  const outcomes = seen.facts<Outcome>('outcome')
  const round = outcomes.length + 1
  return [
    { name: 'framing', text: framing.opening.replaceAll('{unit}', rules.unit) },
    { name: 'rules', text: rulesText(rules, framing) },
    ...historyParts(outcomes, rules, framing),
    isProbeAsk(ask.name)
      ? { name: 'now', text: nowText(round, rules, framing) }
      : { name: 'question', text: questionText(seen, ask, round, rules, framing) },
  ]
}

function nowText(round: number, { rounds }: Rules, { round: word }: Framing): string {
  return rounds !== null && round > rounds
    ? `All ${rounds} ${word.toLowerCase()}s have been played.`
    : `You are now in ${word.toLowerCase()} ${round}.`
}

function questionText(seen: Seen, ask: Ask, round: number, rules: Rules, framing: Framing): string {
  if (ask.form.kind !== 'choice')
    throw new Error(`matrix-game asks for choices, not for "${ask.form.kind}"`)
  const { labels, order } = ask.form
  const shown = order.map((index) => `${framing.option} ${labels[index]}`)
  const options =
    shown.length === 2 ? shown.join(' or ') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
  const now = nowText(round, rules, framing)
  if (ask.name === 'prediction')
    return `${now} Which one do you expect ${framing.other} to choose: ${options}?`
  const prediction = seen.facts<{ round: number; value: string | null }>('prediction').at(-1)
  const expected =
    prediction?.round === round ? rules.options.other.indexOf(prediction.value ?? '') : -1
  const reminder =
    expected < 0
      ? ''
      : ` You expect ${framing.other} to choose ${framing.option} ${rules.labels.other[expected]}.`
  return `${now}${reminder} Which one do you choose: ${options}?`
}
