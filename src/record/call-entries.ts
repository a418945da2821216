/** One call of a model: what was sent beyond the observation, what came back, how it was read. */
import { z } from 'zod'
import { ParticipantId } from './ids.ts'
import { JsonValue } from './json-value.ts'
import { PromptMessage, Sampling, Usage } from './prompt.ts'

const Alternative = z.strictObject({ token: z.string(), logprob: z.number() })

/** One token of an answer, its natural logarithm of probability, and the likeliest tokens at its place. */
export const AnswerToken = Alternative.extend({ alternatives: z.array(Alternative) })
export type AnswerToken = z.infer<typeof AnswerToken>

/**
 * The messages sent are those that the parts of the tick's `observation-shown` for this ask make up (see `messagesOf`: the system's, then the turns), followed by `further`
 * (the earlier replies and why they were refused). `completion` is null where none came; then `error` says why. `tries` and `retried` are left
 * out of calls that were made once: a try that failed in passing and was made again is no attempt of the participant's. They, `costUsd` and
 * `uncertainUsd` depend on the hour, and are left out of the record's hash.
 */
export const ModelCalled = z.strictObject({
  kind: z.literal('model-called'),
  of: ParticipantId,
  ask: z.string().min(1),
  attempt: z.int().nonnegative(),
  /** Counted from 1, in calls that only estimate how an answer is distributed. */
  sample: z.int().positive().optional(),
  provider: z.string().min(1),
  model: z.string().min(1),
  sampling: Sampling,
  schema: JsonValue.nullable(),
  further: z.array(PromptMessage),
  completion: z.string().nullable(),
  servedModel: z.string().nullable(),
  fingerprint: z.string().nullable(),
  finishReason: z.string().nullable(),
  usage: Usage,
  costUsd: z.number().nonnegative().nullable(),
  error: z.string().nullable(),
  /** How the completion was read: `valid`, or why it was not an answer. */
  reading: z.string(),
  /** How often the call was made until this came of it. */
  tries: z.int().min(2).optional(),
  /** Why each try but the last failed, in order. */
  retried: z.array(z.string()).optional(),
  /** US dollars that may have been charged besides `costUsd`: for tries that broke off, or where the server did not say what it used. */
  uncertainUsd: z.number().positive().optional(),
  /** The tokens from which the ask's probabilities were worked out, where log-probabilities told them; alternatives stop where the answer is clear. */
  answerTokens: z.array(AnswerToken).min(1).optional(),
})
export type ModelCalled = z.infer<typeof ModelCalled>

/** A call and the tick in which it stands: what a replay answers from. */
export interface RecordedCall {
  readonly tick: number
  readonly entry: ModelCalled
}
