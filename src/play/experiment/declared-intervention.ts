/** An intervention as an experiment declares it: when, and one deed with whatever belongs to it. */
import { z } from 'zod'
import { Value } from '../../record/ask.ts'
import { JsonValue } from '../../record/json-value.ts'
import { Lasting, ParticipantCrashed } from '../../record/presence-entries.ts'
import { AgentRef } from './agent-ref.ts'
import { SeatNames } from './seat-names.ts'

/** A tick, a round, several rounds (once in each), a phase, or a phase within rounds. */
const At = z
  .strictObject(
    {
      tick: z.int().nonnegative().optional(),
      round: z.int().positive().optional(),
      rounds: z.array(z.int().positive()).min(1).optional(),
      phase: z.string().min(1).optional(),
    },
    'write when: { round: 3 }, { rounds: [1, 3] }, { tick: 4 } or { phase: … }',
  )
  .refine(({ tick, round, rounds, phase }) => {
    const times = [tick, round, rounds].filter((time) => time !== undefined).length
    return times === 1
      ? tick === undefined || phase === undefined
      : times === 0 && phase !== undefined
  }, 'give one of tick, round and rounds, or a phase; a phase can be within a round')

/** deed → the fields that say more of it. */
export const DEEDS = {
  crash: ['lasting', 'notice', 'told', 'to'],
  remove: [],
  replace: ['by'],
  say: ['as', 'channel', 'to'],
  answer: ['as', 'ask'],
  pay: ['to'],
  set: [],
  news: ['to'],
} as const
export type DeedName = keyof typeof DEEDS

const DEED_NAMES = Object.keys(DEEDS) as DeedName[]

const Fields = z.strictObject({
  at: At,
  crash: SeatNames.optional(),
  remove: SeatNames.optional(),
  replace: z.string().min(1).optional(),
  say: z.string().min(1).optional(),
  answer: Value.optional(),
  pay: z.number().optional(),
  set: z.record(z.string(), JsonValue).optional(),
  news: z.string().min(1).optional(),
  lasting: z.union(Lasting.options, 'write permanent, or { rounds: 1 }').optional(),
  notice: z.string().min(1).nullable().optional(),
  told: z
    .union(ParticipantCrashed.shape.told.options, 'write at-once, never, or { afterRounds: 2 }')
    .optional(),
  by: AgentRef.optional(),
  as: z.string().min(1).optional(),
  channel: z.string().min(1).optional(),
  ask: z.string().min(1).optional(),
  to: SeatNames.optional(),
})
type Fields = z.infer<typeof Fields>

/** `off` where it is switched off. */
export const DeclaredIntervention = z.union([
  z.literal('off'),
  Fields.superRefine((fields, context) => {
    const complain = (path: string[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    const [deed, second] = deedsIn(fields)
    if (deed === undefined)
      return complain([], `nothing is done here: give one of ${DEED_NAMES.join(', ')}`)
    if (second !== undefined) {
      return complain(
        [second],
        `one intervention does one thing, and this one does two: ${deed} and ${second}. Declare each under a name of its own`,
      )
    }
    const own: readonly string[] = ['at', deed, ...DEEDS[deed]]
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined || own.includes(key)) continue
      const known = DEEDS[deed].length === 0 ? 'nothing' : DEEDS[deed].join(', ')
      complain([key], `"${key}" says nothing of ${deed}; what can be said of it is: ${known}`)
    }
    const needed = ({ replace: 'by', say: 'as', answer: 'as', pay: 'to' } as const)[deed as 'say']
    if (needed !== undefined && fields[needed] === undefined)
      complain([], `${deed} needs "${needed}": ${NEEDED[needed]}`)
  }),
])
export type DeclaredIntervention = z.infer<typeof DeclaredIntervention>
export type InterventionFields = Exclude<DeclaredIntervention, 'off'>

const NEEDED = {
  as: 'the seat in whose name',
  by: 'the agent that takes the seat',
  to: 'the seats that get it',
}

/** The deeds that are declared, in the order of DEEDS. */
export function deedsIn(fields: Fields): DeedName[] {
  return DEED_NAMES.filter((name) => fields[name] !== undefined)
}
