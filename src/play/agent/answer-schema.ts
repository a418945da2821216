/** The JSON schema of a structured answer, in the part of the language that strict servers enforce. */
import type { Json } from '../../base/canonical-json.ts'
import { assertNever } from '../../base/assert-never.ts'
import type { AmountForm, AnswerForm } from '../../record/ask.ts'
import { PASS } from './answer.ts'
import { displayedLabels } from './answer-format.ts'

/**
 * An object with `answer`, after `reasoning` where the answer is a choice or an amount. Limits that strict servers refuse to enforce
 * (steps, lengths) are left to the reading of the reply.
 */
export function answerSchema(form: AnswerForm): Json {
  // What stands first is written first: a model that may think before it answers must do so before the answer.
  const reasoning: Record<string, Json> =
    form.kind === 'text' ? {} : { reasoning: { type: 'string' } }
  const properties: Record<string, Json> = { ...reasoning, answer: schemaOfAnswer(form) }
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

function schemaOfAnswer(form: AnswerForm): Json {
  switch (form.kind) {
    case 'choice': {
      const words = [...displayedLabels(form), ...(form.passable === true ? [PASS] : [])]
      return { type: 'string', enum: words }
    }
    case 'amount': {
      const amount = schemaOfAmount(form)
      return form.passable === true ? { anyOf: [amount, { type: 'string', enum: [PASS] }] } : amount
    }
    case 'text':
      return { type: 'string' }
    default:
      return assertNever(form)
  }
}

function schemaOfAmount(form: AmountForm): Json {
  const isWhole = Number.isInteger(form.min) && Number.isInteger(form.step)
  return { type: isWhole ? 'integer' : 'number', minimum: form.min, maximum: form.max }
}
