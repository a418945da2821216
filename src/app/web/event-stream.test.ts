/** Events as a client on the network has them: the latest of each name, signs of life between them, and an end on both sides. */
import { once } from 'node:events'
import { get, request, type IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventStream, type EventStream } from './event-stream.ts'
import { listen, type Served } from './serve.ts'

let served: Served
let heartbeatMs: number | undefined
let begun = Promise.withResolvers<EventStream>()
let ended = Promise.withResolvers<void>()
let begins = 0

beforeAll(async () => {
  const app = new Hono().get('/', (context) =>
    eventStream(
      context,
      (stream) => {
        begins++
        begun.resolve(stream)
        return () => ended.resolve()
      },
      heartbeatMs,
    ),
  )
  served = await listen(app, { host: '127.0.0.1' })
})
afterAll(() => served.close())

/** A client that has begun to listen, and the stream that it listens to. */
async function listening(beatMs?: number) {
  heartbeatMs = beatMs
  begun = Promise.withResolvers()
  ended = Promise.withResolvers()
  const [answer] = (await once(get(served.url), 'response')) as [IncomingMessage]
  let got = ''
  answer.setEncoding('utf8').on('data', (text: string) => {
    got += text
  })
  const until = async (words: string): Promise<string> => {
    while (!got.includes(words)) await once(answer, 'data')
    return got
  }
  return { answer, until, stream: await begun.promise }
}

const says = (data: string) => () => ({ event: 'said', data })

test('they come one after another, for as long as nobody ends it', async () => {
  const { answer, until, stream } = await listening()
  expect(answer.headers['content-type']).toBe('text/event-stream')
  stream.put('a', says('one'))
  await until('one')
  stream.put('a', says('two'))
  expect(await until('two')).toBe('event: said\ndata: one\n\nevent: said\ndata: two\n\n')
  const closed = once(answer, 'end')
  stream.end()
  await closed
  await ended.promise
})

test('of each name the latest is sent, and it is made when it is sent', async () => {
  const { until, stream, answer } = await listening()
  let made = 0
  for (let n = 1; n <= 1000; n++)
    stream.put('many', () => ({ event: 'said', data: `${n} ${++made}` }))
  stream.put('last', says('last'))
  expect(await until('last')).toBe('event: said\ndata: 1000 1\n\nevent: said\ndata: last\n\n')
  answer.destroy()
})

test('where nothing is said there are signs of life', async () => {
  const { until, stream, answer } = await listening(1)
  await until(': here\n\n: here\n\n')
  stream.put('a', says('one'))
  const got = await until('one')
  expect(got.replaceAll(': here\n\n', '')).toBe('event: said\ndata: one\n\n')
  answer.destroy()
})

test('a client that leaves ends it, also while nothing is said', async () => {
  const { answer } = await listening()
  answer.destroy()
  await ended.promise
})

test('a client that leaves in the middle of much ends it, too', async () => {
  const { answer, stream, until } = await listening()
  const more = (): void => {
    stream.put('much', () => {
      more()
      return { event: 'said', data: 'x'.repeat(100_000) }
    })
  }
  more()
  await until('x')
  answer.pause()
  answer.destroy()
  await ended.promise
})

test('whoever asks for its head alone is answered, and nothing begins', async () => {
  const before = begins
  const asked = request(served.url, { method: 'HEAD' }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  expect([answer.statusCode, begins]).toEqual([200, before])
})
