import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { BadInputError } from '../../../base/errors.ts'
import { completedOf, providerContract, samplePrompt } from '../provider.contract.ts'
import {
  MISBEHAVIOURS,
  ODDITIES,
  type Misbehaviour,
  type Oddity,
} from '../testing/misbehaviours.ts'
import { startModelServer, type ModelServer } from '../testing/model-server.ts'
import { openAiProvider, type OpenAiOptions } from './openai.ts'

const KEY = 'sk-test-SECRET-0123456789'

function connect(baseUrl: string, changes: Partial<OpenAiOptions> = {}) {
  return openAiProvider({
    name: 'local',
    baseUrl,
    key: KEY,
    keyName: 'LOCAL_KEY',
    timeoutMs: 5000,
    ...changes,
  })
}

/** Only those who hang are waited for in vain. */
const hurried = (how: Misbehaviour) => (how.startsWith('hang') ? { timeoutMs: 300 } : {})

let server: ModelServer
beforeAll(async () => {
  server = await startModelServer()
})
beforeEach(() => server.behave(null))
afterAll(() => server.close())

providerContract({
  name: 'openai',
  open: async () => {
    const own = await startModelServer()
    return {
      provider: connect(own.baseUrl),
      model: 'test-model',
      unknownModel: 'no-such-model',
      close: own.close,
    }
  },
})

describe('a normal call', () => {
  test('sends the messages, the sampling and the key, and nothing about this machine', async () => {
    const prompt = {
      ...samplePrompt('test-model'),
      sampling: { temperature: 0.5, topP: 0.9, maxTokens: 7, seed: 3, extras: { top_k: 4 } },
    }
    await connect(server.baseUrl).complete(prompt)
    const { body, headers, path } = server.requests.at(-1) ?? {}
    expect(path).toBe('/v1/chat/completions')
    expect(body).toEqual({
      model: 'test-model',
      messages: prompt.messages.map(({ role, text }) => ({ role, content: text })),
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 7,
      seed: 3,
      top_k: 4,
      stream: false,
    })
    expect(headers?.authorization).toBe(`Bearer ${KEY}`)
    expect(
      Object.keys(headers ?? {}).filter((name) => /stainless|organization|project/.test(name)),
    ).toEqual([])
  })

  test('gives the words, who served them, and what they took', async () => {
    const completion = completedOf(
      await connect(server.baseUrl).complete(samplePrompt('test-model')),
    )
    expect(completion).toMatchObject({
      text: 'ANSWER: J',
      servedModel: 'test-model',
      fingerprint: 'fp_test',
      finishReason: 'stop',
      usage: { inputTokens: 12, outputTokens: 3 },
    })
    expect(completion).not.toHaveProperty('mended')
  })

  test('a schema goes along as a strict response format, and the limit under the name that the server knows', async () => {
    const provider = connect(server.baseUrl, {
      timeoutMs: 5000,
      structuredOutput: true,
      tokenLimitField: 'max_completion_tokens',
    })
    await provider.complete({ ...samplePrompt('m'), schema: { type: 'object' } })
    expect(server.requests.at(-1)?.body).toMatchObject({
      max_completion_tokens: 50,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: { type: 'object' } },
      },
    })
  })

  test('without a key no authorization is sent, and headers that were asked for are', async () => {
    await connect(server.baseUrl, {
      key: null,
      headers: { 'X-Title': 'Coterie' },
      timeoutMs: 5000,
    }).complete(samplePrompt('m'))
    expect(server.requests.at(-1)?.headers.authorization).toBeUndefined()
    expect(server.requests.at(-1)?.headers['x-title']).toBe('Coterie')
  })
})

test('nothing is taken from the environment', async () => {
  const own = await startModelServer()
  const lures = {
    OPENAI_API_KEY: 'sk-from-env',
    OPENAI_ORG_ID: 'org-from-env',
    OPENAI_PROJECT_ID: 'project-from-env',
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer sk-from-env\nX-Env: from-env',
  }
  const before = { ...process.env }
  Object.assign(process.env, lures)
  try {
    for (const key of [KEY, null]) {
      completedOf(await connect(own.baseUrl, { key }).complete(samplePrompt('m')))
      expect(own.requests.at(-1)?.headers.authorization).toBe(
        key === null ? undefined : `Bearer ${KEY}`,
      )
      expect(JSON.stringify(own.requests.at(-1)?.headers)).not.toContain('from-env')
    }
  } finally {
    for (const name of Object.keys(lures)) delete process.env[name]
    Object.assign(process.env, before)
    await own.close()
  }
})

describe('whatever a server does wrong', () => {
  test.each(Object.keys(MISBEHAVIOURS) as Misbehaviour[])(
    '%s: is a value that holds no key and no endless text',
    async (how) => {
      server.behave(how)

      const completion = await connect(server.baseUrl, hurried(how)).complete(
        samplePrompt('test-model'),
      )
      const text = JSON.stringify(completion)
      expect(text).not.toContain('SECRET')
      expect(text.length).toBeLessThan(2_100_000)
      if (completion.kind === 'failed') expect(() => canonicalJson(completion)).not.toThrow()
    },
  )

  test.each(Object.keys(ODDITIES) as Oddity[])(
    '%s: the reply comes through all the same',
    async (how) => {
      server.behave(how)
      const completion = completedOf(
        await connect(server.baseUrl).complete(samplePrompt('test-model')),
      )
      expect(completion.text).toBe('J')
      expect(JSON.stringify(completion)).not.toContain('SECRET')
      expect(() => canonicalJson(completion)).not.toThrow()
    },
  )

  const meaning: [Misbehaviour, object][] = [
    [
      'unauthorized 401',
      { kind: 'failed', transient: false, why: '401: the server refuses the key; check LOCAL_KEY' },
    ],
    ['forbidden 403', { kind: 'failed', transient: false }],
    [
      'not found 404',
      { kind: 'failed', transient: false, why: expect.stringContaining('"test-model"') },
    ],
    [
      'bad request 400 that quotes the key',
      { kind: 'failed', transient: false, why: '400: bad header Bearer [key] [2J' },
    ],
    ['filtered 400', { kind: 'completed', text: null, finishReason: 'content_filter' }],
    ['busy 429 with Retry-After', { kind: 'failed', transient: true, retryAfterMs: 2000 }],
    ['quota 429', { kind: 'failed', transient: false }],
    ['broken 500', { kind: 'failed', transient: true, why: '500: Internal error' }],
    ['page 502', { kind: 'failed', transient: true }],
    ['page 200', { kind: 'failed', transient: false, why: expect.stringContaining('base URL') }],
    [
      'redirect 302',
      { kind: 'failed', transient: false, why: expect.stringContaining('base URL') },
    ],
    ['dropped connection', { kind: 'failed', transient: true }],
    ['connection dropped in the body', { kind: 'failed', transient: true }],
    ['hang', { kind: 'failed', transient: true, why: 'no reply within 300 ms' }],
    ['hang in the body', { kind: 'failed', transient: true, why: 'no reply within 300 ms' }],
    ['truncated JSON', { kind: 'failed', transient: true }],
    ['JSON of something else', { kind: 'failed', transient: false }],
    ['error with 200', { kind: 'failed', transient: true }],
    ['empty choices', { kind: 'completed', text: null }],
    ['null content', { kind: 'completed', text: null, finishReason: 'stop' }],
    ['refusal', { kind: 'completed', text: null, finishReason: 'refusal' }],
    ['content_filter', { kind: 'completed', finishReason: 'content_filter' }],
    ['length', { kind: 'completed', finishReason: 'length' }],
    ['tool calls', { kind: 'completed', text: null, finishReason: 'tool_calls' }],
    ['invalid UTF-8', { kind: 'completed', text: 'J\ufffd', mended: ['bytes-replaced'] }],
  ]
  test.each(meaning)('%s: is told for what it is', async (how, expected) => {
    server.behave(how)
    expect(
      await connect(server.baseUrl, hurried(how)).complete(samplePrompt('test-model')),
    ).toMatchObject(expected)
  })

  test('ten megabytes are not read to their end', async () => {
    server.behave('ten megabytes')
    const completion = await connect(server.baseUrl).complete(samplePrompt('m'))
    expect(completion).toMatchObject({
      kind: 'failed',
      transient: true,
      why: expect.stringContaining('longer than the limit'),
    })
  })

  test('usage of the wrong types is unknown usage', async () => {
    server.behave('usage of the wrong types')
    const completion = completedOf(await connect(server.baseUrl).complete(samplePrompt('m')))
    expect(completion.usage).toEqual({ inputTokens: null, outputTokens: null })
  })

  test('a key that the server repeats is taken out, and that is said', async () => {
    server.behave('model that repeats the key')
    const completion = completedOf(await connect(server.baseUrl).complete(samplePrompt('m')))
    expect(completion).toMatchObject({
      servedModel: 'Bearer [key]',
      fingerprint: null,
      mended: ['key-removed'],
    })
  })

  test('a server that is not there is a failure that may pass', async () => {
    const gone = await startModelServer()
    await gone.close()
    const completion = await connect(gone.baseUrl).complete(samplePrompt('m'))
    expect(completion).toMatchObject({
      kind: 'failed',
      transient: true,
      why: 'the connection failed (ECONNREFUSED)',
    })
  })
})

describe('settings that cannot work are refused before any call', () => {
  test.each(['', 'localhost:11434', 'ftp://host/v1', 'https://user:pw@host/v1'])(
    'base URL "%s"',
    (baseUrl) => {
      expect(() => connect(baseUrl)).toThrow(BadInputError)
    },
  )

  test('a key with a line break, without telling the key', () => {
    expect(() => connect(server.baseUrl, { key: `${KEY}\n` })).toThrow(/LOCAL_KEY/)
    expect(() => connect(server.baseUrl, { key: `${KEY}\n` })).not.toThrow(/SECRET/)
  })
})
