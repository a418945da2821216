/** What is told of an ask: every attempt in order, samples apart, people's answers like models', and the policy in words. */
import { expect, test } from 'vitest'
import type { TickEntry } from '../../../record/entry.ts'
import { ParticipantId } from '../../../record/ids.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import { asksOf } from './attempts.ts'
import { readingInWords } from './reading-words.ts'

const [p1, p2] = [ParticipantId.parse('p1'), ParticipantId.parse('p2')]
const FORFEIT: InvalidPolicy = { reask: 1, then: 'forfeit' }
const form = { kind: 'choice' as const, options: ['a', 'b'], labels: ['A', 'B'], order: [1, 0] }

const call = (of: ParticipantId, attempt: number, more: object): TickEntry => ({
  kind: 'model-called',
  of,
  ask: 'choice',
  attempt,
  provider: 'here',
  model: 'm',
  sampling: {},
  schema: null,
  further: [],
  completion: 'A',
  servedModel: 'm-1',
  fingerprint: null,
  finishReason: 'stop',
  usage: { inputTokens: 3, outputTokens: 1 },
  costUsd: null,
  error: null,
  reading: 'valid',
  ...more,
})

test('attempts come in order with their tries, samples and estimates stand apart, and nothing of others is among them', () => {
  const entries: TickEntry[] = [
    { kind: 'decision-asked', of: p1, ask: 'choice', form },
    call(p1, 0, { reading: 'empty surrogates-replaced', completion: '' }),
    call(p1, 1, { tries: 2, retried: ['503'], uncertainUsd: 0.1 }),
    call(p1, 0, { sample: 1 }),
    {
      kind: 'probability-estimated',
      of: p1,
      ask: 'choice',
      source: 'samples',
      given: 'prompt',
      samples: 1,
      probabilities: { a: 0.25, b: 0.5 },
      other: 0.25,
    },
    {
      kind: 'decision-taken',
      of: p1,
      ask: 'choice',
      value: 'a',
      displayed: 'A',
      status: 'reasked',
      attempts: 2,
    },
    call(p2, 0, {}),
  ]
  const [ask, ...others] = asksOf(entries, 'p1', FORFEIT, new Map([[2, 40]]))
  expect(others).toEqual([])
  expect(ask?.attempts.map(({ attempt, latencyMs }) => [attempt, latencyMs])).toEqual([
    [0, null],
    [1, 40],
  ])
  expect(ask?.attempts[0]?.reading).toEqual({
    verdict: 'empty',
    words: 'no answer: the reply is empty',
    isAnswer: false,
    mended: ['lone surrogates were replaced'],
  })
  expect(ask?.attempts[1]).toMatchObject({ tries: 2, retried: ['503'], uncertainUsd: 0.1 })
  expect(ask?.samples).toHaveLength(1)
  expect(ask?.probabilities[0]?.shares.map(({ of }) => of)).toEqual(['b', 'a', 'no answer'])
  expect(ask?.outcome?.applied).toBe('Asked again, and valid at attempt 2.')
})

test('what a person submitted is told like what a model replied, its silence too', () => {
  const answered = (attempt: number, reply: string | null, reading: string): TickEntry => ({
    kind: 'human-answered',
    of: p1,
    ask: 'choice',
    attempt,
    reply,
    reading,
  })
  const entries: TickEntry[] = [
    { kind: 'decision-asked', of: p1, ask: 'choice', form },
    answered(0, 'maybe', 'no-such-label'),
    answered(1, null, 'timeout'),
    {
      kind: 'decision-defaulted',
      of: p1,
      ask: 'choice',
      value: null,
      displayed: null,
      status: 'forfeited',
      attempts: 2,
      why: 'timeout',
    },
  ]
  const [ask] = asksOf(entries, 'p1', FORFEIT, new Map())
  expect(ask?.attempts.map((one) => one.by === 'person' && one.reply)).toEqual(['maybe', null])
  expect(ask?.attempts.map(({ reading }) => reading.words)).toEqual([
    'no answer: it is none of the options',
    'no answer before the time was over',
  ])
  expect(ask?.outcome).toMatchObject({
    why: 'timeout',
    applied: 'No valid answer came before the time was over: forfeited, as the plan says.',
  })
})

test('a verdict that this version does not know is shown as it is', () => {
  expect(readingInWords('out-of-tune cut').words).toBe('no answer: out-of-tune')
  expect(readingInWords('out-of-tune cut').isAnswer).toBe(false)
})
