import { expect, test } from 'vitest'
import type { AnswerForm, ChoiceForm } from '../../record/ask.ts'
import type { AnswerStyle } from './answer-format.ts'
import { readCompletion } from './read-completion.ts'

const choice = (...labels: string[]): ChoiceForm => ({
  kind: 'choice',
  options: labels,
  labels,
  order: labels.map((_, i) => i),
})
const amount: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 1 }

test.each<[string, AnswerForm, AnswerStyle, string | null, string | null, string]>([
  ['a label', choice('J', 'F'), 'line', 'J', 'stop', 'valid'],
  ['a server that gives no reason', choice('J', 'F'), 'line', 'J', null, 'valid'],
  ['a refusal, whatever it says', choice('J', 'F'), 'line', 'J', 'refusal', 'refused'],
  [
    'a filtered reply, whatever is left of it',
    choice('J', 'F'),
    'line',
    'J',
    'content_filter',
    'content-filter',
  ],
  ['nothing', choice('J', 'F'), 'line', null, 'stop', 'no-text'],
  ['a tool call', choice('J', 'F'), 'line', null, 'tool_calls', 'no-text'],
  [
    'nothing, since the reasoning took all tokens',
    choice('J', 'F'),
    'line',
    '',
    'length',
    'truncated',
  ],
  ['one token, as the study wants', choice('J', 'F'), 'bare', 'J', 'length', 'valid'],
  [
    'one token that may be the beginning of another label',
    choice('A', 'AB'),
    'bare',
    'A',
    'length',
    'truncated',
  ],
  ['one token that is the longer label', choice('A', 'AB'), 'bare', 'AB', 'length', 'valid'],
  ['a first word where reasoning is allowed', choice('I', 'A'), 'line', 'I', 'length', 'truncated'],
  ['a number that may go on', amount, 'bare', '1', 'length', 'truncated'],
  [
    'words that were cut off',
    { kind: 'text', maxLength: 99 },
    'line',
    'I think',
    'length',
    'truncated',
  ],
])('%s', (_, form, style, text, finishReason, expected) => {
  const answer = readCompletion(form, style, { text, finishReason })
  expect(answer.kind === 'invalid' ? answer.why : answer.kind).toBe(expected)
})
