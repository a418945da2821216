/** What was asked, what was shown in words, and what was decided. */
import { z } from 'zod'
import { AnswerForm, Value } from './ask.ts'
import { ParticipantId } from './ids.ts'
import { TextPart } from './prompt.ts'

export const DecisionAsked = z.strictObject({
  kind: z.literal('decision-asked'),
  of: ParticipantId,
  ask: z.string().min(1),
  form: AnswerForm,
})
export type DecisionAsked = z.infer<typeof DecisionAsked>

/** Exactly what a reader of text was shown before it answered, in parts whose names say where each came from. */
export const ObservationShown = z.strictObject({
  kind: z.literal('observation-shown'),
  to: ParticipantId,
  ask: z.string().min(1),
  parts: z.array(TextPart.extend({ role: z.enum(['system', 'user']) })),
})
export type ObservationShown = z.infer<typeof ObservationShown>

/**
 * A decision that was made by its participant: `valid` at the first attempt, `reasked` at a later one, or `passed` where the ask allowed a pass.
 * `value` is canonical; `displayed` is the label under which the option was seen, null for amounts and words.
 */
export const DecisionTaken = z.strictObject({
  kind: z.literal('decision-taken'),
  of: ParticipantId,
  ask: z.string().min(1),
  value: Value,
  displayed: z.string().nullable(),
  status: z.enum(['valid', 'reasked', 'passed']),
  attempts: z.int().positive(),
})
export type DecisionTaken = z.infer<typeof DecisionTaken>

/** No valid answer came: the declared policy put a value (or, for a forfeit, null) in its place, in the open. */
export const DecisionDefaulted = z.strictObject({
  kind: z.literal('decision-defaulted'),
  of: ParticipantId,
  ask: z.string().min(1),
  value: Value,
  displayed: z.string().nullable(),
  status: z.enum(['forfeited', 'defaulted']),
  attempts: z.int().positive(),
  why: z.string(),
})
export type DecisionDefaulted = z.infer<typeof DecisionDefaulted>
