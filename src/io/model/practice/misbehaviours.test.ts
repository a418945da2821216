import { request } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Streams } from '../../../base/random.ts'
import { failingsAt } from './choose-failing.ts'
import { FAILINGS, KINDS, ofEachKind, type Failing, type Kind } from './misbehaviours.ts'
import { startModelServer, type ModelServer } from './model-server.ts'
import type { ServedRequest } from './served-request.ts'
import { afterRunning } from '../testing/running-time.ts'

let server: ModelServer
beforeAll(async () => {
  server = await startModelServer()
})
afterAll(() => server.close())

/** What a client sees of an exchange, byte for byte. */
interface Heard {
  readonly status: number | null
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
  /** `whole`; how the connection broke; or that nothing more came while one had patience. */
  readonly end: string
}

function hear(baseUrl: string, patienceMs = 60_000, body = '{"model":"m"}'): Promise<Heard> {
  return new Promise((resolve) => {
    const pages: Buffer[] = []
    let status: number | null = null
    let headers = {}
    const done = (end: string): void => {
      stopWaiting()
      resolve({ status, headers, body: Buffer.concat(pages), end })
      call.destroy()
    }
    const call = request(`${baseUrl}/chat/completions`, {
      method: 'POST',
      agent: false,
      headers: { authorization: 'Bearer k', 'content-length': body.length },
      maxHeaderSize: 1_000_000,
    })
    const stopWaiting = afterRunning(patienceMs, () => done('hangs'))
    call.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    call.on('response', (response) => {
      status = response.statusCode ?? null
      headers = response.headers
      response.on('data', (page: Buffer) => pages.push(page))
      response.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
      response.on('end', () => done('whole'))
    })
    call.end(body)
  })
}

async function heard(how: Failing) {
  server.behave(how)
  // Only those who hang are waited for in vain.
  const patienceMs = how.startsWith('hang') ? 300 : undefined
  const { status, headers, body, end } = await hear(server.baseUrl, patienceMs)
  const text = body.toString()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  return { status, headers, body, end, text, json }
}

const choice = (fields: object): object => ({ choices: [fields] })
const usage = (prompt_tokens: unknown, completion_tokens: unknown): object => ({
  usage: { prompt_tokens, completion_tokens },
})

describe('whatever can go wrong goes wrong as its name says', () => {
  test.each<[Failing, object]>([
    ['busy 429 with Retry-After', { status: 429, headers: { 'retry-after': '2' } }],
    ['busy 429 for a day', { status: 429, headers: { 'retry-after': '86400' } }],
    ['broken 500', { status: 500, end: 'whole' }],
    ['page 502', { status: 502, headers: { 'content-type': 'text/html' } }],
    ['unauthorized 401', { status: 401, text: expect.stringContaining('Bearer k') }],
    ['not found 404', { status: 404, json: { error: { code: 'model_not_found' } } }],
    ['reset connection', { status: null, end: 'ECONNRESET' }],
    ['dropped connection', { status: null, end: 'ECONNRESET' }],
    ['connection dropped in the body', { status: 200, end: 'ECONNRESET', json: undefined }],
    [
      'connection dropped at the end of the body',
      { status: 200, end: 'ECONNRESET', json: choice({ finish_reason: 'stop' }) },
    ],
    ['connection dropped after the body', { status: 200, end: 'whole', json: choice({}) }],
    ['trickle', { status: 200, end: 'whole', json: choice({ finish_reason: 'stop' }) }],
    ['hang', { status: null, end: 'hangs', text: '' }],
    ['hang in the body', { status: 200, end: 'hangs', text: '{"choices":' }],
    ['hang in trickles', { status: 200, end: 'hangs', text: expect.stringMatching(/^ {3,}$/) }],
    ['truncated JSON', { status: 200, end: 'whole', json: undefined }],
    ['invalid JSON', { status: 200, end: 'whole', json: undefined }],
    ['empty choices', { json: { choices: [] } }],
    ['null content', { json: choice({ message: { content: null, refusal: null } }) }],
    ['refusal', { json: choice({ message: { content: null, refusal: expect.any(String) } }) }],
    ['content_filter', { json: choice({ finish_reason: 'content_filter' }) }],
    ['length', { json: choice({ finish_reason: 'length' }) }],
    [
      'tool calls',
      { json: choice({ finish_reason: 'tool_calls', message: { tool_calls: [{ id: 'c1' }] } }) },
    ],
    ['negative usage', { json: usage(-12, -3) }],
    ['absurdly large usage', { json: usage(Number.MAX_SAFE_INTEGER, 999_999_999_999) }],
    ['usage beyond numbers', { json: usage(Infinity, 3) }],
    ['usage of the wrong types', { json: usage('12', -1.5) }],
    ['other model', { json: { model: 'another-model' } }],
    [
      'terminal escapes',
      { json: choice({ message: { content: '\u001b[2J\u001b]0;owned\u0007' } }) },
    ],
    ['busy 429 without Retry-After', { status: 429 }],
    ['no usage', { status: 200, json: choice({}) }],
  ])('%s', async (how, expected) => {
    expect(await heard(how)).toMatchObject(expected)
  })

  test('busy 429 without Retry-After, no usage: what is missing is missing', async () => {
    expect((await heard('busy 429 without Retry-After')).headers).not.toHaveProperty('retry-after')
    expect((await heard('no usage')).json).not.toHaveProperty('usage')
  })

  test('busy 429 until a date: the date is to come', async () => {
    const askedAt = Date.now()
    const { headers } = await heard('busy 429 until a date')
    expect(Date.parse(String(headers['retry-after']))).toBeGreaterThan(askedAt)
  })

  test('ten megabytes, invalid UTF-8: the bytes are as they are said to be', async () => {
    expect((await heard('ten megabytes')).body.length).toBeGreaterThan(10_000_000)
    const { body } = await heard('invalid UTF-8')
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow()
  })
})

const requestOf = (hash: string, times = 1): ServedRequest => ({
  number: 1,
  path: '/',
  headers: {},
  body: {},
  hash,
  times,
})

describe('failures at a rate', () => {
  const choose = failingsAt(ofEachKind(0.05), new Streams(1))

  test('come as often as ordered, each kind', () => {
    const counts = new Map<Kind | null, number>()
    for (let i = 0; i < 8000; i++) {
      const how = choose(requestOf(String(i)))
      const kind = (Object.keys(KINDS) as Kind[]).find((one) =>
        (KINDS[one] as readonly Failing[]).some((name) => name === how),
      )
      counts.set(kind ?? null, (counts.get(kind ?? null) ?? 0) + 1)
    }
    const kinds = Object.keys(KINDS).length
    for (const kind of Object.keys(KINDS) as Kind[])
      expect(Math.abs((counts.get(kind) ?? 0) / 8000 - 0.05)).toBeLessThan(0.012)
    expect(Math.abs((counts.get(null) ?? 0) / 8000 - (1 - 0.05 * kinds))).toBeLessThan(0.03)
  })

  test('do not hang on the order in which requests arrive', () => {
    const hashes = Array.from({ length: 50 }, (_, i) => String(i))
    const inOrder = new Map(hashes.map((hash) => [hash, choose(requestOf(hash))]))
    const again = failingsAt(ofEachKind(0.05), new Streams(1))
    for (const hash of hashes.toReversed()) expect(again(requestOf(hash))).toBe(inOrder.get(hash))
  })

  test('pass for the request that is made again, and differ with the seed', () => {
    const half = failingsAt({ 'broken 500': 0.5 }, new Streams(1))
    const other = failingsAt({ 'broken 500': 0.5 }, new Streams(2))
    const times = Array.from({ length: 40 }, (_, i) => i + 1)
    expect(new Set(times.map((one) => half(requestOf('a', one))))).toEqual(
      new Set(['broken 500', null]),
    )
    expect(times.map((one) => half(requestOf('a', one)))).not.toEqual(
      times.map((one) => other(requestOf('a', one))),
    )
  })

  test('may make all requests, and are refused where they make more', () => {
    expect(failingsAt(ofEachKind(1, ['hang']), new Streams(1))(requestOf('a'))).toMatch(/^hang/)
    expect(() => failingsAt(ofEachKind(0.5), new Streams(1))).toThrow(
      'the failures make 550 % of the requests. Lower their rates, or choose fewer.',
    )
    expect(() => failingsAt({ hang: -1 }, new Streams(1))).toThrow('from 0 to 1')
    expect(() => failingsAt({ hangs: 0.1 } as never, new Streams(1))).toThrow(
      'Did you mean "hang"?',
    )
  })
})

describe('whatever comes, in whatever order, from whatever client', () => {
  /** Clients that give up, that send nonsense, and that wait. */
  const client = fc.record({
    how: fc.option(fc.constantFrom(...FAILINGS)),
    patienceMs: fc.constantFrom(0, 1, 30, 200),
    body: fc.constantFrom(
      '{"model":"m"}',
      '{"logprobs":true,"top_logprobs":-3,"max_tokens":-1,"messages":[null,7,{"role":"user"}]}',
      '{"messages":[{"role":"user","content":[{"text":"\\ud800"},null,{"text":7}]}],"max_tokens":1e300}',
      '{"messages":{},"model":{"a":1},"temperature":"hot"}',
      'null',
      '"',
      '',
    ),
  })

  test('the server goes on, every connection ends, and everybody is counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(client, { minLength: 1, maxLength: 24 }), async (clients) => {
        const own = await startModelServer({ latencyMs: { fromMs: 0, toMs: 40 } })
        try {
          await Promise.all(
            clients.map(({ how, patienceMs, body }) => {
              own.behave(how)
              return hear(own.baseUrl, patienceMs, body)
            }),
          )
          own.behave(null)
          expect(await hear(own.baseUrl)).toMatchObject({ status: 200, end: 'whole' })
          while (own.open.size > 0) await new Promise((resolve) => setTimeout(resolve, 1))
          const { received, answered, dropped } = own.served
          expect(answered + dropped).toBe(received)
        } finally {
          await own.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
