/** Calls while work is paused, and while their number is capped from outside. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gate } from '../../base/gate.ts'
import { samplePrompt } from './provider.contract.ts'
import type { Completion } from './provider.ts'
import { cannedProvider } from './providers/canned.ts'
import { delayedProvider } from './testing/delayed-provider.ts'
import { virtualPace } from './testing/virtual-pace.ts'
import { adaptiveConcurrency, withAdaptiveConcurrency } from './with-adaptive-concurrency.ts'
import { withGate } from './with-gate.ts'
import { rateLimit, withRateLimit } from './with-rate-limit.ts'

const LATENCY_MS = 100

/** An account with a gate, as it is connected: a line for places, then a line for the minute's share. */
function account(options: { most?: number; requestsPerMinute?: number } = {}) {
  const pace = virtualPace()
  const own = gate()
  const stopping = new AbortController()
  const shared = { gate: own, stop: stopping.signal }
  const inner = delayedProvider(
    cannedProvider(() => ({ kind: 'completed', text: 'ANSWER: J' })),
    pace,
    LATENCY_MS,
  )
  const { most, requestsPerMinute } = options
  const concurrency = adaptiveConcurrency(
    { ...shared, ...(most === undefined ? {} : { start: most, most }) },
    pace,
  )
  const rate = rateLimit(
    { ...shared, ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }) },
    pace,
  )
  const provider = withAdaptiveConcurrency(withRateLimit(inner, rate), concurrency)
  const callAll = (n: number): Promise<Completion[]> =>
    Promise.all(
      Array.from({ length: n }, (_, tick) => provider.complete(samplePrompt('m', { tick }))),
    )
  return { pace, gate: own, stopping, inner, concurrency, callAll }
}

const kindsOf = (completions: readonly Completion[]) => completions.map(({ kind }) => kind)

describe('while the gate of an account is shut', () => {
  test('no call begins, those on their way come home, and afterwards all others are made', async () => {
    const { pace, gate: own, inner, callAll } = account({ most: 4 })
    const calls = callAll(20)
    await pace.wait(LATENCY_MS * 1.5)
    const begun = inner.begunAtMs.length
    own.shut()
    await pace.wait(10_000)
    expect(inner.begunAtMs).toHaveLength(begun)
    expect(inner.inFlight).toBe(0)
    own.open()
    expect(new Set(kindsOf(await calls))).toEqual(new Set(['completed']))
    expect(inner.begunAtMs).toHaveLength(20)
  })

  test('calls that wait for the share of the minute do not begin either, nor in a burst afterwards', async () => {
    const { pace, gate: own, inner, callAll } = account({ requestsPerMinute: 600 })
    const calls = callAll(40)
    await pace.wait(1000)
    own.shut()
    const begun = inner.begunAtMs.length
    await pace.wait(60_000)
    expect(inner.begunAtMs).toHaveLength(begun)
    own.open()
    const openedAtMs = pace.nowMs()
    await calls
    const inFirstSecond = inner.begunAtMs.filter(
      (ms) => ms >= openedAtMs && ms < openedAtMs + 1000,
    ).length
    expect(inFirstSecond).toBeLessThanOrEqual(11)
  })

  test('the line does not grow: nobody learns from a pause what a server takes', async () => {
    const { pace, gate: own, concurrency, callAll } = account()
    own.shut()
    const calls = callAll(500)
    await pace.wait(60_000)
    expect(concurrency.limit).toBe(32)
    own.open()
    await calls
  })

  test('who is told to stop does not wait for it to be opened', async () => {
    const { pace, gate: own, stopping, inner, callAll } = account({ most: 2 })
    const calls = callAll(10)
    await pace.wait(1)
    own.shut()
    stopping.abort()
    expect(kindsOf(await calls).filter((kind) => kind === 'completed')).toHaveLength(2)
    expect(inner.begunAtMs).toHaveLength(2)
  })

  test('each call is made once, however often it is shut and opened', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (stretches, most) => {
          const { pace, gate: own, inner, callAll } = account({ most, requestsPerMinute: 6000 })
          const calls = callAll(30)
          for (const [i, ms] of stretches.entries()) {
            if (i % 2 === 0) own.shut()
            else own.open()
            await pace.wait(ms)
          }
          own.open()
          await calls
          expect(inner.begunAtMs).toHaveLength(30)
          expect(inner.mostInFlight).toBeLessThanOrEqual(most)
        },
      ),
      { numRuns: 50 },
    ))

  test('models without a line stand still as well', async () => {
    const pace = virtualPace()
    const own = gate()
    const inner = delayedProvider(
      cannedProvider(() => ({ kind: 'completed', text: 'ANSWER: J' })),
      pace,
      LATENCY_MS,
    )
    const provider = withGate(inner, own)
    own.shut()
    const call = provider.complete(samplePrompt('m'))
    await pace.wait(1000)
    expect(inner.begunAtMs).toEqual([])
    own.open()
    expect((await call).kind).toBe('completed')
  })
})

describe('a cap on calls in flight', () => {
  test('holds from then on, and when it is lifted what was learnt of the server is still known', async () => {
    const { pace, inner, concurrency, callAll } = account({ most: 50 })
    const first = callAll(200)
    await pace.wait(LATENCY_MS / 2)
    expect(inner.inFlight).toBe(50)
    concurrency.cap(3)
    await pace.wait(LATENCY_MS)
    expect([inner.inFlight, concurrency.limit]).toEqual([3, 3])
    concurrency.cap(null)
    await pace.wait(1)
    expect([inner.inFlight, concurrency.limit]).toEqual([50, 50])
    await first
  })

  test('never lets more through than the account declares, nor fewer than one', async () => {
    const { inner, concurrency, callAll } = account({ most: 5 })
    concurrency.cap(4000)
    await callAll(30)
    expect(inner.mostInFlight).toBe(5)
    concurrency.cap(0)
    expect(concurrency.limit).toBe(1)
  })
})
