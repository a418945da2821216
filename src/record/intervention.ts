/** What an experiment does to a run from outside: when, and what. Applied by the kernel at the beginning of a tick, and recorded. */
import { z } from 'zod'
import { Value } from './ask.ts'
import { ParticipantId } from './ids.ts'
import { JsonValue } from './json-value.ts'
import { ParticipantCrashed } from './presence-entries.ts'
import { Seat } from './seat.ts'

/** A tick; or the first tick of a round, of a phase, or of a phase within a round. It happens once. */
export const When = z.union([
  z.strictObject({ tick: z.int().nonnegative() }),
  z.strictObject({ round: z.int().positive(), phase: z.string().min(1).optional() }),
  z.strictObject({ phase: z.string().min(1) }),
])
export type When = z.infer<typeof When>

/** What is done. Everything is resolved: participants by their id, agents as seats, audiences listed. */
export const Deed = z.discriminatedUnion('do', [
  /** It answers nothing any more, for a time or for good. */
  z.strictObject({
    do: z.literal('crash'),
    who: ParticipantId,
    ...ParticipantCrashed.pick({ lasting: true, notice: true, told: true }).shape,
    /** Who hears the notice, where anybody does; the participant itself among them. */
    audience: z.array(ParticipantId).min(1),
  }),
  /** It takes no further part; what it is asked is forfeited, with `removed` as the reason. */
  z.strictObject({ do: z.literal('remove'), who: ParticipantId }),
  /** Somebody else sits in its place, who knows what the place has seen and has no thoughts of its own from before. */
  z.strictObject({ do: z.literal('replace'), who: ParticipantId, seat: Seat }),
  /** Words are put in its mouth, without asking it. */
  z.strictObject({
    do: z.literal('say'),
    who: ParticipantId,
    channel: z.string().min(1),
    audience: z.array(ParticipantId).min(1),
    text: z.string(),
  }),
  /** It is not asked: this is its answer to the ask of that name in this tick (null: to whatever it is asked). */
  z.strictObject({
    do: z.literal('answer'),
    who: ParticipantId,
    ask: z.string().min(1).nullable(),
    value: Value,
  }),
  /** Points from outside. */
  z.strictObject({ do: z.literal('pay'), who: ParticipantId, points: z.number() }),
  /** Parameters of the scenario that hold from here on. */
  z.strictObject({ do: z.literal('set'), parameters: z.record(z.string(), JsonValue) }),
  /** Words that nobody seated says. */
  z.strictObject({
    do: z.literal('news'),
    audience: z.array(ParticipantId).min(1),
    text: z.string(),
  }),
  /** Every draw from here on comes from another seed: how replicates of a fork differ. */
  z.strictObject({ do: z.literal('reseed'), seed: z.int().nonnegative() }),
])
export type Deed = z.infer<typeof Deed>

export const Intervention = z.strictObject({ at: When, deed: Deed })
export type Intervention = z.infer<typeof Intervention>

/** An intervention was applied here. What follows from it (a message, points) stands right behind it as entries of its own. */
export const InterventionApplied = z.strictObject({
  kind: z.literal('intervention-applied'),
  deed: Deed,
})
export type InterventionApplied = z.infer<typeof InterventionApplied>
