/** What the scenario did: showed, said, paid, drew by chance. */
import { z } from 'zod'
import { ParticipantId } from './ids.ts'
import { JsonValue } from './json-value.ts'

/** Typed data that one participant now knows. Policies read it; the scenario turns it into text for those who read text. */
export const FactShown = z.strictObject({
  kind: z.literal('fact-shown'),
  to: ParticipantId,
  name: z.string().min(1),
  data: JsonValue,
})
export type FactShown = z.infer<typeof FactShown>

/**
 * Words said on a channel, verbatim. `audience` lists who may hear them, the speaker among them. `from` is null where nobody who is seated says them:
 * a brief, news.
 */
export const MessageSent = z.strictObject({
  kind: z.literal('message-sent'),
  from: ParticipantId.nullable(),
  channel: z.string().min(1),
  audience: z.array(ParticipantId),
  text: z.string(),
  onRecord: z.boolean(),
  /** Not the participant's words but a notice in its name: that it has crashed. */
  notice: z.literal(true).optional(),
  /** Put in the participant's mouth by an intervention. Those who hear it cannot tell. */
  planted: z.literal(true).optional(),
  /** In staggered talk, the tick at which its speaker began, and with what it had heard by then. */
  launched: z.int().nonnegative().optional(),
  /** In staggered talk, the first tick at which it can be heard: those who begin at this tick or later hear it, nobody else does. */
  arrived: z.int().nonnegative().optional(),
})
export type MessageSent = z.infer<typeof MessageSent>

/** Points awarded by the rules. */
export const PayoffAwarded = z.strictObject({
  kind: z.literal('payoff-awarded'),
  to: ParticipantId,
  points: z.number(),
})
export type PayoffAwarded = z.infer<typeof PayoffAwarded>

/** Something that chance did and no participant decided: a tremble, a continuation, a shuffled order. */
export const ChanceDrawn = z.strictObject({
  kind: z.literal('chance-drawn'),
  stream: z.string().min(1),
  of: ParticipantId.nullable(),
  value: JsonValue,
})
export type ChanceDrawn = z.infer<typeof ChanceDrawn>
