/** The rounds so far in words, as their reader saw them. */
import type { Outcome, Summary, Verdict } from '../outcomes.ts'
import type { Rules } from '../rules.ts'
import { amount, gain, listed, optionText } from './words.ts'

/** All that a player learnt of a round. */
export interface Lived {
  readonly summary: Summary
  readonly outcomes: readonly Outcome[]
  readonly verdicts: readonly Verdict[]
}

export function roundText({ summary, outcomes, verdicts }: Lived, rules: Rules): string {
  return [
    `Round ${summary.round}: ${summary.met ? `you earned ${amount(summary.earned, rules.unit)} in all.` : aloneText(summary, rules)}`,
    ...outcomes.map((outcome) => `- ${outcomeText(outcome, rules)}`),
    ...verdicts.map((verdict) => `- ${verdictText(verdict, rules)}`),
  ].join('\n')
}

function aloneText({ earned }: Summary, { unit }: Rules): string {
  return `you met nobody, and earned ${amount(earned, unit)} in all.`
}

/** What came of one meeting. */
export function outcomeText(outcome: Outcome, rules: Rules): string {
  const { own, other, points } = outcome
  const theirs = outcome.with
  if (own === null || other === null) {
    const who = own === null ? 'you did not answer' : `${theirs} did not answer`
    return `You met ${theirs}: ${who}, and the meeting does not count.`
  }
  const played = `You met ${theirs}: you chose ${optionText(own, rules)}, ${theirs} chose ${optionText(other, rules)}; you earned ${amount(points, rules.unit)}.`
  return [played, givenText(outcome, rules), receivedText(outcome, rules)].join('')
}

function givenText({ punished, sanction, with: theirs }: Outcome, { unit }: Rules): string {
  if (punished === undefined) return ''
  if (punished === null) return ` You did not say whether you punish ${theirs}, and did not.`
  return punished
    ? ` You punished ${theirs}; this made you ${gain(sanction, unit)}.`
    : ` You spared ${theirs}.`
}

function receivedText({ by, loss }: Outcome, { unit }: Rules): string {
  return by.length === 0
    ? ''
    : ` You were punished by ${listed(by, 'and')}, and lost ${amount(loss, unit)}.`
}

/** What an outsider did. */
export function verdictText({ about, punished, sanction }: Verdict, { unit }: Rules): string {
  if (punished === null)
    return `As an outsider you did not say whether you punish ${about}, and did not.`
  return punished
    ? `As an outsider you punished ${about}; this made you ${gain(sanction, unit)}.`
    : `As an outsider you spared ${about}.`
}
