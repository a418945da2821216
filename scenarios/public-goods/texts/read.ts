/** Turns what a member has seen into the words that a reader of text is shown, part by part. */
import { isProbeAsk, type Ask, type Seen, type TextPart } from '../../../src/index.ts'
import type { Contributions, Deductions, Target, Watched } from '../play.ts'
import type { Rules } from '../rules.ts'
import { contributionsText, deductionsText, watchedText } from './history.ts'
import { consequencesText, framingText, rulesText } from './rules.ts'

/** The parts are: framing, rules, consequences, history (one for each round), contributions (of a round whose points are being assigned), question (where there is a probe: now). */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  const rounds = seen.facts<Contributions>('contributions')
  const last = rounds.at(-1)
  const isOpen =
    last?.open === true && seen.facts<Deductions>('deductions').at(-1)?.round !== last.round
  const past = isOpen ? rounds.slice(0, -1) : rounds
  const end = isProbeAsk(ask.name)
    ? { name: 'now', text: nowText(rules, last, isOpen) }
    : { name: 'question', text: questionText(seen, ask, rules, rounds.length) }
  return [
    { name: 'framing', text: framingText(rules) },
    { name: 'rules', text: rulesText(rules) },
    { name: 'consequences', text: consequencesText(rules) },
    ...historyParts(seen, past, rules),
    ...(isOpen ? [{ name: 'contributions', text: openText(seen, last, rules) }] : []),
    end,
  ]
}

function historyParts(seen: Seen, past: readonly Contributions[], rules: Rules): TextPart[] {
  if (past.length === 0) return [{ name: 'history', text: 'No round has been played yet.' }]
  const deductions = new Map(seen.facts<Deductions>('deductions').map((one) => [one.round, one]))
  const watched = new Map(seen.facts<Watched>('watched').map((one) => [one.round, one]))
  return past.map((one) => {
    const came = deductions.get(one.round)
    const other = watched.get(one.round)
    const whom = other === undefined ? 'your group' : 'the other group'
    const text = [
      contributionsText(one, rules.unit),
      other === undefined ? '' : ` ${watchedText(other)}`,
      came === undefined ? '' : deductionsText(came, whom, rules.unit),
    ]
    return { name: 'history', text: text.join(''), round: one.round }
  })
}

function openText(seen: Seen, last: Contributions, { unit }: Rules): string {
  const other = seen.facts<Watched>('watched').at(-1)
  const own = contributionsText(last, unit)
  return other?.round === last.round ? `${own} ${watchedText(other)}` : own
}

function questionText(seen: Seen, ask: Ask, rules: Rules, played: number): string {
  if (ask.form.kind !== 'amount')
    throw new Error(`public-goods asks for amounts, not for "${ask.form.kind}"`)
  const { min, max } = ask.form
  if (ask.name === 'contribution') {
    return `You are now in round ${played + 1}. How much do you contribute to the project, from ${min} to ${max}?`
  }
  const target = seen.facts<Target>('target').at(-1)
  if (target === undefined) throw new Error('nobody was told whom the question is about')
  const where = rules.punishment === 'third-party' ? ' of the other group' : ''
  return `You are in round ${target.round}. ${target.name}${where} contributed ${target.contribution}. How many deduction points do you assign to ${target.name}, from ${min} to ${max}?`
}

function nowText({ rounds }: Rules, last: Contributions | undefined, isOpen: boolean): string {
  const played = last?.round ?? 0
  if (isOpen) return `You are in round ${played}, and deduction points are being assigned.`
  return rounds !== null && played >= rounds
    ? `All ${rounds} rounds have been played.`
    : `You are now in round ${played + 1}.`
}
