/** What a model is sent and what it sends back. */
import { z } from 'zod'
import { JsonValue } from './json-value.ts'

/** One named piece of what a participant reads: where it came from stays with it. */
export const TextPart = z.strictObject({
  name: z.string().min(1),
  text: z.string(),
  /** In whose mouth a model finds it; `user` where absent. */
  role: z.enum(['system', 'user', 'assistant']).optional(),
  /** A message of its own; other neighbours of one role are put together, with blank lines between. */
  turn: z.literal(true).optional(),
  /** Where it comes from; the scenario's own words where absent. See `docs/prompts.md`: `message:p4@12`, `fact:outcome@3`, `experiment`. */
  source: z.string().min(1).optional(),
  /** The round of the past that it tells: what a history budget may leave out. */
  round: z.int().positive().optional(),
})
export type TextPart = z.infer<typeof TextPart>

/** One message of a prompt, as the model's interface takes it. */
export const PromptMessage = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  text: z.string(),
})
export type PromptMessage = z.infer<typeof PromptMessage>

/** How the model shall sample; `extras` go to the provider as they are. */
export const Sampling = z.strictObject({
  temperature: z.number().min(0).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxTokens: z.int().positive().optional(),
  seed: z.int().optional(),
  extras: z.record(z.string(), JsonValue).optional(),
})
export type Sampling = z.infer<typeof Sampling>

/** Tokens as the provider counted them; null where it did not say. */
export const Usage = z.strictObject({
  inputTokens: z.int().nonnegative().nullable(),
  outputTokens: z.int().nonnegative().nullable(),
  /** Those of `inputTokens` that the provider had read before, where it says so. */
  cachedInputTokens: z.int().positive().optional(),
})
export type Usage = z.infer<typeof Usage>
