/** What people do who sit in a run: whether they consent, and every answer that they submit. */
import { z } from 'zod'
import type { RecordedCall } from './call-entries.ts'
import { ParticipantId } from './ids.ts'

/**
 * One submission of a person, in the words that were submitted; what the person read is the `observation-shown` of the same ask. `reply` is null where the
 * time was over before one came, or the person never came. How long it took stands beside the record.
 */
export const HumanAnswered = z.strictObject({
  kind: z.literal('human-answered'),
  of: ParticipantId,
  ask: z.string().min(1),
  /** From 0; there is no limit to them but time. */
  attempt: z.int().nonnegative(),
  reply: z.string().nullable(),
  /** `valid`, `passed`, `timeout`, `never came`, or why it was not an answer; then what was mended, as in `model-called`. */
  reading: z.string().min(1),
})
export type HumanAnswered = z.infer<typeof HumanAnswered>

/** What a person was asked to agree to before its first ask, and whether it did. */
export const ConsentAnswered = z.strictObject({
  kind: z.literal('consent-answered'),
  of: ParticipantId,
  text: z.string().min(1),
  given: z.boolean(),
})
export type ConsentAnswered = z.infer<typeof ConsentAnswered>

/** The readings of submissions that no fault of the words explains. */
export const PASSED = 'passed'
export const TIMEOUT = 'timeout'
/** Nobody opened the seat's page in the time to come: nothing was read. */
export const NEVER_CAME = 'never came'

/** What a person did, and the tick in which it stands. */
export interface RecordedSubmission {
  readonly tick: number
  readonly entry: HumanAnswered | ConsentAnswered
}

/** What came from outside the machine, and the tick in which it stands: all that a replay answers from. */
export type RecordedReply = RecordedCall | RecordedSubmission

export function isSubmission(recorded: RecordedReply): recorded is RecordedSubmission {
  return recorded.entry.kind !== 'model-called'
}
