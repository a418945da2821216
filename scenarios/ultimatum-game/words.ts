/** The ultimatum game in words, and a second grammar that reads its payoffs back. */
import { isProbeAsk, moneyText, type Ask, type Seen, type TextPart } from '../../src/index.ts'
import type { Outcome, Role, Rules } from './game.ts'

type Offered = { readonly round: number; readonly offer: number }

/** The parts are: rules, history (of several rounds), now, question. */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  const outcomes = seen.facts<Outcome>('outcome')
  const round = outcomes.length + 1
  const parts: TextPart[] = [{ name: 'rules', text: rulesText(rules) }]
  if (rules.rounds > 1)
    for (const one of outcomes)
      parts.push({ name: 'history', text: historyLine(one, rules), round: one.round })
  const now = nowText(seen, round, rules)
  if (now !== '') parts.push({ name: 'now', text: now })
  if (isProbeAsk(ask.name)) return parts
  return [...parts, { name: 'question', text: questionText(seen, ask, rules) }]
}

function nowText(seen: Seen, round: number, { rounds, unit }: Rules): string {
  if (round > rounds) return 'It is over.'
  const offered = seen.facts<Offered>('offer').at(-1)
  const place = rounds > 1 ? [`You are now in round ${round}.`] : []
  return offered?.round === round
    ? [...place, `The other player offers you ${moneyText(offered.offer, unit)}.`].join(' ')
    : place.join(' ')
}

function questionText(seen: Seen, { name, form }: Ask, { unit, method }: Rules): string {
  if (form.kind === 'choice') {
    const [first, second] = form.order.map((index) => form.labels[index])
    if (method === 'direct') return `Do you ${first} or ${second} the offer?`
    const supposed = seen.facts<Offered>('supposed').at(-1)?.offer ?? 0
    return `Suppose that the other player offers you ${moneyText(supposed, unit)}: do you ${first} or ${second} that offer? If this is the offer that was made, your answer counts.`
  }
  if (form.kind !== 'amount') throw new Error(`ultimatum-game has no ask "${name}"`)
  const range = `from ${moneyText(form.min, unit)} to ${moneyText(form.max, unit)}`
  return name === 'offer'
    ? `How much do you offer to the other player, ${range}?`
    : `What is the least that you accept, ${range}? If the other player offers that much or more, you accept its offer; if it offers less, you reject it.`
}

export function rulesText({ role, pie, step, rounds, unit, method }: Rules): string {
  const [whole, one] = [moneyText(pie, unit), moneyText(step, unit)]
  const when = rounds === 1 ? '' : 'in each round, '
  const opening =
    'You are taking part in an experiment together with another person. You do not know who that person is, and that person does not know who you are.'
  const length = rounds === 1 ? [] : [`There are ${rounds} rounds, with the same other player.`]
  const blind =
    method === 'direct'
      ? ''
      : role === 'proposer'
        ? ' The other player decides what it accepts before it learns what you offer.'
        : ' You decide what you accept before you learn what is offered.'
  const lines =
    role === 'proposer'
      ? [
          `${capital(`${when}there are ${whole} to divide`)}. You offer the other player a part of that, in whole multiples of ${one}; the other player accepts or rejects your offer.${blind}`,
          `If your offer is accepted, you earn ${whole}, less what you offer, and the other player earns what you offer. If it is rejected, you both earn nothing.`,
        ]
      : [
          `${capital(`${when}there are ${whole} to divide`)}. The other player offers you a part of that, in whole multiples of ${one}; you accept or reject its offer.${blind}`,
          `If you accept, you earn what is offered, and the other player earns ${whole}, less what it offers. If you reject, you both earn nothing.`,
        ]
  return [opening, ...length, ...lines].join('\n')
}

function historyLine({ round, offer, accepted, earned }: Outcome, { role, unit }: Rules): string {
  const [you, other] = ['you', 'the other player']
  const [proposer, responder] = role === 'proposer' ? [you, other] : [other, you]
  const none = 'nobody earned anything'
  if (offer === null) return `Round ${round}: ${proposer} made no offer; ${none}.`
  const offered = `${proposer} offered ${moneyText(offer, unit)}`
  if (accepted === null) return `Round ${round}: ${offered}, ${responder} did not answer; ${none}.`
  const end = accepted ? `you earned ${moneyText(earned, unit)}` : none
  return `Round ${round}: ${offered}, ${responder} ${accepted ? 'accepted' : 'rejected'} it; ${end}.`
}

/** The payoffs that a rules text tells; undefined where it tells none. */
export function readPayoffs(
  text: string,
  { role, unit }: Pick<Rules, 'role' | 'unit'>,
): ((offer: number, accepted: boolean) => Record<Role, number>) | undefined {
  const quoted = unit.replace(/s$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const money = /^[$€£¥]$/.test(unit) ? `${quoted}([\\d.]+)` : `([\\d.]+) ${quoted}s?`
  const told =
    role === 'proposer'
      ? `If your offer is accepted, you earn ${money}, less what you offer, and the other player earns what you offer\\. If it is rejected, you both earn nothing\\.`
      : `If you accept, you earn what is offered, and the other player earns ${money}, less what it offers\\. If you reject, you both earn nothing\\.`
  const pie = new RegExp(`^${told}$`, 'm').exec(text)?.[1]
  if (pie === undefined) return undefined
  return (offer, accepted) =>
    accepted ? { proposer: Number(pie) - offer, responder: offer } : { proposer: 0, responder: 0 }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
