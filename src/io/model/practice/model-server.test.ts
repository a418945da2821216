import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { startModelServer, type ModelServer, type ModelServerOptions } from './model-server.ts'

const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function start(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await startModelServer(options)
  servers.push(server)
  return server
}

const post = ({ baseUrl }: ModelServer, body: object | string): Promise<Response> =>
  fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

interface Completion {
  readonly model: string
  readonly system_fingerprint: string
  readonly choices: readonly [
    {
      readonly message: { readonly content: string | null; readonly refusal: string | null }
      readonly finish_reason: string
      readonly logprobs: { readonly content: readonly { token: string }[] } | null
    },
  ]
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number }
}

const complete = async (server: ModelServer, body: object): Promise<Completion> =>
  (await (await post(server, body)).json()) as Completion

/** A conversation of one message. */
const saying = (content: string, further: object = {}): object => ({
  model: 'm',
  messages: [{ role: 'user', content }],
  ...further,
})

describe('a request', () => {
  test('is answered on the loopback interface only, as told, by what says that it is for practice', async () => {
    const server = await start({ answer: ({ body }) => `to ${String(body['model'])}` })
    expect(server.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    const { choices, model, system_fingerprint } = await complete(server, { model: 'm' })
    expect(choices[0]).toMatchObject({ message: { content: 'to m' }, finish_reason: 'stop' })
    expect([model, system_fingerprint]).toEqual(['practice/m', 'practice-1'])
  })

  test.each([
    ['no JSON', 'chat/completions', 'not JSON', 400],
    ['a list', 'chat/completions', '[]', 400],
    ['for a stream', 'chat/completions', '{"stream":true}', 400],
    ['for no such model', 'chat/completions', '{"model":"no-such-model"}', 404],
    ['for another path', 'embeddings', '{}', 404],
  ])('that is %s is turned away, and costs nothing', async (_, path, body, status) => {
    const server = await start()
    const response = await fetch(`${server.baseUrl}/${path}`, { method: 'POST', body })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } })
    expect(server.ledger.charges).toEqual([])
  })

  test('for the list of models is answered', async () => {
    const server = await start({ models: ['a', 'b'] })
    const { data } = (await (await fetch(`${server.baseUrl}/models`)).json()) as { data: object[] }
    expect(data).toEqual([
      { id: 'a', object: 'model', owned_by: 'practice' },
      { id: 'b', object: 'model', owned_by: 'practice' },
    ])
  })

  test('whose answer cannot be made is answered with status 500, and the next one is served', async () => {
    const server = await start({
      answer: ({ times }) => {
        if (times === 1) throw new Error('the test has erred')
        return 'well'
      },
    })
    const response = await post(server, '{}')
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringContaining('the test has erred'),
    ])
    expect((await complete(server, {})).choices[0].message.content).toBe('well')
  })

  test('that was told to fail fails, as often as told', async () => {
    const server = await start()
    server.behave('broken 500')
    for (let i = 0; i < 3; i++) expect((await post(server, '{}')).status).toBe(500)
    server.behave('broken 500', 1)
    expect((await post(server, '{}')).status).toBe(500)
    expect((await post(server, '{}')).status).toBe(200)
    expect(server.served.failings).toEqual({ 'broken 500': 4 })
  })
})

describe('a reply', () => {
  test('is cut at the limit that was asked for', async () => {
    const server = await start({ answer: () => 'one two three, four' })
    const { choices, usage } = await complete(server, saying('Count.', { max_tokens: 4 }))
    expect(choices[0]).toMatchObject({
      message: { content: 'one two three,' },
      finish_reason: 'length',
    })
    expect(usage.completion_tokens).toBe(4)
  })

  test('that is a refusal is written as OpenAI writes it', async () => {
    const server = await start({ answer: () => ({ words: null, finishReason: 'refusal' }) })
    expect((await complete(server, {})).choices[0]).toMatchObject({
      message: { content: null, refusal: expect.any(String) },
      finish_reason: 'stop',
    })
  })

  test('has log-probabilities where they are wanted, and not where they are not', async () => {
    const server = await start()
    const { choices } = await complete(server, { logprobs: true, top_logprobs: 2 })
    expect(choices[0].logprobs?.content.map(({ token }) => token)).toEqual(['ANSWER', ':', ' J'])
    expect((await complete(server, {})).choices[0].logprobs).toBeNull()
  })

  test('takes as long as told', async () => {
    const server = await start({ latencyMs: 60 })
    const startedMs = performance.now()
    await post(server, '{}')
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(59)
  })
})

describe('what is charged', () => {
  const price = { inputUsd: 2, outputUsd: 10, asOf: '2025-01-01', source: 'test' }

  test('is what was read and written, and is what the client is told', async () => {
    const server = await start({ price })
    const { usage } = await complete(server, saying('x'.repeat(400)))
    expect(usage).toEqual({ prompt_tokens: 100, completion_tokens: 3, total_tokens: 103 })
    expect(server.ledger.charges).toEqual([
      { number: 1, inputTokens: 100, outputTokens: 3, cachedInputTokens: 0, usd: 0.00023 },
    ])
  })

  test('may be declared, whatever the words', async () => {
    const usage = { inputTokens: 1_000_000, outputTokens: 0, cachedInputTokens: 500_000 }
    const server = await start({
      price: { ...price, cachedInputUsd: 1 },
      answer: () => ({ words: 'J', usage }),
    })
    expect((await complete(server, {})).usage).toMatchObject({
      prompt_tokens: 1_000_000,
      prompt_tokens_details: { cached_tokens: 500_000 },
    })
    expect(server.ledger.usd).toBe(1.5)
  })

  test('is the truth where the client is told something else, or nothing', async () => {
    const server = await start()
    for (const how of ['usage of zero', 'absurdly large usage', 'null content'] as const) {
      server.behave(how)
      await post(server, saying('12345678'))
    }
    server.behave('connection dropped in the body')
    await expect(post(server, saying('12345678')).then((one) => one.text())).rejects.toThrow()
    expect(server.ledger.charges.map(({ inputTokens }) => inputTokens)).toEqual([2, 2, 2, 2])
    expect(server.ledger).toMatchObject({ inputTokens: 8, outputTokens: 12 })
  })

  test('is nothing where no model worked', async () => {
    const server = await start()
    for (const how of ['busy 429 with Retry-After', 'page 502', 'unauthorized 401'] as const) {
      server.behave(how)
      await post(server, '{}')
    }
    expect(server.ledger.charges).toEqual([])
  })
})

describe('who is in flight', () => {
  test('is known at every moment, and who was answered is told', async () => {
    const told: string[] = []
    const server = await start({
      latencyMs: ({ number }) => (number === 1 ? 10 : 600_000),
      onRequest: ({ number }) => told.push(`${number} came`),
      onAnswered: ({ number }) => told.push(`${number} answered`),
      onDropped: ({ number }) => told.push(`${number} dropped`),
    })
    await post(server, '{}')
    const controller = new AbortController()
    const leaving = fetch(`${server.baseUrl}/chat/completions`, {
      method: 'POST',
      body: '{}',
      signal: controller.signal,
    })
    while (server.served.received < 2) await sleep(1)
    expect([...server.open].map(({ number }) => number)).toEqual([2])
    controller.abort()
    await expect(leaving).rejects.toThrow()
    while (server.open.size > 0) await sleep(1)
    expect(server.served).toMatchObject({ received: 2, answered: 1, dropped: 1 })
    expect(told).toEqual(['1 came', '1 answered', '2 came', '2 dropped'])
  })

  test('a thousand at once are served as one', async () => {
    const all = Promise.withResolvers<void>()
    const server = await start({
      // Nobody is answered before everybody has asked.
      answer: async ({ body, number }) => {
        if (number === 1000) all.resolve()
        await all.promise
        return String(body['nth'])
      },
    })
    const replies = Array.from({ length: 1000 }, (_, nth) => complete(server, { nth }))
    const words = (await Promise.all(replies)).map(({ choices }) => choices[0].message.content)
    expect(words).toEqual(Array.from({ length: 1000 }, (_, nth) => String(nth)))
    expect(server.served).toMatchObject({ received: 1000, answered: 1000, dropped: 0 })
  })
})

describe('limits', () => {
  test('are held: who comes too often is told when to come again, and is let in then', async () => {
    const server = await start({ limits: { requestsPerMinute: 600, burstSeconds: 0.2 } })
    // Two are let in at once, and then one in a tenth of a second: of so many at once most come too often.
    const replies = await Promise.all(Array.from({ length: 50 }, () => post(server, '{}')))
    const busy = replies.filter(({ status }) => status === 429)
    const admitted = replies.filter(({ status }) => status === 200)
    expect(busy.length).toBeGreaterThan(0)
    expect(admitted.length).toBeGreaterThanOrEqual(2)
    expect(busy.length + admitted.length).toBe(50)
    const waitsMs = busy.map(({ headers }) => Number(headers.get('retry-after-ms')))
    for (const waitMs of waitsMs) {
      expect(waitMs).toBeGreaterThan(0)
      expect(waitMs).toBeLessThanOrEqual(100)
    }
    expect(busy[0]?.headers.get('retry-after')).toBe('1')
    await sleep(Math.max(...waitsMs) + 1)
    expect((await post(server, '{}')).status).toBe(200)
    expect(server.served).toMatchObject({ received: 51, answered: 51, limited: busy.length })
    expect(server.ledger.charges).toHaveLength(admitted.length + 1)
  })

  test('on how many are in flight say nothing about when', async () => {
    const heard = Promise.withResolvers<string>()
    const server = await start({ limits: { inFlight: 1 }, answer: () => heard.promise })
    const first = post(server, '{}')
    while (server.served.received < 1) await sleep(1)
    const second = await post(server, '{}')
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null])
    heard.resolve('J')
    expect((await first).status).toBe(200)
    expect((await post(server, '{}')).status).toBe(200)
  })

  test('do not count among the times at which a request came', async () => {
    const times: number[] = []
    const heard = Promise.withResolvers<string>()
    const server = await start({
      limits: { inFlight: 1 },
      answer: (request) => {
        times.push(request.times)
        return heard.promise
      },
    })
    const together = [post(server, '{}'), post(server, '{}'), post(server, '{}')]
    while (server.served.limited < 2) await sleep(1)
    heard.resolve('J')
    await Promise.all(together)
    await post(server, '{}')
    expect(times).toEqual([1, 2])
  })
})

describe('the end', () => {
  test('comes to connections that hang when the server is closed, and to the server after its lifetime', async () => {
    const closed = await start({ latencyMs: 600_000 })
    const hanging = expect(post(closed, '{}')).rejects.toThrow()
    while (closed.requests.length === 0) await sleep(5)
    await Promise.all([closed.close(), closed.close()])
    await hanging
    const short = await start({ lifetimeMs: 20 })
    await sleep(60)
    await expect(post(short, '{}')).rejects.toThrow()
  })

  test('a port that is taken is told with its mend', async () => {
    const { baseUrl } = await start()
    const port = Number(new URL(baseUrl).port)
    await expect(startModelServer({ port })).rejects.toThrow(
      `the server cannot listen on port ${port} (EADDRINUSE). Choose another; 0 takes one that is free.`,
    )
  })
})
