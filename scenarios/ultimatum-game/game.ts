/** The ultimatum game itself: what an experiment may set, what is told, what is paid. */
import { z } from 'zod'
import { placesOf, total, type ParticipantId } from '../../src/index.ts'

const MOST_OFFERS = 101

const Money = z
  .number()
  .positive()
  .max(1_000_000)
  .refine((amount) => placesOf(amount) <= 4, 'at most 4 decimal places')

export const Parameters = z
  .strictObject({
    /** What is to be divided. */
    pie: Money.default(10),
    /** Offers are whole multiples of this. */
    step: Money.default(1),
    /**
     * How the responder answers: to the offer that was made; by the least that it accepts, before it knows the offer; or to every possible offer one by one, before it
     * knows which was made (the strategy method, Mitzkewitz and Nagel 1993).
     */
    method: z.enum(['direct', 'minimum', 'each-offer']).default('direct'),
    /** In which sequence each offer is asked about. */
    sequence: z.enum(['ascending', 'shuffled']).default('ascending'),
    /** Which of the two answers is named first. */
    order: z.enum(['accept-first', 'reject-first']).default('accept-first'),
    rounds: z.int().min(1).max(100_000).default(1),
    /** A sign that stands before the number ($ € £ ¥), or a word that stands after it. */
    unit: z.string().trim().min(1).max(40).default('$'),
  })
  .refine(({ step, pie }) => step <= pie, {
    path: ['step'],
    error: 'a step above the pie leaves nothing to offer',
  })
  .refine(
    (parameters) => parameters.method !== 'each-offer' || offersIn(parameters) <= MOST_OFFERS,
    {
      path: ['step'],
      error: `at most ${MOST_OFFERS} offers can be asked about one by one: take larger steps`,
    },
  )
export type Parameters = z.output<typeof Parameters>

export type Role = 'proposer' | 'responder'
export const ROLES: readonly Role[] = ['proposer', 'responder']
export type Players = Readonly<Record<Role, ParticipantId>>

/** What a player is told of the game. */
export type Rules = Parameters & { readonly role: Role }

/** A past round; null for what did not happen because somebody did not answer, and then nobody earned anything. */
export type Outcome = {
  readonly round: number
  readonly offer: number | null
  readonly accepted: boolean | null
  readonly earned: number
}

/** How many different offers there are. */
export function offersIn({ pie, step }: { readonly pie: number; readonly step: number }): number {
  return Math.floor(pie / step + 1e-9) + 1
}

/** What each earns: an offer that is rejected leaves both with nothing. */
export function payoffs(
  { pie }: Parameters,
  offer: number,
  accepted: boolean,
): Record<Role, number> {
  return accepted
    ? { proposer: total(pie, -offer), responder: offer }
    : { proposer: 0, responder: 0 }
}
