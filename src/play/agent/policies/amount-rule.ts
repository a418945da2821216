/** A policy that answers every ask for an amount by one fixed rule: a sum of its own, or a share of what it may give. */
import { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'
import type { AmountForm, Ask } from '../../../record/ask.ts'
import { parseSettings } from './parse-settings.ts'
import type { SeatPolicy } from '../policy.ts'

const Constant = z.strictObject({
  rule: z.literal('constant'),
  /** As much as this; all that it may give where that is less. */
  amount: z.number(),
})
const Share = z.strictObject({
  rule: z.literal('share'),
  /** Of the way from the least that it may answer to the most: 0.5 of an ask from 0 to 15 is 7.5. */
  share: z.number().min(0).max(1),
})
const Rule = z.discriminatedUnion('rule', [Constant, Share])
type Rule = z.infer<typeof Rule>

/** One rule for every ask; `asks` has others for asks of some names. */
export const AmountRuleSettings = z.discriminatedUnion('rule', [
  Constant.extend({ asks: z.record(z.string(), Rule).optional() }),
  Share.extend({ asks: z.record(z.string(), Rule).optional() }),
])

/**
 * Answers with the rule's amount, at most the form's max, rounded down to its grid: it never gives more than its rule says. Throws a BadInputError for asks that
 * are for no amount, and where its rule comes to less than the least that is allowed.
 */
export const amountRule: SeatPolicy = ({ seat, participant }) => {
  const settings = parseSettings('amount-rule', AmountRuleSettings, seat.settings, participant)
  return {
    decide({ ask }) {
      const { name, form } = ask
      if (form.kind !== 'amount') {
        throw new BadInputError(
          `policy amount-rule answers asks for amounts; the ask "${name}" of ${participant} is for ${form.kind === 'choice' ? 'a choice' : 'words'}. Seat another policy, such as moves.`,
        )
      }
      return amountBy(settings.asks?.[name] ?? settings, ask, form)
    },
  }
}

function amountBy(rule: Rule, { name, of }: Ask, { min, max, step }: AmountForm): number {
  const meant = rule.rule === 'constant' ? rule.amount : min + rule.share * (max - min)
  const capped = Math.min(meant, max)
  if (capped < min) {
    throw new BadInputError(
      `policy amount-rule: the ask "${name}" of ${of} is for at least ${min}, and its rule comes to ${meant}. Raise "amount" in its settings.`,
    )
  }
  // A step that is missed by rounding alone counts; twelve digits: three steps of 0.1 are 0.3.
  const steps = Math.floor((capped - min) / step + 1e-9)
  return Math.min(max, Number((min + steps * step).toPrecision(12)))
}
