/** Questions beside the play: beliefs, ratings, questionnaires. They are asked on a side branch, and nothing of them is history. */
import { z } from 'zod'
import { AnswerForm, Value } from './ask.ts'
import { ParticipantId } from './ids.ts'

/** When a probe is put, at the beginning of a tick: before play, after it, or at the first tick of rounds or of a phase (each time that it is entered). */
export const ProbeTime = z.union([
  z.enum(['before', 'after', 'every-round']),
  z.strictObject({ rounds: z.array(z.int().positive()).min(1) }),
  z.strictObject({ phase: z.string().min(1) }),
])
export type ProbeTime = z.infer<typeof ProbeTime>

/** A probe as a plan has it: participants by their id. */
export const Probe = z.strictObject({
  name: z.string().min(1),
  of: z.array(ParticipantId).min(1),
  at: ProbeTime,
  question: z.string().min(1),
  form: AnswerForm,
})
export type Probe = z.infer<typeof Probe>

/** The `ask` under which the observation and the calls of a probe stand in the record; no scenario may name an ask so. */
export function probeAsk(name: string): string {
  return `probe/${name}`
}

/** True for the `ask` of an entry that belongs to a probe. */
export function isProbeAsk(ask: string): boolean {
  return ask.startsWith('probe/')
}

export const ProbeAsked = z.strictObject({
  kind: z.literal('probe-asked'),
  of: ParticipantId,
  probe: z.string().min(1),
  question: z.string(),
  form: AnswerForm,
})
export type ProbeAsked = z.infer<typeof ProbeAsked>

/** `unanswered`: no valid answer came. `not-asked`: whoever sits there holds no beliefs to ask for (a strategy, a list of moves), or has crashed. */
export const ProbeAnswered = z.strictObject({
  kind: z.literal('probe-answered'),
  of: ParticipantId,
  probe: z.string().min(1),
  value: Value,
  displayed: z.string().nullable(),
  status: z.enum(['valid', 'reasked', 'passed', 'unanswered', 'not-asked']),
  attempts: z.int().nonnegative(),
  why: z.string().nullable(),
})
export type ProbeAnswered = z.infer<typeof ProbeAnswered>
