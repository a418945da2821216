/** The rounds so far in words, as the reader saw them. */
import { moneyText } from '../../../src/index.ts'
import type { Outcome } from '../play.ts'
import type { Rules } from '../rules.ts'
import { otherPart } from '../part.ts'
import type { Framing } from './framings.ts'

/** The rounds that are told, a line for each. Of a single round there is no past. */
export function historyLines(
  outcomes: readonly Outcome[],
  rules: Rules,
  framing: Framing,
): readonly { readonly round: number; readonly text: string }[] {
  if (rules.history === 'none' || rules.rounds === 1) return []
  const told = outcomes.slice(Math.max(0, outcomes.length - (rules.historyRounds ?? Infinity)))
  return told.map((outcome) => ({ round: outcome.round, text: line(outcome, rules, framing) }))
}

function line(outcome: Outcome, { unit }: Rules, framing: Framing): string {
  const { round, part, sent, received, returned, earned, holds } = outcome
  const other = framing.called[otherPart(part)]
  const [sender, returner] = part === 'trustor' ? ['you', other] : [other, 'you']
  const money = (amount: number | null): string => moneyText(amount ?? 0, unit)
  const first =
    sent === null
      ? `${sender} did not answer`
      : `${sender} sent ${money(sent)}, which became ${money(received)}`
  const second =
    sent === null
      ? []
      : [
          returned === null
            ? `${returner} did not answer`
            : `${returner} returned ${money(returned)}`,
        ]
  const last =
    holds !== null
      ? `you then had ${money(holds)}`
      : sent === null || returned === null
        ? 'nobody earned anything'
        : `you earned ${money(earned)}`
  return `Round ${round}: ${[first, ...second, last].join('; ')}.`
}
