import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AmountForm, ChoiceForm, TextForm } from '../../record/ask.ts'
import { ParticipantId } from '../../record/ids.ts'
import { answerFormat } from './answer-format.ts'
import { answerSchema } from './answer-schema.ts'
import { composePrompt } from './compose-prompt.ts'
import { parseAnswer } from './parse-answer.ts'

const p1 = ParticipantId.parse('p1')
const choice: ChoiceForm = {
  kind: 'choice',
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [1, 0],
}
const amount: AmountForm = { kind: 'amount', min: 0, max: 10, step: 0.5 }
const text: TextForm = { kind: 'text', maxLength: 200 }
const parts = [
  { name: 'rules', text: 'The rules.' },
  { name: 'history', text: '' },
  { name: 'question', text: 'Which one?' },
]

describe('the prompt', () => {
  test('is the persona as system message, and the parts in order with the answer format at the end as user message', () => {
    const { shown, messages } = composePrompt({
      ask: { of: p1, name: 'choice', form: choice },
      persona: 'You are Ada.',
      parts,
      style: 'line',
    })
    expect(shown.parts.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'system persona',
      'user rules',
      'user history',
      'user question',
      'user answer-format',
    ])
    expect(messages).toEqual([
      { role: 'system', text: 'You are Ada.' },
      { role: 'user', text: `The rules.\n\nWhich one?\n\n${answerFormat(choice, 'line')}` },
    ])
  })

  test('has no system message where there is no persona', () => {
    const { messages } = composePrompt({
      ask: { of: p1, name: 'choice', form: choice },
      persona: null,
      parts,
      style: 'bare',
    })
    expect(messages.map(({ role }) => role)).toEqual(['user'])
  })
})

describe('the answer format', () => {
  test('lists labels as displayed, in displayed order, and never canonical names', () => {
    expect(answerFormat(choice, 'line')).toMatchInlineSnapshot(`
      "How to answer: reply with your reasoning if you wish, then end with one line that is exactly one of these:
      ANSWER: F
      ANSWER: J"
    `)
    expect(answerFormat(choice, 'bare')).toMatchInlineSnapshot(`
      "How to answer: reply with exactly one of these and nothing else:
      F
      J"
    `)
    expect(answerFormat({ ...choice, passable: true }, 'json')).toMatchInlineSnapshot(`
      "How to answer: reply with one JSON object and nothing else. Its property "reasoning" is for your reasoning if you wish; its property "answer" must be exactly one of these (PASS if you want to make no choice):
      "F"
      "J"
      "PASS""
    `)
  })

  test('tells range and step of an amount in plain digits', () => {
    expect(answerFormat(amount, 'line')).toMatchInlineSnapshot(`
      "How to answer: reply with your reasoning if you wish, then end with one line that is exactly this, where <number> is a number from 0 to 10 in steps of 0.5, in digits:
      ANSWER: <number>"
    `)
    expect(answerFormat({ ...amount, step: 1e-7, passable: true }, 'bare')).toMatchInlineSnapshot(
      `"How to answer: reply with a number from 0 to 10 in steps of 0.0000001, in digits, and nothing else. To name no number, reply with PASS alone."`,
    )
    expect(answerFormat(amount, 'json')).toMatchInlineSnapshot(
      `"How to answer: reply with one JSON object and nothing else. Its property "reasoning" is for your reasoning if you wish; its property "answer" must be a number from 0 to 10 in steps of 0.5."`,
    )
  })

  test('tells the length of words', () => {
    expect(answerFormat({ ...text, passable: true }, 'line')).toMatchInlineSnapshot(
      `"How to answer: reply with what you say and nothing else, at most 200 characters. To say nothing, reply with PASS alone."`,
    )
    expect(answerFormat(text, 'json')).toMatchInlineSnapshot(
      `"How to answer: reply with one JSON object and nothing else. Its property "answer" must be what you say, at most 200 characters."`,
    )
  })

  test('every line that it offers for a choice is an answer', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-zA-Z]{1,6}$/), {
          minLength: 1,
          maxLength: 5,
          selector: (s) => s.toLowerCase(),
        }),
        (labels) => {
          const form: ChoiceForm = {
            kind: 'choice',
            options: labels,
            labels,
            order: labels.map((_, i) => i).reverse(),
          }
          for (const style of ['line', 'bare', 'json'] as const) {
            const lines = answerFormat(form, style).split('\n').slice(1)
            const read = lines.map((line) =>
              parseAnswer(form, style === 'json' ? `{"answer":${line}}` : line, {
                structured: style === 'json',
              }),
            )
            expect(read.map((answer) => answer.kind === 'valid' && answer.value)).toEqual(
              labels.toReversed(),
            )
          }
        },
      ),
    )
  })
})

describe('the answer schema', () => {
  test('has the labels in displayed order, after room for reasoning', () => {
    expect(answerSchema({ ...choice, passable: true })).toEqual({
      type: 'object',
      properties: {
        reasoning: { type: 'string' },
        answer: { type: 'string', enum: ['F', 'J', 'PASS'] },
      },
      required: ['reasoning', 'answer'],
      additionalProperties: false,
    })
  })

  test('bounds amounts, and asks for integers where all steps are whole', () => {
    expect(answerSchema(amount)).toMatchObject({
      properties: { answer: { type: 'number', minimum: 0, maximum: 10 } },
    })
    expect(answerSchema({ ...amount, step: 2 })).toMatchObject({
      properties: { answer: { type: 'integer' } },
    })
  })

  test('has no reasoning beside words, which are all that there is to say', () => {
    expect(answerSchema(text)).toMatchObject({ required: ['answer'] })
  })
})
