/** Turns what a player has seen into the words that a reader of text is shown, part by part. */
import {
  isProbeAsk,
  type Ask,
  type ChoiceForm,
  type Seen,
  type TextPart,
} from '../../../src/index.ts'
import type { Outcome, Summary, Verdict } from '../outcomes.ts'
import type { Candidates, Known, Meet, Target } from '../play.ts'
import type { Rules } from '../rules.ts'
import { roundText } from './history.ts'
import { framingText, rulesText } from './rules.ts'
import { listed, optionText } from './words.ts'

/** The parts are: framing, rules, history (one for each round), reputation (what is known of those whom the question is about), question (where there is a probe: now, in place of both). */
export function read(seen: Seen, ask: Ask): readonly TextPart[] {
  const rules = seen.facts<Rules>('rules').at(-1)
  if (rules === undefined) throw new Error('the rules were never shown')
  const opening: TextPart[] = [
    { name: 'framing', text: framingText(rules) },
    { name: 'rules', text: rulesText(rules) },
    ...historyParts(seen, rules),
  ]
  if (isProbeAsk(ask.name)) return [...opening, { name: 'now', text: nowText(seen, rules) }]
  const { form } = ask
  if (form.kind !== 'choice')
    throw new Error(`choose-play-punish asks for choices, not for "${form.kind}"`)
  const { known, question } = put(seen, ask.name, form, rules)
  return [...opening, { name: 'reputation', text: known }, { name: 'question', text: question }]
}

function historyParts(seen: Seen, rules: Rules): TextPart[] {
  const summaries = seen.facts<Summary>('summary')
  if (summaries.length === 0) return [{ name: 'history', text: 'No round has been played yet.' }]
  const outcomes = byRound(seen.facts<Outcome>('outcome'))
  const verdicts = byRound(seen.facts<Verdict>('verdict'))
  return summaries.map((summary) => {
    const { round } = summary
    const lived = {
      summary,
      outcomes: outcomes.get(round) ?? [],
      verdicts: verdicts.get(round) ?? [],
    }
    return { name: 'history', text: roundText(lived, rules), round }
  })
}

function byRound<T extends { readonly round: number }>(facts: readonly T[]): Map<number, T[]> {
  const rounds = new Map<number, T[]>()
  for (const fact of facts) {
    const known = rounds.get(fact.round)
    if (known === undefined) rounds.set(fact.round, [fact])
    else known.push(fact)
  }
  return rounds
}

interface Put {
  readonly known: string
  readonly question: string
}

function put(seen: Seen, ask: string, { labels, order }: ChoiceForm, rules: Rules): Put {
  const named = order.map((index) => labels[index] ?? '')
  switch (ask) {
    case 'partner': {
      const { round, own, candidates } = latest<Candidates>(seen, 'candidates')
      return {
        known: knownText([...candidates, own], rules),
        question: `You are now in round ${round}. Which player do you choose: ${listed(named, 'or')}?`,
      }
    }
    case 'play': {
      const { round, own, other } = latest<Meet>(seen, 'meeting')
      const options = named.map((label) => `Option ${label}`)
      return {
        known: knownText([other, own], rules),
        question: `You are now in round ${round}, and meet ${other.name}. Which one do you choose: ${listed(options, 'or')}?`,
      }
    }
    case 'punish': {
      const about = latest<Target>(seen, 'target')
      return { known: knownText([about.target], rules), question: punishText(about, named, rules) }
    }
    default:
      throw new Error(`choose-play-punish does not ask "${ask}"`)
  }
}

function latest<T extends Target | Meet | Candidates>(seen: Seen, name: string): T {
  const fact = seen.facts<T>(name).at(-1)
  if (fact === undefined) throw new Error(`the fact "${name}" was never shown`)
  return fact
}

function punishText(about: Target, named: readonly string[], rules: Rules): string {
  const { round, as, target, act, withAct } = about
  const { name } = target
  const happened =
    as === 'partner'
      ? `You met ${name}: you chose ${optionText(withAct, rules)}, ${name} chose ${optionText(act, rules)}.`
      : `You are an outsider. ${name} met ${about.with}: ${name} chose ${optionText(act, rules)}, ${about.with} chose ${optionText(withAct, rules)}.`
  return `You are in round ${round}. ${happened} What do you do to ${name}: ${listed(named, 'or')}?`
}

/** One line for each player of whom something is told. */
function knownText(known: readonly Known[], rules: Rules): string {
  return known
    .flatMap(({ name, reputation, last }) => {
      const who = name === rules.you ? `${name} (you)` : name
      const told = [
        ...(reputation === undefined ? [] : [`reputation ${reputation}`]),
        ...(last === undefined
          ? []
          : [last === null ? 'has not chosen yet' : `last chose ${optionText(last, rules)}`]),
      ]
      return told.length === 0 ? [] : [`${who}: ${told.join(', ')}.`]
    })
    .join('\n')
}

function nowText(seen: Seen, { rounds }: Rules): string {
  const over = seen.facts<Summary>('summary').length
  return rounds !== null && over >= rounds
    ? `All ${rounds} rounds have been played.`
    : `You are now in round ${over + 1}.`
}
