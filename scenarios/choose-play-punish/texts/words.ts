/** Words that rules, questions and histories share. */
import type { Act } from '../payoffs.ts'
import type { Rules } from '../rules.ts'

/** What an act is displayed as. */
export function optionText(act: Act, { labels }: Pick<Rules, 'labels'>): string {
  return `Option ${labels[act === 'cooperative' ? 0 : 1]}`
}

/** `8 points`, `1 point`: the number exactly as the payoff function has it. */
export function amount(points: number, unit: string): string {
  return `${points} ${points === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit}`
}

/** `you earn 3 points`, `it costs you 10 points`: what somebody gains or loses. */
export function gain(points: number, unit: string): string {
  return points < 0 ? `lose ${amount(-points, unit)}` : `earn ${amount(points, unit)}`
}

/** `a, b or c`. */
export function listed(names: readonly string[], last: 'and' | 'or'): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`
}
