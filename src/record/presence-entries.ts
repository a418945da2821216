/** Who has failed, who has left, and who is back. What the others are told of it is said in messages, or not at all. */
import { z } from 'zod'
import { ParticipantId } from './ids.ts'

/** For good, or for so many rounds, the one in which it crashed among them. */
export const Lasting = z.union([
  z.literal('permanent'),
  z.strictObject({ rounds: z.int().positive() }),
])
export type Lasting = z.infer<typeof Lasting>

/** From here on the participant answers nothing: whatever it is asked is forfeited, with `crashed` as the reason. */
export const ParticipantCrashed = z.strictObject({
  kind: z.literal('participant-crashed'),
  of: ParticipantId,
  lasting: Lasting,
  /** What the others may be told, in the participant's name; null where there are no words for it. */
  notice: z.string().nullable(),
  /** `at-once`: each time that it is asked and does not answer. `never`. Or so many rounds after it crashed, once. */
  told: z.union([
    z.literal('at-once'),
    z.literal('never'),
    z.strictObject({ afterRounds: z.int().positive() }),
  ]),
})
export type ParticipantCrashed = z.infer<typeof ParticipantCrashed>

/** It takes no further part: taken out by an intervention, or by the rules of the scenario. */
export const ParticipantRemoved = z.strictObject({
  kind: z.literal('participant-removed'),
  of: ParticipantId,
  why: z.string(),
})
export type ParticipantRemoved = z.infer<typeof ParticipantRemoved>

/** It answers again, or is asked again. */
export const ParticipantReturned = z.strictObject({
  kind: z.literal('participant-returned'),
  of: ParticipantId,
  why: z.string(),
})
export type ParticipantReturned = z.infer<typeof ParticipantReturned>
