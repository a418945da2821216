/** The rounds so far in words, as their reader saw them. */
import type { Contributions, Deductions, Watched } from '../play.ts'
import { amount } from './rules.ts'

/** What was contributed in a round, and what the project earned. */
export function contributionsText(facts: Contributions, unit: string): string {
  const { round, you, own, members, sum, income } = facts
  if (facts.void) {
    const who = own === null ? 'you did not answer' : 'a member of your group did not answer'
    return `Round ${round}: ${who}; the round does not count, and nobody in your group earned anything from the project.`
  }
  const others = (members ?? [])
    .filter(({ name }) => name !== you)
    .map(({ name, contribution }) => `${name} ${contribution}`)
  const each = members === null ? '' : `, ${others.join(', ')}`
  return `Round ${round}: you (${you}) contributed ${own ?? 0}${each}; together ${sum ?? 0}. You earned ${amount(income, unit)} from the project.`
}

/** What the members of the other group contributed. */
export function watchedText({ round, members }: Watched): string {
  const each = members.map(({ name, contribution }) => `${name} ${contribution}`)
  return `In round ${round} the members of the other group contributed: ${each.join(', ')}.`
}

/** What came of deduction points. */
export function deductionsText(facts: Deductions, whom: string, unit: string): string {
  const { given, cost, received, by, missing, reduction, earned } = facts
  const assigned = given.map(({ name, points }) => `${name} ${points ?? 'no answer'}`)
  const gave =
    assigned.length === 0
      ? ''
      : ` You assigned deduction points to ${whom}: ${assigned.join(', ')}; this cost you ${amount(cost, unit)}.`
  const from =
    by === null || by.length === 0
      ? ''
      : ` (${by.map(({ name, points }) => `${points} from ${name}`).join(', ')})`
  const silent =
    missing === 0 ? '' : ` ${missing} of those who were asked about you did not answer.`
  return `${gave} You received ${received}${from}, which took ${amount(reduction, unit)} from you.${silent} In the whole round you earned ${amount(earned, unit)}.`
}
