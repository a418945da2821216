import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { BadInputError } from '../../../base/errors.ts'
import { completedOf, providerContract, samplePrompt } from '../provider.contract.ts'
import { MISBEHAVIOURS, type Misbehaviour } from '../practice/misbehaviours.ts'
import { startModelServer, type ModelServer } from '../practice/model-server.ts'
import { ODDITIES, type Oddity } from '../practice/oddities.ts'
import { afterRunning } from '../testing/running-time.ts'
import { openAiProvider, type OpenAiOptions } from './openai.ts'

const KEY = 'sk-test-SECRET-0123456789'

function connect(baseUrl: string, changes: Partial<OpenAiOptions> = {}) {
  return openAiProvider({
    name: 'local',
    baseUrl,
    key: KEY,
    keyName: 'LOCAL_KEY',
    ...changes,
  })
}

/** A server that answers as it is told, beyond what the practice server does. */
async function serve(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const own = createServer((request, response) =>
    request.resume().on('end', () => answer(response, request)),
  )
  await once(own.listen(0, '127.0.0.1'), 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(own.address() as AddressInfo).port}/v1`,
    close: async () => {
      own.closeAllConnections()
      await new Promise((resolve) => own.close(resolve))
    },
  }
}

/** Only those who hang are waited for in vain. */
function patience(how: Misbehaviour): AbortSignal | undefined {
  if (!how.startsWith('hang')) return undefined
  const caller = new AbortController()
  afterRunning(150, () => caller.abort())
  return caller.signal
}

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
    expect(Object.keys(headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ])
    expect(headers?.['user-agent']).toBe('coterie')
  })

  test('gives the words, who served them, and what they took', async () => {
    const completion = completedOf(
      await connect(server.baseUrl).complete(samplePrompt('test-model')),
    )
    expect(completion).toMatchObject({
      text: 'ANSWER: J',
      servedModel: 'practice/test-model',
      fingerprint: 'practice-1',
      finishReason: 'stop',
      usage: { inputTokens: 38, outputTokens: 3 },
    })
    expect(completion).not.toHaveProperty('mended')
  })

  test('a schema goes along as a strict response format, and the limit under the name that the server knows', async () => {
    const provider = connect(server.baseUrl, {
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

type Meaning = Readonly<Record<string, unknown>>

const setup = (why: unknown = expect.any(String)): Meaning => ({
  kind: 'failed',
  cause: 'setup',
  why,
})
const passing = (why: unknown = expect.any(String)): Meaning => ({
  kind: 'failed',
  cause: 'passing',
  why,
})
const charged = { mayBeCharged: true }
const busy = { ...passing('429: Slow down'), isBusy: true }
const completed = (changes: object): Meaning => ({ kind: 'completed', ...changes })
const wordless = completed({ text: null })
const baseUrl = expect.stringContaining('base URL')

/** What each failing comes to; what is not charged for sure must not be told as if it might be. */
const MEANING: Readonly<Record<Misbehaviour, Meaning>> = {
  'unauthorized 401': setup('401: the server refuses the key; check LOCAL_KEY'),
  'forbidden 403': setup('403: the server refuses the key; check LOCAL_KEY'),
  'not found 404': setup(expect.stringContaining('"test-model"')),
  'bad request 400 that quotes the key': setup('400: bad header Bearer [key] [2J'),
  'too long 400': { kind: 'failed', cause: 'prompt', why: '400: The prompt is too long' },
  'filtered 400': completed({ text: null, finishReason: 'content_filter' }),
  'timeout 408': passing('408: The request took too long'),
  'busy 429 with Retry-After': { ...busy, retryAfterMs: 2000 },
  'busy 429 without Retry-After': busy,
  'busy 429 until a date': { ...busy, retryAfterMs: expect.any(Number) },
  'busy 429 for a day': { ...busy, retryAfterMs: 86_400_000 },
  'busy 429 for nobody knows how long': busy,
  'quota 429': setup('429: You exceeded your quota'),
  'broken 500': passing('500: Internal error'),
  'page 502': passing('502: the server gave no reason'),
  'overloaded 503': passing('503: Overloaded'),
  'page 200': setup(baseUrl),
  'redirect 302': setup(baseUrl),
  'nothing 204': { ...passing(), ...charged },
  'reset connection': { ...passing('the connection failed (ECONNRESET)'), ...charged },
  'dropped connection': { ...passing('the connection failed (ECONNRESET)'), ...charged },
  'connection dropped in the body': {
    ...passing('the connection failed (ECONNRESET)'),
    ...charged,
  },
  'connection dropped at the end of the body': { ...passing(), ...charged },
  hang: { ...passing('called off'), ...charged },
  'hang in the body': { ...passing('called off'), ...charged },
  'hang in trickles': { ...passing('called off'), ...charged },
  'header without end': { ...passing('the connection failed (HPE_HEADER_OVERFLOW)'), ...charged },
  'not the encoding that it says': { ...passing(expect.stringContaining('encoding')), ...charged },
  'truncated JSON': { ...passing(), ...charged },
  'invalid JSON': { ...passing(), ...charged },
  'JSON twice': { ...passing(), ...charged },
  'empty body': { ...passing(), ...charged },
  'JSON null': { ...setup(baseUrl), ...charged },
  'JSON of something else': { ...setup(baseUrl), ...charged },
  'choices in the prototype': { ...setup(baseUrl), ...charged },
  'error with 200': { ...passing('200 with error 502: no: Bearer [key]'), ...charged },
  'empty choices': wordless,
  'choices of the wrong type': { ...setup(baseUrl), ...charged },
  'choice null': wordless,
  'message null': wordless,
  'null content': completed({ text: null, finishReason: 'stop' }),
  'empty content': completed({ text: '' }),
  'content of the wrong type': wordless,
  refusal: completed({ text: null, finishReason: 'refusal' }),
  content_filter: completed({ finishReason: 'content_filter' }),
  length: completed({ finishReason: 'length' }),
  'length before any word': completed({ text: null, finishReason: 'length' }),
  'tool calls': completed({ text: null, finishReason: 'tool_calls' }),
  'prose that names options': completed({ text: 'I will not pick J; my choice is F' }),
  'ten megabytes': completed({ text: expect.stringContaining('J'.repeat(1_000)), mended: ['cut'] }),
  'two megabytes': completed({ text: 'J'.repeat(2_000_000) }),
  'invalid UTF-8': completed({ text: 'J\ufffd', mended: ['bytes-replaced'] }),
  'lone surrogates': completed({ text: 'J\ud800' }),
  'terminal escapes': completed({ text: '\u001b[2J\u001b]0;owned\u0007' }),
}

describe('whatever a server does wrong is told for what it is, and holds no key', () => {
  const optional = ['mayBeCharged', 'isBusy', 'retryAfterMs', 'mended']

  test.each(Object.keys(MISBEHAVIOURS) as Misbehaviour[])('%s', async (how) => {
    server.behave(how)
    const completion = await connect(server.baseUrl).complete(
      samplePrompt('test-model'),
      patience(how),
    )
    expect(completion).toMatchObject(MEANING[how])
    expect(optional.filter((name) => name in completion && !(name in MEANING[how]))).toEqual([])
    const text = JSON.stringify(completion)
    expect(text).not.toContain('SECRET')
    expect(text.length).toBeLessThan(8_100_000)
    if (completion.kind === 'failed') expect(() => canonicalJson(completion)).not.toThrow()
  })

  test.each(Object.keys(ODDITIES) as Oddity[])(
    '%s: the reply comes through all the same',
    async (how) => {
      server.behave(how)
      const completion = completedOf(
        await connect(server.baseUrl).complete(samplePrompt('test-model')),
      )
      expect(completion.text).toBe('ANSWER: J')
      expect(JSON.stringify(completion)).not.toContain('SECRET')
      expect(() => canonicalJson(completion)).not.toThrow()
    },
  )

  test('an endless reply is cut at the limit, and the connection ends there', async () => {
    server.behave('ten megabytes')
    const completion = completedOf(
      await connect(server.baseUrl, { mostBytes: 1000 }).complete(samplePrompt('m')),
    )
    expect(completion.text?.length).toBeLessThan(1000)
    expect(completion).toMatchObject({
      finishReason: null,
      usage: { inputTokens: null, outputTokens: null },
      mended: ['cut'],
    })
  })

  test.each<[Oddity | Misbehaviour, number]>([
    ['ten megabytes', 12],
    ['endless model name', 1000],
    ['invalid JSON', 100],
  ])(
    '%s, cut after %i bytes, before any words: is asked for once, and not again and again',
    async (how, mostBytes) => {
      server.behave(how)
      expect(
        await connect(server.baseUrl, { mostBytes }).complete(samplePrompt('m')),
      ).toMatchObject({
        kind: 'failed',
        cause: 'prompt',
        mayBeCharged: true,
        why: '200: the body is longer than the limit',
      })
    },
  )

  test('usage of the wrong types is unknown usage', async () => {
    server.behave('usage of the wrong types')
    const completion = completedOf(await connect(server.baseUrl).complete(samplePrompt('m')))
    expect(completion.usage).toEqual({ inputTokens: null, outputTokens: null })
  })

  test('a reply is cut at the limit though it came packed; what cannot be unpacked here never will be', async () => {
    let encoding = 'gzip'
    const packing = await serve((response) => {
      const choices = [{ message: { content: `J${' '.repeat(2000)}` }, finish_reason: 'stop' }]
      response.writeHead(200, { 'content-encoding': encoding })
      response.end(gzipSync(JSON.stringify({ choices })))
    })
    const provider = connect(packing.baseUrl, { mostBytes: 1000 })
    const completion = completedOf(await provider.complete(samplePrompt('m')))
    expect(completion.text).toMatch(/^J +$/)
    expect(completion.mended).toEqual(['cut'])
    const whole = completedOf(await provider.complete({ ...samplePrompt('m'), topLogprobs: 5 }))
    expect([whole.text?.length, whole.mended]).toEqual([2001, undefined])
    expect(
      await connect(packing.baseUrl, { mostBytes: 12 }).complete(samplePrompt('m')),
    ).toMatchObject({ kind: 'failed', cause: 'prompt' })
    encoding = 'zebra'
    expect(await provider.complete(samplePrompt('m'))).toMatchObject({
      kind: 'failed',
      cause: 'setup',
      mayBeCharged: true,
      why: expect.stringContaining('"zebra"'),
    })
    await packing.close()
  })

  test('the value of a header that was asked for is taken out like the key', async () => {
    const secret = 'azure-secret-0123456789'
    let status = 200
    const echoing = await serve((response, request) => {
      const echo = `Your key is ${request.headers['api-key']}.`
      const choices = [{ message: { content: echo }, finish_reason: 'stop' }]
      response
        .writeHead(status)
        .end(JSON.stringify(status === 200 ? { choices } : { error: { message: echo } }))
    })
    const provider = connect(echoing.baseUrl, { key: null, secretHeaders: { 'api-key': secret } })
    expect(await provider.complete(samplePrompt('m'))).toMatchObject({
      text: 'Your key is [key].',
      mended: ['key-removed'],
    })
    status = 400
    expect(await provider.complete(samplePrompt('m'))).toMatchObject({
      why: '400: Your key is [key].',
    })
    await echoing.close()
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

  test('a server that is not there was never reached', async () => {
    const gone = await startModelServer()
    await gone.close()
    const completion = await connect(gone.baseUrl).complete(samplePrompt('m'))
    expect(completion).toEqual({
      kind: 'failed',
      cause: 'unreached',
      why: expect.stringMatching(/^no connection could be made to http:.*\(ECONNREFUSED\)$/),
      latencyMs: expect.any(Number),
    })
  })

  test('a server that speaks no TLS where TLS is wanted will not do so later', async () => {
    const completion = await connect(server.baseUrl.replace('http:', 'https:')).complete(
      samplePrompt('m'),
    )
    expect(completion).toMatchObject({
      kind: 'failed',
      cause: 'setup',
      why: expect.stringContaining('certificate'),
    })
    expect(completion).not.toHaveProperty('mayBeCharged')
  })
})

describe('a call that is called off', () => {
  test('closes its connection, and may have been charged for', async () => {
    server.behave('hang')
    const caller = new AbortController()
    const openBefore = server.open.size
    const completion = connect(server.baseUrl).complete(samplePrompt('m'), caller.signal)
    await expect.poll(() => server.open.size).toBe(openBefore + 1)
    caller.abort()
    expect(await completion).toMatchObject({ why: 'called off', mayBeCharged: true })
    await expect.poll(() => server.open.size).toBe(openBefore)
  })

  test('before it began is not made', async () => {
    const received = server.served.received
    const completion = await connect(server.baseUrl).complete(
      samplePrompt('m'),
      AbortSignal.abort(),
    )
    expect(completion).toMatchObject({ kind: 'failed', why: 'called off' })
    expect(completion).not.toHaveProperty('mayBeCharged')
    expect(server.served.received).toBe(received)
  })
})

describe('log-probabilities', () => {
  test('are asked for and read where the prompt wants them, and only there', async () => {
    const own = await startModelServer({
      answer: () => ({ words: 'J', distribution: { J: 3, F: 1 } }),
    })
    const prompt = samplePrompt('m')
    const provider = connect(own.baseUrl, { logprobs: true })
    expect(provider.logprobs).toBe(true)
    const { logprobs } = completedOf(await provider.complete({ ...prompt, topLogprobs: 2 }))
    expect(own.requests.at(-1)?.body).toMatchObject({ logprobs: true, top_logprobs: 2 })
    expect(logprobs).toEqual([
      {
        token: 'J',
        logprob: Math.log(0.75),
        alternatives: [
          { token: 'J', logprob: Math.log(0.75) },
          { token: 'F', logprob: Math.log(0.25) },
        ],
      },
    ])
    await provider.complete(prompt)
    expect(own.requests.at(-1)?.body).not.toHaveProperty('logprobs')
    await own.close()
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
