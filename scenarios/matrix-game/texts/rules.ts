/** The rules of the game in words: one line for every cell, from the reader's own seat. */
import type { Rules } from '../rules.ts'
import type { Framing } from './framings.ts'

export function rulesText(rules: Rules, framing: Framing): string {
  return [
    horizonText(rules, framing),
    `In each ${framing.round.toLowerCase()} you both choose at the same time:`,
    ...cellLines(rules, framing),
    ...noiseLines(rules),
  ].join('\n')
}

function horizonText(rules: Rules, framing: Framing): string {
  const round = framing.round.toLowerCase()
  const same = `You meet ${framing.other} for`
  if (rules.rounds !== null) {
    return rules.rounds === 1
      ? `${same} a single ${round}.`
      : `${same} ${rules.rounds} ${round}s; it is the same one throughout.`
  }
  if (rules.continuation !== null) {
    return `${same} an open number of ${round}s; it is the same one throughout. After each ${round}, another one follows with a probability of ${percent(rules.continuation)}.`
  }
  return `${same} several ${round}s; it is the same one throughout.`
}

function cellLines(rules: Rules, framing: Framing): string[] {
  return rules.order.own.flatMap((i) =>
    rules.order.other.map((j) => {
      const [own, other] = [rules.labels.own[i], rules.labels.other[j]]
      const mine = amount(rules.payoffs[i]?.[j] ?? 0, rules.unit)
      const theirs = amount(rules.otherPayoffs[i]?.[j] ?? 0, rules.unit)
      return `- If you choose ${framing.option} ${own} and ${framing.other} chooses ${framing.option} ${other}, you earn ${mine} and ${framing.other} earns ${theirs}.`
    }),
  )
}

function noiseLines(rules: Rules): string[] {
  if (rules.noise === 0) return []
  return [
    `Mistakes happen: each choice, yours and the other's, is replaced with a probability of ${percent(rules.noise)}, independently, by ` +
      'another option. What is played after such replacements counts, and is all that you are told of the other.',
  ]
}

/** `8 points`, `1 point`: the number exactly as the payoff function has it. */
export function amount(points: number, unit: string): string {
  return `${points} ${points === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit}`
}

function percent(probability: number): string {
  return `${Number((probability * 100).toPrecision(12))}%`
}
