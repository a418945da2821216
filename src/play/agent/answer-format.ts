/** Tells a participant in words how its answer must look: at the end of the prompt, and again after a reply that was no answer. */
import { assertNever } from '../../base/assert-never.ts'
import type { AmountForm, AnswerForm, ChoiceForm, TextForm } from '../../record/ask.ts'
import { PASS } from './answer.ts'
import { decimalOfNumber, decimalText } from './decimal.ts'

/** `line`: reasoning is welcome, the last line is the answer. `bare`: the answer alone. `json`: an object, where the provider enforces one. */
export type AnswerStyle = 'line' | 'bare' | 'json'

/** The format in words. It begins with `How to answer:`; options are listed in the order in which they are displayed. */
export function answerFormat(form: AnswerForm, style: AnswerStyle): string {
  return `How to answer: ${instructions(form, style)}`
}

function instructions(form: AnswerForm, style: AnswerStyle): string {
  switch (form.kind) {
    case 'choice':
      return choiceInstructions(form, style)
    case 'amount':
      return amountInstructions(form, style)
    case 'text':
      return textInstructions(form, style)
    default:
      return assertNever(form)
  }
}

const REASONED = 'reply with your reasoning if you wish, then end with one line that is exactly'
const OBJECT =
  'reply with one JSON object and nothing else. Its property "reasoning" is for your reasoning if you wish; its property "answer" must be'

/** The labels as the participant sees them, in displayed order. */
export function displayedLabels(form: ChoiceForm): readonly string[] {
  return form.order.flatMap((index) => form.labels[index] ?? [])
}

function choiceInstructions(form: ChoiceForm, style: AnswerStyle): string {
  const words = [...displayedLabels(form), ...(form.passable === true ? [PASS] : [])]
  const note = form.passable === true ? ` (${PASS} if you want to make no choice)` : ''
  switch (style) {
    case 'line':
      return [`${REASONED} one of these${note}:`, ...words.map((word) => `ANSWER: ${word}`)].join(
        '\n',
      )
    case 'bare':
      return [`reply with exactly one of these and nothing else${note}:`, ...words].join('\n')
    case 'json':
      return [
        `${OBJECT} exactly one of these${note}:`,
        ...words.map((word) => JSON.stringify(word)),
      ].join('\n')
    default:
      return assertNever(style)
  }
}

function amountInstructions(form: AmountForm, style: AnswerStyle): string {
  const [min, max, step] = [form.min, form.max, form.step].map((n) =>
    decimalText(decimalOfNumber(n)),
  )
  const range = `a number from ${min} to ${max} in steps of ${step}`
  const passable = form.passable === true
  switch (style) {
    case 'line':
      return [
        `${REASONED} this, where <number> is ${range}, in digits${passable ? ` (or ${PASS} to name no number)` : ''}:`,
        'ANSWER: <number>',
      ].join('\n')
    case 'bare':
      return `reply with ${range}, in digits, and nothing else.${passable ? ` To name no number, reply with ${PASS} alone.` : ''}`
    case 'json':
      return `${OBJECT} ${range}${passable ? `, or "${PASS}" to name no number` : ''}.`
    default:
      return assertNever(style)
  }
}

function textInstructions(form: TextForm, style: AnswerStyle): string {
  const length = `at most ${form.maxLength} characters`
  const passable = form.passable === true
  if (style === 'json') {
    const said = `reply with one JSON object and nothing else. Its property "answer" must be what you say, ${length}`
    return `${said}${passable ? `, or "${PASS}" to say nothing` : ''}.`
  }
  return `reply with what you say and nothing else, ${length}.${passable ? ` To say nothing, reply with ${PASS} alone.` : ''}`
}
