/** Reads a reply that was asked for as a JSON object with the property `answer`. */
import { assertNever } from '../../base/assert-never.ts'
import type { AnswerForm } from '../../record/ask.ts'
import { PASS, invalid, type ParsedAnswer } from './answer.ts'
import { decimalOf } from './decimal.ts'
import { jsonProperties } from './json-properties.ts'
import { parseWords } from './parse-words.ts'
import { checkAmount, resolveAnswer } from './resolve-answer.ts'

/** The answer of `{ "answer": … }`. Further properties are ignored; a repeated `answer` is refused, since readers differ on which counts. */
export function parseStructured(form: AnswerForm, reply: string): ParsedAnswer {
  const properties = jsonProperties(reply)
  if (properties === undefined) return invalid('not-json')
  const [answer, another] = properties.filter(({ key }) => key === 'answer')
  if (answer === undefined) return invalid('no-answer-property')
  if (another !== undefined) return invalid('repeated-answer-property')
  const value = JSON.parse(answer.written) as unknown
  switch (form.kind) {
    case 'choice':
      return typeof value === 'string' ? resolveAnswer(form, value, false) : invalid('wrong-type')
    case 'text':
      return typeof value === 'string' ? parseWords(form, value) : invalid('wrong-type')
    case 'amount': {
      if (form.passable === true && value === PASS) return { kind: 'passed' }
      if (typeof value !== 'number') return invalid('wrong-type')
      const amount = decimalOf(answer.written)
      return amount === undefined ? invalid('not-a-number') : checkAmount(form, amount, value)
    }
    default:
      return assertNever(form)
  }
}
