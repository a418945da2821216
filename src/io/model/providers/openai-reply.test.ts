import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { completedOf } from '../provider.contract.ts'
import type { CallFacts } from './openai-failure.ts'
import { readReply } from './openai-reply.ts'

const KEY = 'sk-test-SECRET-0123456789'
const facts: CallFacts = {
  key: KEY,
  keyName: null,
  model: 'm',
  maxTokens: undefined,
  isCalledOff: false,
  latencyMs: 1,
}

/** What a body says; `choice` and `rest` are fields of the choice and beside it. */
function read(choice: object, rest: object = {}, write = JSON.stringify) {
  const message = { role: 'assistant', content: 'J' }
  const text = write({ choices: [{ message, finish_reason: 'stop', ...choice }], ...rest })
  const body = new TextEncoder().encode(text)
  return readReply({ kind: 'reply', status: 200, headers: {}, body, isCut: false }, body, facts)
}

describe('usage', () => {
  const usageOf = (usage: object) => completedOf(read({}, { usage })).usage

  test('tells what was read from a cache, in either word', () => {
    const tokens = { prompt_tokens: 100, completion_tokens: 5 }
    const plain = { inputTokens: 100, outputTokens: 5 }
    expect(usageOf(tokens)).toEqual(plain)
    expect(usageOf({ ...tokens, prompt_tokens_details: { cached_tokens: 64 } })).toEqual({
      ...plain,
      cachedInputTokens: 64,
    })
    expect(usageOf({ ...tokens, prompt_cache_hit_tokens: 64 })).toEqual({
      ...plain,
      cachedInputTokens: 64,
    })
    for (const cached_tokens of [0, -1, 1.5, '64', null, 1e400])
      expect(usageOf({ ...tokens, prompt_tokens_details: { cached_tokens } })).toEqual(plain)
    expect(usageOf({ ...tokens, prompt_tokens_details: null })).toEqual(plain)
  })
})

describe('log-probabilities', () => {
  const token = (said: string, logprob: number, top_logprobs: unknown = []) => ({
    token: said,
    logprob,
    bytes: [1],
    top_logprobs,
  })
  const logprobsOf = (content: unknown, write = JSON.stringify) =>
    completedOf(read({ logprobs: { content } }, {}, write)).logprobs

  test('are read as they are, and what is not kept by the server as nearly impossible', () => {
    expect(
      logprobsOf([
        token('J', -0.5, [
          { token: 'J', logprob: -0.5 },
          { token: 'F', logprob: -9999 },
        ]),
      ]),
    ).toEqual([
      {
        token: 'J',
        logprob: -0.5,
        alternatives: [
          { token: 'J', logprob: -0.5 },
          { token: 'F', logprob: -9999 },
        ],
      },
    ])
  })

  test('are absent where there are none, or one of them is no logarithm of a probability', () => {
    for (const content of [null, 'J', [], [{}], [token('J', 3)], [{ token: 7, logprob: 0 }]])
      expect(logprobsOf(content)).toBeUndefined()
    const endless = (value: unknown) => JSON.stringify(value).replace('-0.25', '-1e999')
    expect(logprobsOf([token('J', -0.25)], endless)).toBeUndefined()
    expect(completedOf(read({ logprobs: 7 })).text).toBe('J')
  })

  test('rounded to a little above certainty, or to minus zero, are certainty', () => {
    expect(logprobsOf([token('J', 1e-7)])?.[0]?.logprob).toBe(0)
    const minusZero = (value: unknown) => JSON.stringify(value).replace('-0.25', '-0.0')
    expect(Object.is(logprobsOf([token('J', -0.25)], minusZero)?.[0]?.logprob, 0)).toBe(true)
  })

  test('are bounded, however many the server sends', () => {
    const alternatives = Array.from({ length: 500 }, () => ({ token: 'J', logprob: -1 }))
    const many = logprobsOf(Array.from({ length: 5000 }, () => token('J', -1, alternatives)))
    expect(many?.length).toBe(256)
    expect(many?.[0]?.alternatives.length).toBe(20)
  })

  test('an alternative that cannot be read is left out', () => {
    const [place] =
      logprobsOf([token('J', -1, [null, { token: 'F' }, { token: 'F', logprob: -2 }])]) ?? []
    expect(place?.alternatives).toEqual([{ token: 'F', logprob: -2 }])
  })

  test('hold nothing that no record can hold, and no key; what was done is said', () => {
    const hostile = [
      token('J\ud800', -1, [{ token: `is ${KEY}`, logprob: -1 }]),
      token('x'.repeat(9999), -1),
    ]
    const completion = completedOf(read({ logprobs: { content: hostile } }))
    expect(() => canonicalJson(completion)).not.toThrow()
    expect(JSON.stringify(completion)).not.toContain('SECRET')
    expect(completion.logprobs?.[1]?.token.length).toBe(200)
    expect(completion.mended).toEqual(['surrogates-replaced', 'key-removed', 'name-cut'])
  })
})

test('a reply that the server broke off is none, whatever words came before', () => {
  const error = { code: 502, message: `upstream died: ${KEY}` }
  expect(read({ finish_reason: 'error', error })).toMatchObject({
    kind: 'failed',
    cause: 'passing',
    mayBeCharged: true,
    why: 'the server broke off its reply: upstream died: [key]',
  })
  expect(read({ finish_reason: 'error' })).toMatchObject({ why: 'the server broke off its reply' })
})
