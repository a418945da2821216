import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { samplePrompt } from './provider.contract.ts'
import type { Completion, Prompt } from './provider.ts'
import { cannedProvider, type CannedReply } from './providers/canned.ts'
import { delayedProvider } from './testing/delayed-provider.ts'
import { virtualPace } from './testing/virtual-pace.ts'
import {
  adaptiveConcurrency,
  withAdaptiveConcurrency,
  type AdaptiveConcurrencyOptions,
} from './with-adaptive-concurrency.ts'

const answered = { kind: 'completed', text: 'ANSWER: J' } as const
const busy = { kind: 'failed', why: '429: Slow down', cause: 'passing', isBusy: true } as const

const promptOf = (tick: number): Prompt => samplePrompt('m', { tick })
const ticks = (n: number): number[] => Array.from({ length: n }, (_, tick) => tick)

/** An account, and a provider on it that takes 2 s for each reply unless told. */
function adaptive(
  options: AdaptiveConcurrencyOptions = {},
  replyTo: (prompt: Prompt) => CannedReply = () => answered,
  latencyMs: number | ((prompt: Prompt) => number) = 2000,
) {
  const pace = virtualPace()
  const concurrency = adaptiveConcurrency(options, pace)
  const inner = delayedProvider(cannedProvider(replyTo), pace, latencyMs)
  const provider = withAdaptiveConcurrency(inner, concurrency)
  const callAll = (n: number): Promise<Completion[]> =>
    Promise.all(ticks(n).map((tick) => provider.complete(promptOf(tick))))
  return { pace, concurrency, inner, provider, callAll }
}

describe('while nothing is refused', () => {
  test('32 calls begin at once, and the others within a second, though no reply has come', async () => {
    const { inner, callAll, concurrency, pace } = adaptive()
    await callAll(1000)
    expect(inner.begunAtMs.filter((ms) => ms === 0)).toHaveLength(32)
    expect(inner.begunAtMs.filter((ms) => ms <= 200).length).toBeGreaterThanOrEqual(64)
    expect(inner.begunAtMs.at(-1)).toBeLessThanOrEqual(1000)
    expect(inner.mostInFlight).toBe(1000)
    expect([concurrency.inFlight, concurrency.queued, pace.waiting]).toEqual([0, 0, 0])
  })

  test('the limit stays where it is as long as nobody waits', async () => {
    const { concurrency, callAll, pace } = adaptive()
    const calls = callAll(32)
    await pace.wait(1000)
    expect([concurrency.limit, concurrency.inFlight, concurrency.queued]).toEqual([32, 32, 0])
    expect(pace.waiting).toBe(32)
    await calls
  })

  test('who knows what the server takes begins there, and never goes beyond', async () => {
    const { inner, callAll } = adaptive({ start: 200, most: 200 })
    await callAll(500)
    expect(inner.begunAtMs.filter((ms) => ms === 0)).toHaveLength(200)
    expect(inner.mostInFlight).toBe(200)
    expect(inner.begunAtMs.at(-1)).toBe(4000)
  })

  test('the most holds also where it is less than the usual start', async () => {
    const { inner, callAll } = adaptive({ most: 3 })
    await callAll(9)
    expect(inner.mostInFlight).toBe(3)
  })

  test('all in flight are within the limit, and each call is made once, in order, at any latencies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(300), { minLength: 1, maxLength: 100 }),
        async (most, latencies) => {
          const order: number[] = []
          const { pace, inner, concurrency, provider } = adaptive(
            { most },
            () => answered,
            ({ address }) => {
              order.push(address.tick)
              return latencies[address.tick] ?? 0
            },
          )
          await Promise.all(latencies.map((_, tick) => provider.complete(promptOf(tick))))
          expect(order).toEqual(ticks(latencies.length))
          expect(inner.mostInFlight).toBe(Math.min(most, latencies.length))
          expect([concurrency.inFlight, concurrency.queued, pace.waiting]).toEqual([0, 0, 0])
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('a refusal', () => {
  test('cuts the limit, and nobody begins until fewer are in flight', async () => {
    const { inner, concurrency, callAll, pace } = adaptive(
      {},
      ({ address }) => (address.tick === 0 ? busy : answered),
      ({ address }) => (address.tick === 0 ? 20 : 2000),
    )
    const calls = callAll(60)
    await pace.wait(21)
    expect([concurrency.limit, concurrency.inFlight, concurrency.queued]).toEqual([25, 31, 28])
    await pace.wait(150)
    expect(inner.begunAtMs).toHaveLength(32)
    await calls
  })

  test('is not made up for by replies that kept nobody waiting', async () => {
    const { concurrency, callAll, provider } = adaptive(
      {},
      ({ address }) => (address.tick === 0 ? busy : answered),
      20,
    )
    await callAll(32)
    for (let i = 0; i < 100; i++) await provider.complete(promptOf(1))
    expect(concurrency.limit).toBe(25)
  })

  test('of another kind than "busy" changes nothing', async () => {
    const broken: CannedReply = { kind: 'failed', why: '500: oops', cause: 'passing' }
    const { concurrency, callAll } = adaptive({ start: 8, most: 8 }, () => broken, 10)
    await callAll(100)
    expect(concurrency.limit).toBe(8)
  })

  test('shows in the share of refusals among the answers of late', async () => {
    const { concurrency, provider } = adaptive(
      {},
      ({ address }) => (address.tick % 4 === 0 ? busy : answered),
      10,
    )
    expect(concurrency.refusedShare).toBe(0)
    for (const tick of ticks(200)) await provider.complete(promptOf(tick))
    expect(concurrency.refusedShare).toBeCloseTo(0.25, 1)
    for (let i = 0; i < 100; i++) await provider.complete(promptOf(1))
    expect(concurrency.refusedShare).toBeLessThan(0.02)
  })

  test('of everything leaves no storm: one call at a time, ever further apart', async () => {
    const { inner, callAll } = adaptive({}, () => busy, 20)
    await callAll(40)
    expect(inner.begunAtMs.slice(32)).toEqual([20, 270, 770, 1770, 3770, 7770, 11_770, 15_770])
  })

  test('that says for how long to go away holds all who wait for so long', async () => {
    const { inner, callAll, pace } = adaptive(
      { start: 4, most: 4 },
      ({ address }) => (address.tick === 0 ? { ...busy, retryAfterMs: 7000 } : answered),
      ({ address }) => (address.tick === 0 ? 20 : 100),
    )
    await callAll(10)
    expect(inner.begunAtMs.slice(0, 4)).toEqual([0, 0, 0, 0])
    expect(inner.begunAtMs[4]).toBe(7020)
    expect(pace.waiting).toBe(0)
  })
})

describe('a call that waits for its turn', () => {
  test('has the latency of the call alone', async () => {
    const { callAll } = adaptive({ most: 1 }, () => ({
      ...answered,
      latencyMs: 2000,
    }))
    const completions = await callAll(3)
    for (const completion of completions) expect(completion).toMatchObject({ latencyMs: 2000 })
  })

  test('is withheld at once when it is called off, and nobody loses his turn by it', async () => {
    const { inner, concurrency, pace, provider } = adaptive({ most: 1 })
    const off = new AbortController()
    const calls = [undefined, off.signal, undefined].map((signal, tick) =>
      provider.complete(promptOf(tick), signal),
    )
    await pace.wait(100)
    expect(concurrency.queued).toBe(2)
    off.abort()
    expect(await calls[1]).toEqual({ kind: 'withheld' })
    expect([concurrency.queued, pace.nowMs()]).toEqual([1, 100])
    await Promise.all(calls)
    expect(inner.begunAtMs).toEqual([0, 2000])
  })

  test('is withheld as soon as the work is told to stop, while those in flight come home', async () => {
    const stop = new AbortController()
    const { inner, concurrency, pace, provider } = adaptive(
      { most: 10, stop: stop.signal },
      () => answered,
      60_000,
    )
    const ended: { kind: string; atMs: number }[] = []
    const calls = ticks(1000).map(async (tick) => {
      const { kind } = await provider.complete(promptOf(tick))
      ended.push({ kind, atMs: pace.nowMs() })
    })
    await pace.wait(5000)
    stop.abort()
    await Promise.all(calls)
    const withheld = ended.filter(({ kind }) => kind === 'withheld')
    expect(withheld).toHaveLength(990)
    expect(new Set(withheld.map(({ atMs }) => atMs))).toEqual(new Set([5000]))
    expect(ended.filter(({ kind }) => kind === 'completed')).toHaveLength(10)
    expect([inner.begunAtMs.length, concurrency.inFlight, pace.waiting]).toEqual([10, 0, 0])
    expect(await provider.complete(promptOf(1000))).toEqual({ kind: 'withheld' })
  })
})

test('many accounts stop at one signal, and none of those who wait adds a listener to it', async () => {
  const stop = new AbortController()
  const accounts = Array.from({ length: 50 }, () => adaptive({ most: 1, stop: stop.signal }))
  const calls = accounts.map(({ callAll }) => callAll(100))
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(50)
  stop.abort()
  for (const completions of await Promise.all(calls))
    expect(completions.filter(({ kind }) => kind === 'withheld')).toHaveLength(99)
})

test('an error of the provider gives its place back', async () => {
  const pace = virtualPace()
  const concurrency = adaptiveConcurrency({ most: 1 }, pace)
  const canned = cannedProvider(() => {
    throw new Error('our mistake')
  })
  const provider = withAdaptiveConcurrency(canned, concurrency)
  for (const tick of ticks(3))
    await expect(provider.complete(promptOf(tick))).rejects.toThrow('our mistake')
  expect([concurrency.inFlight, concurrency.queued]).toEqual([0, 0])
})
