import { expect, test } from 'vitest'
import type { Usage } from '../../record/prompt.ts'
import { samplePrompt } from './provider.contract.ts'
import type { Completion, Prompt } from './provider.ts'
import { cannedProvider } from './providers/canned.ts'
import { tokenEstimate } from './token-estimate.ts'

const plain: Prompt = {
  ...samplePrompt('m'),
  messages: [{ role: 'user', text: 'x'.repeat(400) }],
  sampling: {},
}
const capped: Prompt = { ...plain, sampling: { maxTokens: 50 } }

function completed(usage: Usage): Promise<Completion> {
  return cannedProvider({ '*': [{ kind: 'completed', text: 'yes', usage }] }).complete(plain)
}

test('a token is about four characters of the prompt and its schema', () => {
  const schema = { description: 'y'.repeat(380) }
  const characters = 400 + JSON.stringify(schema).length
  const bare = tokenEstimate().before({ ...plain, sampling: { maxTokens: 1 } })
  expect(bare).toBe(101)
  const withSchema = tokenEstimate().before({ ...plain, schema, sampling: { maxTokens: 1 } })
  expect(withSchema).toBe(Math.ceil(characters / 4) + 1)
})

test('the output is a guess, then the mean of what replies took, and never above its limit', async () => {
  const estimate = tokenEstimate()
  expect(estimate.before(plain)).toBe(100 + 256)
  expect(estimate.before(capped)).toBe(150)
  for (const outputTokens of [10, 30])
    estimate.after(await completed({ inputTokens: 90, outputTokens }), plain, 356)
  expect(estimate.before(plain)).toBe(120)
  expect(estimate.before(capped)).toBe(120)
})

test('the mean follows replies that change', async () => {
  const estimate = tokenEstimate()
  const short = await completed({ inputTokens: 1, outputTokens: 10 })
  const long = await completed({ inputTokens: 1, outputTokens: 1000 })
  for (let i = 0; i < 1000; i++) estimate.after(short, plain, 0)
  for (let i = 0; i < 500; i++) estimate.after(long, plain, 0)
  expect(estimate.before(plain)).toBeGreaterThan(100 + 950)
})

test.each<[string, Promise<Completion> | Completion, number]>([
  ['what the server counted', completed({ inputTokens: 90, outputTokens: 7 }), 97],
  [
    'the expected output where it did not count that',
    completed({ inputTokens: 90, outputTokens: null }),
    346,
  ],
  [
    'the estimated input where it did not count that',
    completed({ inputTokens: null, outputTokens: 7 }),
    107,
  ],
  [
    'what was expected where it counted nothing',
    completed({ inputTokens: null, outputTokens: null }),
    356,
  ],
  [
    'nothing where the call was refused',
    { kind: 'failed', why: '429', cause: 'passing', latencyMs: 1 },
    0,
  ],
  [
    'what was expected where the server may have worked for it',
    { kind: 'failed', why: 'cut off', cause: 'passing', mayBeCharged: true, latencyMs: 1 },
    356,
  ],
  ['nothing where it was not made', { kind: 'withheld' }, 0],
])('a call used %s', async (_, completion, used) => {
  const estimate = tokenEstimate()
  expect(estimate.after(await completion, plain, estimate.before(plain))).toBe(used)
})
