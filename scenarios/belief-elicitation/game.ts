/** What an experiment may set, what the forecaster is told, and what came of its answers. */
import { z } from 'zod'

const Words = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}"]*$/u, 'no line breaks, control characters or double quotes')

const Attribute = z.strictObject({
  name: Words,
  /** The groups that it makes: `value` as it is in the bank of personas, `said` as a plural phrase (people aged 18 to 29). */
  values: z
    .array(z.strictObject({ value: Words, said: Words }))
    .min(2)
    .max(12)
    .refine(
      (values) => new Set(values.map(({ value }) => value)).size === values.length,
      'each value once',
    )
    .refine(
      (values) => new Set(values.map(({ said }) => said)).size === values.length,
      'each phrase once',
    ),
})

export const Parameters = z
  .strictObject({
    /** The groups that are asked about … */
    attribute: Attribute.optional(),
    /** … or the trustee against whom the forecaster expects itself to play: it returns so much, or all that it received if that is less. */
    partner: z.strictObject({ returns: z.number().nonnegative() }).optional(),
    /**
     * How groups are asked about. `no-context`: who trusts more, and how much it matters. `context`: the same, with the rules of the trust game. `dollars`: with these
     * rules, the mean and the standard deviation of what each group sends.
     */
    strategy: z.enum(['no-context', 'context', 'dollars']).default('dollars'),
    /** `json`: all at once, as one JSON object in words. `asked`: one by one, each answer in a form that the engine checks. */
    answers: z.enum(['json', 'asked']).default('json'),
    /** The order in which groups are listed: as given, or drawn for each run. */
    order: z.enum(['fixed', 'shuffled']).default('shuffled'),
    endowment: z.number().positive().default(10),
    multiplier: z.number().positive().default(3),
    /** How many rounds are forecast. */
    rounds: z.int().min(1).max(100).default(6),
  })
  .refine(({ attribute, partner }) => (attribute === undefined) !== (partner === undefined), {
    path: ['attribute'],
    error: 'give an attribute, whose groups are asked about, or a partner, but not both',
  })
export type Parameters = z.output<typeof Parameters>

export type Group = { readonly value: string; readonly said: string }

/** The words for effect sizes that can be chosen. */
export const EFFECTS = ['none', 'small', 'medium', 'large'] as const

/** What the forecaster is told: the parameters, its groups in the order in which they are listed. */
export type Rules = Omit<Parameters, 'attribute' | 'partner'> & {
  readonly attribute: { readonly name: string; readonly values: readonly Group[] } | null
  readonly partner: { readonly returns: number } | null
}

/** A belief about groups, by their values; what was not asked for is null. A failure leaves all of it null and says why. */
export type Elicited = {
  /** The most trusting first. */
  readonly order: readonly string[] | null
  readonly effect: string | null
  readonly groups:
    readonly { readonly value: string; readonly mean: number; readonly sd: number }[] | null
  readonly failure: string | null
}

export function failed(why: string): Elicited {
  return { order: null, effect: null, groups: null, failure: why }
}
