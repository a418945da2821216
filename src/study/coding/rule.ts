/** Rules that code a unit by themselves: lexicons, counts, names, patterns, properties of decisions. */
import { z } from 'zod'

/**
 * A rule holds or does not, and says on which words it rests. Words are compared without regard to case, whole words only; `terms` may be several words, and
 * a `*` at the end of a term stands for any ending.
 */
export const Rule = z.union([
  /** At least `least` different terms of the list occur. */
  z.strictObject({
    terms: z.array(z.string().min(1)).min(1),
    least: z.int().positive().default(1),
  }),
  /** It has fewer than `under` words, or at least `atLeast`. */
  z.strictObject({
    words: z.strictObject({
      under: z.int().positive().optional(),
      atLeast: z.int().nonnegative().optional(),
    }),
  }),
  /** It names at least one other participant of the run, by the name that participants see. */
  z.strictObject({ mentions: z.literal('others') }),
  /** It names a participant who had crashed by then. */
  z.strictObject({ mentions: z.literal('crashed') }),
  /** An ECMAScript regular expression (flags `iu`) matches. */
  z.strictObject({ pattern: z.string().min(1) }),
  /** Of decisions: the ask is that one, and the value is one of these, or an amount within these bounds. */
  z.strictObject({
    decision: z.strictObject({
      ask: z.string().min(1),
      is: z
        .array(z.union([z.string(), z.number()]))
        .min(1)
        .optional(),
      from: z.number().optional(),
      to: z.number().optional(),
    }),
  }),
  /** All of these rules hold, any of them does, or this one does not. */
  z.strictObject({
    get all() {
      return z.array(Rule).min(1)
    },
  }),
  z.strictObject({
    get any() {
      return z.array(Rule).min(1)
    },
  }),
  z.strictObject({
    get not() {
      return Rule
    },
  }),
])
export type Rule = z.infer<typeof Rule>
