/** How a run begins and ends. */
import { z } from 'zod'
import { Plan } from './plan.ts'

/** The first entry of every record. */
export const RunStarted = z.strictObject({
  kind: z.literal('run-started'),
  semantics: z.int().positive(),
  plan: Plan,
})
export type RunStarted = z.infer<typeof RunStarted>

/**
 * The last entry of every record that is complete. `finished`: the machine came to its end. `aborted`: no valid answer came and the plan says to abort. `failed`: a policy or the
 * scenario broke its own rules; `why` says how to mend it.
 */
export const RunEnded = z.strictObject({
  kind: z.literal('run-ended'),
  how: z.enum(['finished', 'aborted', 'failed']),
  why: z.string().nullable(),
})
export type RunEnded = z.infer<typeof RunEnded>
