/** The choice itself: what an experiment may set, what is told, what is paid. */
import { z } from 'zod'

/** [the chooser's points, the other's points]; the other's are 0 where there is nobody else. */
const Payoff = z.tuple([z.number(), z.number()])

export const Parameters = z.strictObject({
  /** What is paid for certain. */
  safe: Payoff.default([10, 10]),
  /** What is paid if the risk is taken and it turns out well … */
  good: Payoff.default([15, 15]),
  /** … and if it turns out badly. */
  bad: Payoff.default([8, 22]),
  /** How likely it is to turn out well. */
  probability: z.number().min(0).max(1).default(0.5),
  /** What decides: somebody else, drawn from people of whom that share choose what is good for both, or a machine. */
  source: z.enum(['people', 'chance']).default('people'),
  /** Whether a second person is paid too, and spoken of. */
  other: z.boolean().default(true),
  /** `choice`: the probability is told, and one of the two is chosen. `minimum`: the least probability for which the risk is taken, before it is told. */
  method: z.enum(['choice', 'minimum']).default('choice'),
  /** Which of the two is named first. */
  order: z.enum(['safe-first', 'risky-first']).default('safe-first'),
  /** A sign that stands before the number ($ € £ ¥), or a word that stands after it. */
  unit: z.string().trim().min(1).max(40).default('$'),
})
export type Parameters = z.output<typeof Parameters>

/** What a player is told. The probability is null where it is told only afterwards. */
export type Rules = Omit<Parameters, 'probability'> & {
  readonly role: 'chooser' | 'other'
  readonly probability: number | null
}

/** What came of it: the option that was taken, and how the risk turned out; null where that was not to be known. */
export type Outcome = {
  readonly taken: 'safe' | 'risky' | null
  readonly turnedOut: 'good' | 'bad' | null
  readonly earned: number
}
