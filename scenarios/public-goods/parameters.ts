/** What an experiment may set, and which settings contradict one another. */
import { z } from 'zod'
import { MATCHINGS } from '../../src/index.ts'

/** The schedule of Fehr and Gächter 2000, table 1: what 0, 1, … 10 deduction points cost whoever assigns them. */
export const COSTS_2000 = [0, 1, 2, 4, 6, 9, 12, 16, 20, 25, 30] as const

/** What deduction points cost, and what they take away. */
export const Deduction = z.discriminatedUnion('kind', [
  /** Each point costs `cost` and takes `reduction` away (Fehr and Gächter 2002: 1 and 3). */
  z.strictObject({
    kind: z.literal('points'),
    cost: z.number().min(0).default(1),
    reduction: z.number().min(0).default(3),
    /** The most that can be assigned to one member. */
    most: z.int().min(1).max(100).default(10),
  }),
  /** Each point takes away a share of what was earned in the round so far; `costs[n]` is what n points cost (Fehr and Gächter 2000). */
  z.strictObject({
    kind: z.literal('share'),
    percent: z.number().positive().max(100).default(10),
    costs: z
      .array(z.number().min(0))
      .min(2)
      .default([...COSTS_2000]),
  }),
])
export type Deduction = z.output<typeof Deduction>

export const Parameters = z
  .strictObject({
    rounds: z
      .int()
      .min(1, 'at least 1 round')
      .max(10_000, 'at most 10,000 rounds; for more data use replicates')
      .default(10),
    /** Whether the rules tell how many rounds there are. */
    horizon: z.enum(['announced', 'hidden']).default('announced'),
    /** How many in each group; everybody is in one where it is not given. */
    groupSize: z.int().min(2, 'a group has at least 2 members').optional(),
    /** How groups are formed. */
    matching: z.enum(MATCHINGS).default('partner'),
    /** Whether partners are neighbours by seat, or drawn once. */
    partners: z.enum(['seat', 'drawn']).default('seat'),
    /** What each member has in each round. */
    endowment: z.number().positive().default(20),
    /** Contributions are whole multiples of it. */
    step: z.number().positive().default(1),
    /** What the sum of the contributions is multiplied by before it is divided … */
    multiplier: z.number().min(0).optional(),
    /** … or what one point contributed is worth to each member (the marginal per capita return). */
    mpcr: z.number().min(0).optional(),
    /** Whether members learn what each contributed, or only the sum. */
    told: z.enum(['each', 'sum']).default('each'),
    /** Whether members are called the same throughout, or by numbers that are drawn anew each round. */
    names: z.enum(['kept', 'drawn']).default('drawn'),
    /** Who may punish: nobody, the members of one's own group, or those of another group. */
    punishment: z.enum(['none', 'direct', 'third-party']).default('none'),
    deduction: Deduction.default({ kind: 'points', cost: 1, reduction: 3, most: 10 }),
    /** Whether deductions can take away no more than what was earned from the project in the round. */
    floor: z.boolean().default(true),
    /** Whether those who are punished learn by whom. */
    punishers: z.enum(['hidden', 'named']).default('hidden'),
    unit: z.string().trim().min(1).max(40).default('points'),
  })
  .superRefine((parameters, context) => {
    const complain = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (parameters.multiplier !== undefined && parameters.mpcr !== undefined)
      complain('mpcr', 'give either a multiplier or an mpcr, not both')
    if (parameters.step > parameters.endowment)
      complain(
        'step',
        `a step of ${parameters.step} leaves nothing to contribute of ${parameters.endowment}`,
      )
    if (parameters.punishment !== 'none' && parameters.told === 'sum')
      complain('told', 'those who may punish must know what each contributed: use told: each')
  })
export type Parameters = z.output<typeof Parameters>
