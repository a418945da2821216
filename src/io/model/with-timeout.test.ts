import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { systemPace } from '../../app/system-pace.ts'
import { providerContract, samplePrompt } from './provider.contract.ts'
import type { Completion, Provider } from './provider.ts'
import { cannedProvider } from './providers/canned.ts'
import { openAiProvider } from './providers/openai.ts'
import { simulatedProvider } from './providers/simulated.ts'
import { delayedProvider } from './testing/delayed-provider.ts'
import { virtualPace } from './testing/virtual-pace.ts'
import { withTimeout } from './with-timeout.ts'

providerContract({
  name: 'simulated, with timeout',
  open: async () => ({
    provider: withTimeout(simulatedProvider(), 60_000, virtualPace()),
    model: 'reciprocator',
    unknownModel: 'no-such-model',
    close: () => Promise.resolve(),
  }),
})

const prompt = samplePrompt('m')
const canned = cannedProvider(() => 'ANSWER: J')

/** A provider that hands its signal out and never minds it: it ends when told. */
function stubborn() {
  const signals: AbortSignal[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Completion>()
  const provider: Provider = {
    ...canned,
    complete: (_, signal) => {
      if (signal !== undefined) signals.push(signal)
      return promise
    },
  }
  return { provider, signals, resolve, reject }
}

describe('a call with a timeout', () => {
  test('comes back as it is where it ends in time, and as a timeout where it does not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        async (ms, latencyMs) => {
          fc.pre(ms !== latencyMs)
          const pace = virtualPace()
          const slow = delayedProvider(canned, pace, latencyMs)
          const completion = await withTimeout(slow, ms, pace).complete(prompt)
          if (latencyMs < ms) expect(completion).toStrictEqual(await canned.complete(prompt))
          else
            expect(completion).toStrictEqual({
              kind: 'failed',
              why: `no reply within ${ms / 1000} s`,
              cause: 'timeout',
              mayBeCharged: true,
              latencyMs: ms,
            })
          expect([pace.nowMs(), pace.waiting]).toEqual([Math.min(ms, latencyMs), 0])
        },
      ),
    )
  })

  test('that takes too long has its signal aborted, and one that does not never has', async () => {
    const pace = virtualPace()
    const hanging = stubborn()
    const call = withTimeout(hanging.provider, 60_000, pace).complete(prompt)
    await pace.wait(59_999)
    expect(hanging.signals[0]?.aborted).toBe(false)
    expect(await call).toMatchObject({ why: 'no reply within 60 s' })
    expect(hanging.signals[0]?.aborted).toBe(true)
    const quick = stubborn()
    const answered = withTimeout(quick.provider, 60_000, pace).complete(prompt)
    quick.resolve(await canned.complete(prompt))
    expect(await answered).toMatchObject({ kind: 'completed' })
    await pace.wait(120_000)
    expect(quick.signals[0]?.aborted).toBe(false)
  })

  test('drops what comes later, be it a completion or an error', async () => {
    const pace = virtualPace()
    const unhandled: unknown[] = []
    const note = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', note)
    for (const end of ['resolve', 'reject'] as const) {
      const late = stubborn()
      const completion = await withTimeout(late.provider, 10, pace).complete(prompt)
      if (end === 'resolve') late.resolve(await canned.complete(prompt))
      else late.reject(new Error('the line broke'))
      await pace.wait(1)
      await pace.wait(1)
      expect(completion).toMatchObject({ cause: 'timeout' })
    }
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })

  test.each<[string, Completion, object]>([
    [
      'nobody was reached is unreached, and costs nothing',
      { kind: 'failed', why: 'called off', cause: 'unreached', latencyMs: 1 },
      { why: 'no connection within 60 s', cause: 'unreached' },
    ],
    [
      'nobody was reached, but it may cost something, is a timeout',
      { kind: 'failed', why: '', cause: 'unreached', mayBeCharged: true, latencyMs: 1 },
      { why: 'no reply within 60 s', cause: 'timeout', mayBeCharged: true },
    ],
    [
      'it was called off in the middle is a timeout',
      { kind: 'failed', why: 'called off', cause: 'passing', latencyMs: 1 },
      { why: 'no reply within 60 s', cause: 'timeout', mayBeCharged: true },
    ],
  ])('that says when its time is up that %s', async (_, inner, told) => {
    const pace = virtualPace()
    const silent: Provider = {
      ...canned,
      complete: (_, signal) =>
        new Promise((resolve) => signal?.addEventListener('abort', () => resolve(inner))),
    }
    const completion = await withTimeout(silent, 60_000, pace).complete(prompt)
    expect(completion).toStrictEqual({ kind: 'failed', ...told, latencyMs: 60_000 })
    expect([pace.nowMs(), pace.waiting]).toEqual([60_000, 0])
  })

  test('on a line on which no handshake ever ends has reached nobody', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => void sockets.push(socket))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const provider = openAiProvider({
      name: 'silent',
      baseUrl: `https://127.0.0.1:${port}/v1`,
      key: null,
      keyName: null,
    })
    expect(await withTimeout(provider, 200, systemPace).complete(prompt)).toStrictEqual({
      kind: 'failed',
      why: 'no connection within 0.2 s',
      cause: 'unreached',
      latencyMs: expect.any(Number),
    })
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })

  test('follows the signal of its caller, and leaves nothing hanging on it', async () => {
    const pace = virtualPace()
    const off = new AbortController()
    const slow = delayedProvider(canned, pace, 5000)
    const call = withTimeout(slow, 60_000, pace).complete(prompt, off.signal)
    await pace.wait(100)
    off.abort()
    await call
    expect([pace.nowMs(), pace.waiting]).toEqual([100, 0])
    const { provider, signals, resolve } = stubborn()
    const later = new AbortController()
    const answered = withTimeout(provider, 60_000, pace).complete(prompt, later.signal)
    resolve(await canned.complete(prompt))
    await answered
    later.abort()
    expect(signals[0]?.aborted).toBe(false)
  })

  test('is called off from the beginning where its caller had done so', async () => {
    const pace = virtualPace()
    const { provider, signals } = stubborn()
    const call = withTimeout(provider, 60, pace).complete(prompt, AbortSignal.abort())
    expect(signals[0]?.aborted).toBe(true)
    expect(await call).toMatchObject({ cause: 'timeout' })
  })
})

test('a thousand calls in flight hold a thousand timers, and none once they are answered', async () => {
  const pace = virtualPace()
  const provider = withTimeout(delayedProvider(canned, pace, 2000), 60_000, pace)
  const calls = Promise.all(Array.from({ length: 1000 }, () => provider.complete(prompt)))
  await pace.wait(1)
  expect(pace.waiting).toBe(2000)
  expect((await calls).every(({ kind }) => kind === 'completed')).toBe(true)
  expect([pace.nowMs(), pace.waiting]).toEqual([2000, 0])
})
