import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { completedOf } from '../provider.contract.ts'
import type { CallFacts } from './openai-failure.ts'
import { readReply } from './openai-reply.ts'

const KEY = 'sk-test-SECRET-0123456789'
const facts: CallFacts = {
  secrets: [KEY],
  keyName: null,
  model: 'm',
  baseUrl: 'http://127.0.0.1:8000/v1',
  maxTokens: undefined,
  isCalledOff: false,
  latencyMs: 1,
}

/** What a body says; `choice` and `rest` are fields of the choice and beside it. */
function read(choice: object, rest: object = {}, write = JSON.stringify, isCut = false) {
  const message = { role: 'assistant', content: 'J' }
  const text = write({ choices: [{ message, finish_reason: 'stop', ...choice }], ...rest })
  const body = new TextEncoder().encode(text)
  return readReply({ kind: 'reply', status: 200, headers: {}, body, isCut }, facts)
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

  test.each<[string, object, number | null]>([
    ['as OpenAI does, among the words', { completion_tokens: 400, total_tokens: 432 }, 400],
    ['as xAI does, beside them', { completion_tokens: 1, total_tokens: 419 }, 387],
    ['as Gemini does, in the total alone', { total_tokens: 419 }, 387],
    ['beside them, without a total', { completion_tokens: 1 }, 387],
    ['nowhere', { completion_tokens: 387, completion_tokens_details: null }, 387],
    ['nowhere, with half a total', { completion_tokens: 387, total_tokens: 30 }, 387],
    ['without any other number', {}, 386],
  ])('counts hidden reasoning that a server counts %s', (_, counts, outputTokens) => {
    const completion_tokens_details = { reasoning_tokens: 386 }
    const usage = usageOf({ prompt_tokens: 32, completion_tokens_details, ...counts })
    expect(usage).toEqual({ inputTokens: 32, outputTokens })
  })

  test('holds no number that is none, whatever the total says', () => {
    const most = Number.MAX_SAFE_INTEGER
    for (const total_tokens of ['419', -1, 1.5, null, 32])
      expect(usageOf({ prompt_tokens: 32, total_tokens }).outputTokens).toBeNull()
    expect(usageOf({ total_tokens: 419 }).outputTokens).toBeNull()
    const completion_tokens_details = { reasoning_tokens: most }
    const usage = usageOf({ completion_tokens: most - 1, completion_tokens_details })
    expect(usage.outputTokens).toBe(most)
  })
})

describe('words in parts', () => {
  const said = (content: unknown, more: object = {}) =>
    completedOf(read({ message: { role: 'assistant', content, ...more } }))
  const text = (words: unknown) => ({ type: 'text', text: words })

  test('are joined, without what was thought before', () => {
    const thinking = { type: 'thinking', thinking: [text('hm')] }
    expect(said([thinking, text('ANSWER:'), text(' J')]).text).toBe('ANSWER: J')
    expect(said(['ANSWER: ', { type: 'output_text', text: 'J', annotations: [] }]).text).toBe(
      'ANSWER: J',
    )
  })

  test('that are no texts are no words', () => {
    for (const content of [[], [null, 7, {}], [text(7)], [{ type: 'thinking', text: 'J' }], {}])
      expect(said(content).text).toBeNull()
  })

  test('may hold a refusal, and hold no key', () => {
    expect(said([{ type: 'refusal', refusal: 'No.' }])).toMatchObject({
      text: null,
      finishReason: 'refusal',
    })
    expect(said([text(KEY.slice(0, 9)), text(KEY.slice(9))])).toMatchObject({
      text: '[key]',
      mended: ['key-removed'],
    })
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
    const many = logprobsOf(Array.from({ length: 300 }, () => token('J', -1, alternatives)))
    expect(many?.[0]?.alternatives.length).toBe(20)
    expect(logprobsOf(Array.from({ length: 131_073 }, () => token('J', -1)))).toBeUndefined()
  })

  test('of a long reply are all there, so that they spell it, with alternatives at its beginning and end', () => {
    const tokens = Array.from({ length: 5000 }, (_, i) =>
      token(`${i} `, -1, [{ token: 'J', logprob: -1 }]),
    )
    const all = logprobsOf(tokens) ?? []
    expect(all.map((one) => one.token).join('')).toBe(tokens.map((one) => one.token).join(''))
    const bare = all.flatMap(({ alternatives }, i) => (alternatives.length === 0 ? [i] : []))
    expect([bare[0], bare.at(-1), bare.length]).toEqual([64, 4791, 4728])
  })

  test('of a reply that was cut are given up: nobody can tell where in it they end', () => {
    const content = [token('J', -1)]
    expect(completedOf(read({ logprobs: { content } }))).toHaveProperty('logprobs')
    const cut = completedOf(
      read({ logprobs: { content } }, {}, (value) => JSON.stringify(value).slice(0, -3), true),
    )
    expect(cut).toMatchObject({ text: 'J', mended: ['cut'] })
    expect(cut).not.toHaveProperty('logprobs')
  })

  test('that spell the key together, token by token, are given up', () => {
    const pieces = ['Bearer ', ...(KEY.match(/.{1,4}/g) ?? [])]
    const completion = completedOf(
      read({ logprobs: { content: pieces.map((piece) => token(piece, -0.1)) } }),
    )
    expect(completion).not.toHaveProperty('logprobs')
    expect(completion.mended).toEqual(['key-removed'])
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
