/** How an experiment changes what is read: which parts of a prompt are shown, in what order and words, and how much of the past. */
import { z } from 'zod'

/**
 * What is done to the part of a name. `off` leaves it out. In `text`, `{text}` stands for the part's own words, so that it can be replaced, introduced
 * or followed by others.
 */
export const PartEdit = z.union([
  z.literal('on'),
  z.literal('off'),
  z.strictObject({ text: z.string() }),
])
export type PartEdit = z.infer<typeof PartEdit>

/** Edits of the parts of prompts by name; `order` names those that come first, in that order, and the rest stay as they were. */
export const PromptDesign = z.strictObject({
  parts: z.record(z.string(), PartEdit).optional(),
  order: z.array(z.string().min(1)).optional(),
})
export type PromptDesign = z.infer<typeof PromptDesign>

/**
 * How much of the past is told, of the parts that tell a round: all of it, none, the last rounds, as many of the last parts as fit into
 * so many tokens (estimated), or the last rounds and a running summary of the ones before, written by the participant's own model or by another.
 */
export const HistoryBudget = z.union([
  z.enum(['whole', 'none']),
  z.strictObject({ last: z.int().positive() }),
  z.strictObject({ tokens: z.int().positive() }),
  z.strictObject({
    summary: z.strictObject({
      /** Rounds that are still told in full. */
      last: z.int().nonnegative(),
      words: z.int().positive(),
      /** `provider/model` of another model that writes it; the participant's own where absent. */
      by: z
        .string()
        .regex(/^[^/\s]+\/\S+$/, 'a model is written "provider/model"')
        .optional(),
    }),
  }),
])
export type HistoryBudget = z.infer<typeof HistoryBudget>
