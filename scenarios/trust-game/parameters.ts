/** What an experiment may set, and which settings contradict one another. */
import { z } from 'zod'
import { placesOf, UnknownNameError } from '../../src/index.ts'
import { framings } from './texts/framings.ts'

const MOST_ROUNDS = 100_000
/** Whole numbers beyond are not exact, and money is counted in them. */
const MOST_UNITS = 2 ** 53
const PLACES = 4

const Money = z
  .number()
  .positive()
  .max(1_000_000)
  .refine((amount) => placesOf(amount) <= PLACES, `at most ${PLACES} decimal places`)

/** Words that stay on their line. */
const Words = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'no line breaks or control characters')

/** Who is said to be more trusting than whom: kinds of people as plural phrases, the most trusting first. */
const Ordering = z.strictObject({
  attribute: Words,
  order: z
    .array(Words)
    .min(2)
    .max(7, 'at most 7 kinds of people')
    .refine((order) => new Set(order).size === order.length, 'each kind of people once'),
})

export const Parameters = z
  .strictObject({
    /** What the trustor receives, and where `endow` is `both` the trustee too. */
    endowment: Money.default(10),
    /** What is sent is multiplied by this on its way. */
    multiplier: z
      .number()
      .positive()
      .max(100)
      .refine((factor) => placesOf(factor) <= 3, 'at most 3 decimal places')
      .default(3),
    endow: z.enum(['both', 'trustor']).default('both'),
    /** Amounts are whole multiples of this. */
    step: Money.default(1),
    /** A fixed number of rounds (1 where neither is given) … */
    rounds: z.int().min(1, 'at least 1 round').max(MOST_ROUNDS).optional(),
    /** … or the probability that another round follows. */
    continuation: z.number().min(0).lt(1).optional(),
    /** Whether players are told how many rounds there are, or how likely another one is. */
    horizon: z.enum(['announced', 'hidden']).default('announced'),
    /** True: each round from scratch. False: endowments once, at the beginning, and all that is held can be sent. */
    resets: z.boolean().default(true),
    /** Who meets whom where there are several pairs: the same person, one drawn each round, or nobody twice. */
    matching: z.enum(['partner', 'stranger', 'perfect-stranger']).default('partner'),
    /** Trustors and trustees exchange their parts after every round. */
    swap: z.boolean().default(false),
    /** Asks each trustor, once it has sent and before it learns what is returned, what it expects back. */
    beliefs: z.boolean().default(false),
    framing: z.string().default('neutral'),
    /** What money is counted in: a sign that stands before the number ($ € £ ¥), or a word that stands after it. */
    unit: Words.default('$'),
    /** How past rounds are told. */
    history: z.enum(['lines', 'none']).default('lines'),
    /** How many past rounds are told; all where none is given. */
    historyRounds: z.int().min(1).optional(),
    /** What everybody is told about who trusts more: one sentence for each attribute. */
    theory: z.array(Ordering).min(1).optional(),
    /** Replaces each order of `theory` by one of those whose Spearman correlation with it is nearest to `rho`, drawn from a stream of this seed. */
    prior: z
      .strictObject({ rho: z.number().min(-1).max(1), seed: z.int().nonnegative() })
      .optional(),
  })
  .superRefine((parameters, context) => {
    for (const { path, message } of problemsOf(parameters)) {
      context.addIssue({ code: 'custom', path, message })
    }
  })
export type Parameters = z.output<typeof Parameters>

interface Problem {
  readonly path: (string | number)[]
  readonly message: string
}

function problemsOf(parameters: Omit<Parameters, never>): Problem[] {
  const problems: Problem[] = []
  const complain = (path: string, message: string): void =>
    void problems.push({ path: [path], message })
  const { rounds, continuation, step, endowment, framing, resets, matching, theory, prior } =
    parameters
  if (rounds !== undefined && continuation !== undefined)
    complain('continuation', 'give either rounds or a continuation probability, not both')
  if (step > endowment) complain('step', `a step of ${step} leaves nothing to send of ${endowment}`)
  if (!framings.some(({ name }) => name === framing)) {
    const known = framings.map(({ name }) => name)
    const where = 'Framings are in scenarios/trust-game/texts/framings.ts.'
    complain('framing', new UnknownNameError('framing', framing, known, where).message)
  }
  if (!resets && continuation !== undefined)
    complain('resets', 'balances that are carried over need a fixed number of rounds')
  if (!resets && mostUnits(parameters) > MOST_UNITS)
    complain('resets', 'balances could grow beyond what can be counted exactly; play fewer rounds')
  if (matching === 'perfect-stranger' && continuation !== undefined)
    complain('matching', 'strangers who never meet twice need a fixed number of rounds')
  if (prior !== undefined && theory === undefined)
    complain('prior', 'there is no theory whose orders it could replace')
  return problems
}

/** The most money that balances can come to, in units of the finest place. */
function mostUnits({ endowment, multiplier, step, rounds = 1 }: Omit<Parameters, never>): number {
  const places = Math.max(placesOf(endowment), placesOf(step)) + placesOf(multiplier)
  return 2 * endowment * Math.max(1, multiplier) ** rounds * 10 ** places
}

/** The fixed number of rounds. */
export function roundsOf({ rounds }: Parameters): number {
  return rounds ?? 1
}
