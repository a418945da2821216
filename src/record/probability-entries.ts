/** How an answer was distributed, as far as a model tells: an estimate beside the decision. */
import { z } from 'zod'
import { ParticipantId } from './ids.ts'

/**
 * The probabilities of the options of one ask, in millionths that sum to 1. `source`: `logprobs` were read from the log-probabilities of the first
 * reply, `samples` are shares among further replies to the same prompt. `given`: the distribution is that of a reply to the prompt, or that of the
 * answer once the words of the reply before it were written. `other` is what is no option: prose, refusals, what could not be read.
 */
export const ProbabilityEstimated = z.strictObject({
  kind: z.literal('probability-estimated'),
  of: ParticipantId,
  ask: z.string().min(1),
  source: z.enum(['logprobs', 'samples']),
  given: z.enum(['prompt', 'reply']),
  /** How many replies were counted; null where log-probabilities were read. */
  samples: z.int().positive().nullable(),
  /** Canonical option → its probability. */
  probabilities: z.record(z.string(), z.number().min(0).max(1)),
  /** Only where the ask allowed a pass. */
  pass: z.number().min(0).max(1).optional(),
  other: z.number().min(0).max(1),
})
export type ProbabilityEstimated = z.infer<typeof ProbabilityEstimated>
