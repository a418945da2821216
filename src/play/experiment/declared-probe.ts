/** A probe as an experiment declares it: of whom, when, what, and how it is to be answered. */
import { z } from 'zod'
import type { AnswerForm } from '../../record/ask.ts'
import { ProbeTime } from '../../record/probe.ts'
import { SeatNames } from './seat-names.ts'

/** Characters that a word is given room for, with the space behind it. */
const CHARACTERS_PER_WORD = 8

const Fields = z.strictObject({
  /** Canonical names, which are also what is shown unless there are labels. */
  options: z.array(z.string().min(1)).min(1).optional(),
  labels: z.array(z.string().min(1)).min(1).optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  step: z.number().positive().optional(),
  words: z.int().positive().max(100_000).optional(),
  characters: z.int().positive().max(1_000_000).optional(),
  /** Whether nothing need be answered. */
  passable: z.boolean().optional(),
})
type Fields = z.infer<typeof Fields>

const FORMS = '{ options: [yes, no] }, { from: 0, to: 10, step: 1 } or { words: 50 }'

const Answer = z
  .strictObject(Fields.shape, `write how it is answered: ${FORMS}`)
  .superRefine((fields, context) => {
    const form = formOf(fields)
    if (typeof form === 'string') context.addIssue({ code: 'custom', message: form })
  })

/** `off` where it is switched off. */
export const DeclaredProbe = z.union([
  z.literal('off'),
  z.strictObject({
    of: SeatNames,
    at: z.union(
      ProbeTime.options,
      'write before, after, every-round, { rounds: [1, 3] } or { phase: … }',
    ),
    question: z.string().min(1),
    answer: Answer,
  }),
])
export type DeclaredProbe = z.infer<typeof DeclaredProbe>

/** The form of a declared answer; what is passable may be left unanswered. */
export function answerFormOf(answer: Fields): AnswerForm {
  const form = formOf(answer)
  if (typeof form === 'string') throw new Error(form)
  return answer.passable === true ? { ...form, passable: true } : form
}

/** The form that is meant, or what is wrong with it. */
function formOf({
  options,
  labels,
  from,
  to,
  step,
  words,
  characters,
}: Fields): AnswerForm | string {
  const isAmount = from !== undefined || to !== undefined || step !== undefined
  const kinds = [options !== undefined, isAmount, words !== undefined, characters !== undefined]
  if (kinds.filter(Boolean).length !== 1) return `this is no form of an answer: write ${FORMS}`
  if (options !== undefined) return choiceOf(options, labels ?? options)
  if (labels !== undefined) return 'labels are for options, and there are none'
  if (!isAmount)
    return { kind: 'text', maxLength: characters ?? (words ?? 1) * CHARACTERS_PER_WORD }
  if (from === undefined || to === undefined) return 'a number needs both ends: from and to'
  if (from > to) return `no number is at least ${from} and at most ${to}`
  return { kind: 'amount', min: from, max: to, step: step ?? 1 }
}

function choiceOf(options: readonly string[], labels: readonly string[]): AnswerForm | string {
  if (labels.length !== options.length)
    return `there are ${options.length} options, but ${labels.length} labels`
  for (const list of [options, labels]) {
    const twice = list.find((one, i) => list.indexOf(one) < i)
    if (twice !== undefined) return `"${twice}" is there twice`
  }
  if (labels.some((label, i) => ![-1, i].includes(options.indexOf(label))))
    return 'a label is the name of another option'
  return {
    kind: 'choice',
    options: [...options],
    labels: [...labels],
    order: options.map((_, i) => i),
  }
}
