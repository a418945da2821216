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
  parts: z.array(
    TextPart.omit({ round: true }).extend({ role: z.enum(['system', 'user', 'assistant']) }),
  ),
  /** What of the past was left out by the plan's history budget; absent where nothing was. */
  dropped: z
    .strictObject({
      parts: z.int().positive(),
      /** The first and the last round of what was left out. */
      rounds: z.tuple([z.int(), z.int()]),
      /** UTF-16 code units. */
      characters: z.int().nonnegative(),
    })
    .optional(),
})
export type ObservationShown = z.infer<typeof ObservationShown>

/**
 * A decision that was made by its participant: `valid` at the first attempt, `reasked` at a later one, or `passed` where the ask allowed a pass. `planted`: an
 * intervention gave the answer, and nobody was asked.
 * `value` is canonical; `displayed` is the label under which the option was seen, null for amounts and words.
 */
export const DecisionTaken = z.strictObject({
  kind: z.literal('decision-taken'),
  of: ParticipantId,
  ask: z.string().min(1),
  value: Value,
  displayed: z.string().nullable(),
  status: z.enum(['valid', 'reasked', 'passed', 'planted']),
  /** 0 where nobody was asked. */
  attempts: z.int().nonnegative(),
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
  /** 0 where it could not be asked: it had crashed, or was removed. */
  attempts: z.int().nonnegative(),
  why: z.string(),
})
export type DecisionDefaulted = z.infer<typeof DecisionDefaulted>
