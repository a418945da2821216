/** The rounds so far in words, as the reader's own seat saw them. */
import type { TextPart } from '../../../src/index.ts'
import type { Rules } from '../rules.ts'
import type { Outcome } from '../stage-game.ts'
import type { Framing } from './framings.ts'
import { amount } from './rules.ts'

/** A part for each round, with its round, so that a budget can leave rounds out; together they are `historyText`. */
export function historyParts(
  outcomes: readonly Outcome[],
  rules: Rules,
  framing: Framing,
): TextPart[] {
  if (rules.history === 'none') return [part('')]
  const first = Math.max(0, outcomes.length - (rules.historyRounds ?? outcomes.length))
  const told = outcomes.slice(first)
  if (told.length === 0) return [part(`No ${framing.round.toLowerCase()} has been played yet.`)]
  const isTable = rules.history === 'table'
  const tell = isTable ? row : line
  return [
    ...(isTable ? [part(heading(rules, framing))] : []),
    ...told.map((outcome, i) => {
      const round = first + i + 1
      return { ...part(tell(outcome, round, rules, framing)), round }
    }),
  ]
}

export function historyText(outcomes: readonly Outcome[], rules: Rules, framing: Framing): string {
  return historyParts(outcomes, rules, framing)
    .map(({ text }) => text)
    .join('\n')
}

function part(text: string): TextPart {
  return { name: 'history', text }
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

function heading({ unit }: Rules, { round, other }: Framing): string {
  return [
    `| ${round} | You | ${capital(other)} | Your ${unit} | Their ${unit} |`,
    '| --- | --- | --- | --- | --- |',
  ].join('\n')
}

function row(outcome: Outcome, round: number, rules: Rules, framing: Framing): string {
  const { own, other } = labelled(outcome, rules, framing)
  const mine =
    outcome.intended === undefined
      ? own
      : `${own} (you chose ${label(outcome.intended, rules.options.own, rules.labels.own, framing)})`
  return `| ${round} | ${mine} | ${other} | ${outcome.ownPoints} | ${outcome.otherPoints} |`
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
