/** The rounds so far in words, as the reader's own seat saw them. */
import type { Rules } from '../rules.ts'
import type { Outcome } from '../stage-game.ts'
import type { Framing } from './framings.ts'
import { amount } from './rules.ts'

export function historyText(outcomes: readonly Outcome[], rules: Rules, framing: Framing): string {
  if (rules.history === 'none') return ''
  const first = Math.max(0, outcomes.length - (rules.historyRounds ?? outcomes.length))
  const told = outcomes.slice(first)
  if (told.length === 0) return `No ${framing.round.toLowerCase()} has been played yet.`
  return rules.history === 'lines'
    ? told.map((outcome, i) => line(outcome, first + i + 1, rules, framing)).join('\n')
    : table(told, first, rules, framing)
}

function line(outcome: Outcome, round: number, rules: Rules, framing: Framing): string {
  const { own, other } = labelled(outcome, rules, framing)
  const { other: them } = framing
  const choices =
    outcome.intended === undefined
      ? `you chose ${own}`
      : `you chose ${label(outcome.intended, rules.options.own, rules.labels.own, framing)}, which was replaced by ${own}`
  const theirs =
    outcome.other === null
      ? `${them} did not answer`
      : `${them} ${rules.noise > 0 ? 'played' : 'chose'} ${other}`
  const mine = outcome.own === null ? 'you did not answer' : choices
  return `${framing.round} ${round}: ${mine}, ${theirs}; you earned ${amount(outcome.ownPoints, rules.unit)}, ${them} earned ${amount(outcome.otherPoints, rules.unit)}.`
}

function table(told: readonly Outcome[], first: number, rules: Rules, framing: Framing): string {
  const heading = `| ${framing.round} | You | ${capital(framing.other)} | Your ${rules.unit} | Their ${rules.unit} |`
  const rows = told.map((outcome, i) => {
    const { own, other } = labelled(outcome, rules, framing)
    const mine =
      outcome.intended === undefined
        ? own
        : `${own} (you chose ${label(outcome.intended, rules.options.own, rules.labels.own, framing)})`
    return `| ${first + i + 1} | ${mine} | ${other} | ${outcome.ownPoints} | ${outcome.otherPoints} |`
  })
  return [heading, '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}

function labelled(
  outcome: Outcome,
  rules: Rules,
  framing: Framing,
): { own: string; other: string } {
  return {
    own: label(outcome.own, rules.options.own, rules.labels.own, framing),
    other: label(outcome.other, rules.options.other, rules.labels.other, framing),
  }
}

function label(
  option: string | null,
  options: readonly string[],
  labels: readonly string[],
  framing: Framing,
): string {
  return option === null ? 'no answer' : `${framing.option} ${labels[options.indexOf(option)]}`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
