/** A request for one decision, and the form that its answer must have. */
import { z } from 'zod'
import { ParticipantId } from './ids.ts'

/**
 * One of several options. `options` are canonical names in canonical order; `labels[i]` is what the participant sees for `options[i]`;
 * `order` lists option indexes in the order in which they are displayed.
 */
export const ChoiceForm = z.strictObject({
  kind: z.literal('choice'),
  options: z.array(z.string().min(1)).min(1),
  labels: z.array(z.string().min(1)).min(1),
  order: z.array(z.int().nonnegative()).min(1),
  passable: z.boolean().optional(),
})
export type ChoiceForm = z.infer<typeof ChoiceForm>

/** A number from `min` to `max`, both allowed, in whole multiples of `step` above `min`. */
export const AmountForm = z.strictObject({
  kind: z.literal('amount'),
  min: z.number(),
  max: z.number(),
  step: z.number().positive(),
  passable: z.boolean().optional(),
})
export type AmountForm = z.infer<typeof AmountForm>

/** Free words, at most `maxLength` UTF-16 code units. */
export const TextForm = z.strictObject({
  kind: z.literal('text'),
  maxLength: z.int().positive(),
  passable: z.boolean().optional(),
})
export type TextForm = z.infer<typeof TextForm>

export const AnswerForm = z.discriminatedUnion('kind', [ChoiceForm, AmountForm, TextForm])
export type AnswerForm = z.infer<typeof AnswerForm>

export const Ask = z.strictObject({
  of: ParticipantId,
  name: z.string().min(1),
  form: AnswerForm,
})
export type Ask = z.infer<typeof Ask>

/** What an answer can be: a canonical option or free words, an amount, or null where nothing was answered (a pass, a forfeit). */
export const Value = z.union([z.string(), z.number(), z.null()])
export type Value = z.infer<typeof Value>
