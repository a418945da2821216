/** The dictator game itself: what an experiment may set, what is told, what is paid. */
import { z } from 'zod'
import { placesOf, times, total } from '../../src/index.ts'

const Money = z
  .number()
  .positive()
  .max(1_000_000)
  .refine((amount) => placesOf(amount) <= 4, 'at most 4 decimal places')

export const Parameters = z
  .strictObject({
    /** What the dictator receives in each round. */
    endowment: Money.default(10),
    /** What is given is multiplied by this on its way: 1 in the plain game. */
    multiplier: z
      .number()
      .positive()
      .max(100)
      .refine((factor) => placesOf(factor) <= 3, 'at most 3 decimal places')
      .default(1),
    /** Amounts are whole multiples of this. */
    step: Money.default(1),
    rounds: z.int().min(1).max(100_000).default(1),
    /** A sign that stands before the number ($ € £ ¥), or a word that stands after it. */
    unit: z.string().trim().min(1).max(40).default('$'),
  })
  .refine(({ step, endowment }) => step <= endowment, {
    path: ['step'],
    error: 'a step above the endowment leaves nothing to give',
  })
export type Parameters = z.output<typeof Parameters>

export type Role = 'dictator' | 'recipient'
export const ROLES: readonly Role[] = ['dictator', 'recipient']

/** What a player is told of the game. */
export type Rules = Parameters & { readonly role: Role }

/** A past round; `given` is null where the dictator did not answer, and then nobody earned anything. */
export type Outcome = {
  readonly round: number
  readonly given: number | null
  readonly received: number | null
  readonly earned: number
}

/** What each earns where so much is given. */
export function payoffs(
  { endowment, multiplier }: Parameters,
  given: number,
): Record<Role, number> {
  return { dictator: total(endowment, -given), recipient: times(given, multiplier) }
}
