import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { samplePrompt } from './provider.contract.ts'
import type { Completion, Prompt } from './provider.ts'
import { cannedProvider, type CannedReply } from './providers/canned.ts'
import { delayedProvider } from './testing/delayed-provider.ts'
import { virtualPace } from './testing/virtual-pace.ts'
import { rateLimit, withRateLimit, type RateLimitOptions } from './with-rate-limit.ts'

const answered = { kind: 'completed', text: 'ANSWER: J' } as const
const busy = (retryAfterMs: number): CannedReply => ({
  kind: 'failed',
  why: '429: Slow down',
  cause: 'passing',
  isBusy: true,
  retryAfterMs,
})

/** A limited account, and a provider on it that takes 2 s for each reply unless told. */
function limited(
  options: RateLimitOptions,
  replyTo: (prompt: Prompt) => CannedReply = () => answered,
  latencyMs = 2000,
) {
  const pace = virtualPace()
  const limit = rateLimit(options, pace)
  const inner = delayedProvider(cannedProvider(replyTo), pace, latencyMs)
  return { pace, limit, inner, provider: withRateLimit(inner, limit) }
}

const promptOf = (tick: number, characters = 400, maxTokens?: number): Prompt => ({
  ...samplePrompt('m', { tick }),
  messages: [{ role: 'user', text: 'x'.repeat(characters) }],
  sampling: maxTokens === undefined ? {} : { maxTokens },
})

const ticks = (n: number): number[] => Array.from({ length: n }, (_, tick) => tick)

/** The most that came together in any stretch of so many milliseconds. */
function mostWithin(ms: number, begun: readonly { atMs: number; amount: number }[]): number {
  return Math.max(
    ...begun.map(({ atMs: from }) =>
      begun.reduce(
        (sum, { atMs, amount }) => sum + (atMs >= from && atMs < from + ms ? amount : 0),
        0,
      ),
    ),
  )
}

const perMinute = fc.constantFrom(1, 3, 30, 59, 60, 600, 2000, 10_000)

describe('an account with a limit of requests', () => {
  test('begins no more of them than that in any minute, and hardly more than its share in any second', async () => {
    await fc.assert(
      fc.asyncProperty(
        perMinute,
        fc.array(fc.nat(3000), { minLength: 1, maxLength: 200 }),
        async (requestsPerMinute, arrivals) => {
          const { pace, inner, provider } = limited({ requestsPerMinute })
          await Promise.all(
            arrivals.map(async (ms, tick) => {
              await pace.wait(ms)
              await provider.complete(promptOf(tick))
            }),
          )
          const begun = inner.begunAtMs.map((atMs) => ({ atMs, amount: 1 }))
          expect(begun).toHaveLength(arrivals.length)
          expect(mostWithin(60_000, begun)).toBeLessThanOrEqual(requestsPerMinute)
          expect(mostWithin(1000, begun)).toBeLessThanOrEqual(
            Math.ceil((requestsPerMinute / 60) * 1.1) + 1,
          )
        },
      ),
      { numRuns: 50 },
    )
  })

  test('begins no more of them than that in the first minute, its burst included', async () => {
    const { inner, provider } = limited({ requestsPerMinute: 3000 })
    await Promise.all(ticks(3100).map((tick) => provider.complete(promptOf(tick))))
    expect(inner.begunAtMs.filter((ms) => ms < 60_000)).toHaveLength(3000)
  })

  test('counts no call that was not made', async () => {
    const pace = virtualPace()
    const limit = rateLimit({ requestsPerMinute: 60, tokensPerMinute: 60 }, pace)
    const withheld = {
      ...cannedProvider({}),
      complete: async () => ({ kind: 'withheld' }) as const,
    }
    for (const tick of ticks(5)) await withRateLimit(withheld, limit).complete(promptOf(tick))
    expect(pace.nowMs()).toBe(0)
  })

  test('is used to 99 % while calls wait', async () => {
    for (const requestsPerMinute of [60, 600, 6000]) {
      const { pace, provider } = limited({ requestsPerMinute }, undefined, 1)
      await Promise.all(ticks(1000).map((tick) => provider.complete(promptOf(tick))))
      expect(pace.nowMs()).toBeLessThan((1000 / requestsPerMinute) * 60_000 * 1.01)
    }
  })

  test('makes an idle caller wait for nothing', async () => {
    const { pace, provider } = limited({ requestsPerMinute: 60, tokensPerMinute: 60_000 })
    for (const tick of ticks(5)) await provider.complete(promptOf(tick))
    expect(pace.nowMs()).toBe(10_000)
  })

  test('is one account for all the providers that share it', async () => {
    const { pace, inner, limit } = limited({ requestsPerMinute: 60 })
    const [one, other] = [withRateLimit(inner, limit), withRateLimit(inner, limit)]
    await Promise.all(
      ticks(3).flatMap((tick) => [one.complete(promptOf(tick)), other.complete(promptOf(tick))]),
    )
    expect(inner.begunAtMs).toEqual([0, 1000, 2000, 3000, 4000, 5000])
    expect(pace.waiting).toBe(0)
  })
})

describe('an account with a limit of tokens', () => {
  const using = (inputTokens: number, outputTokens: number) => (): CannedReply => ({
    ...answered,
    usage: { inputTokens, outputTokens },
  })

  test('uses no more of them in any minute than that, a tenth of a second and one call, where estimates are right', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1000, max: 100_000 }),
        fc.array(fc.integer({ min: 1, max: 8000 }), { minLength: 1, maxLength: 100 }),
        async (tokensPerMinute, inputs) => {
          const { inner, provider } = limited({ tokensPerMinute }, ({ messages }) =>
            using((messages[0]?.text.length ?? 0) / 4, 1)(),
          )
          await Promise.all(
            inputs.map((tokens, tick) => provider.complete(promptOf(tick, tokens * 4, 1))),
          )
          const begun = inner.begunAtMs.map((atMs, i) => ({ atMs, amount: (inputs[i] ?? 0) + 1 }))
          expect(mostWithin(60_000, begun)).toBeLessThanOrEqual(
            tokensPerMinute * (1 + 1 / 600) + Math.max(...inputs) + 1,
          )
        },
      ),
      { numRuns: 50 },
    )
  })

  test('lets calls through in the order in which they came, however large they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 50 }),
        async (sizes) => {
          const order: number[] = []
          const { provider } = limited({ tokensPerMinute: 10_000 }, ({ address }) => {
            order.push(address.tick)
            return answered
          })
          await Promise.all(sizes.map((size, tick) => provider.complete(promptOf(tick, size))))
          expect(order).toEqual(ticks(sizes.length))
        },
      ),
      { numRuns: 50 },
    )
  })

  test('lets a prompt through that is bigger than a whole minute of it, and the next when that is paid', async () => {
    const { inner, provider } = limited({ tokensPerMinute: 1000 }, using(5000, 1))
    await Promise.all([0, 1, 2].map((tick) => provider.complete(promptOf(tick, 19_996, 1))))
    const [first = NaN, second = NaN, third = NaN] = inner.begunAtMs
    expect(first).toBe(0)
    expect((second - first) / 300_000).toBeCloseTo(1, 2)
    expect((third - second) / 300_000).toBeCloseTo(1, 2)
  })

  test('is used to 98 % although every call says that its reply may be a hundred times longer than it is', async () => {
    const { pace, provider } = limited({ tokensPerMinute: 60_000 }, using(100, 40))
    await Promise.all(ticks(1000).map((tick) => provider.complete(promptOf(tick, 400, 4000))))
    expect(pace.nowMs()).toBeLessThan(140_000 / 0.98)
  })

  test('is charged what replies took, also where that is more than was expected', async () => {
    const { pace, provider } = limited({ tokensPerMinute: 60_000 }, using(200, 800))
    await Promise.all(ticks(200).map((tick) => provider.complete(promptOf(tick, 400))))
    // The first calls, until replies come, are taken for smaller than they are.
    expect(pace.nowMs()).toBeGreaterThan(190_000)
    expect(pace.nowMs()).toBeLessThan(205_000)
  })

  test('is not charged for a call that was refused', async () => {
    const refused: CannedReply = { kind: 'failed', why: '400: too long', cause: 'prompt' }
    const { inner, pace, provider } = limited({ tokensPerMinute: 1000 }, () => refused, 10)
    await provider.complete(promptOf(0, 400_000, 1))
    await provider.complete(promptOf(1, 400, 1))
    expect([inner.begunAtMs, pace.nowMs()]).toEqual([[0, 10], 20])
  })
})

describe('a busy server that asks to be left alone', () => {
  const busyOnce =
    (retryAfterMs: number) =>
    ({ address }: Prompt): CannedReply =>
      address.tick === 0 ? busy(retryAfterMs) : answered

  test('is left alone by the whole account for so long, though there are no limits', async () => {
    const { inner, pace, provider } = limited({}, busyOnce(7000), 10)
    await provider.complete(promptOf(0))
    await Promise.all([1, 2].map((tick) => provider.complete(promptOf(tick))))
    expect(inner.begunAtMs).toEqual([0, 7010, 7010])
    expect(pace.waiting).toBe(0)
  })

  test('is left alone also by those who wait already', async () => {
    const { inner, provider } = limited({ requestsPerMinute: 60 }, busyOnce(7000), 10)
    await Promise.all(ticks(3).map((tick) => provider.complete(promptOf(tick))))
    expect(inner.begunAtMs).toEqual([0, 7010, 8010])
  })

  test('is asked on where it is not the account that is too much for it', async () => {
    const { inner, provider } = limited(
      {},
      ({ address }) =>
        address.tick === 0
          ? { kind: 'failed', why: '503: Down', cause: 'passing', retryAfterMs: 7000 }
          : answered,
      10,
    )
    await provider.complete(promptOf(0))
    await provider.complete(promptOf(1))
    expect(inner.begunAtMs).toEqual([0, 10])
  })

  test('is asked on where it wants more than a minute: who calls shall be told', async () => {
    const { inner, provider } = limited({}, busyOnce(3_600_000), 10)
    await provider.complete(promptOf(0))
    await provider.complete(promptOf(1))
    expect(inner.begunAtMs).toEqual([0, 10])
  })
})

describe('a call that waits for its turn', () => {
  test('has the latency of the call alone', async () => {
    const { provider } = limited({ requestsPerMinute: 1 }, () => ({
      ...answered,
      latencyMs: 2000,
    }))
    const [, second] = await Promise.all([0, 1].map((tick) => provider.complete(promptOf(tick))))
    expect(second).toMatchObject({ latencyMs: 2000 })
  })

  test('is withheld at once when it is called off, and nobody loses his turn by it', async () => {
    const { inner, limit, pace, provider } = limited({ requestsPerMinute: 60 }, undefined, 10)
    const off = new AbortController()
    const calls = [undefined, off.signal, undefined].map((signal, tick) =>
      provider.complete(promptOf(tick), signal),
    )
    await pace.wait(100)
    expect(limit.queued).toBe(2)
    off.abort()
    expect(await calls[1]).toEqual({ kind: 'withheld' })
    expect([limit.queued, pace.nowMs()]).toEqual([1, 100])
    await Promise.all(calls)
    expect(inner.begunAtMs).toEqual([0, 1000])
  })

  test('leaves no timer when it is called off', async () => {
    const { limit, pace, provider } = limited({ requestsPerMinute: 1 }, undefined, 10)
    await provider.complete(promptOf(0))
    const off = new AbortController()
    const call = provider.complete(promptOf(1), off.signal)
    expect([limit.queued, pace.waiting]).toEqual([1, 1])
    off.abort()
    await call
    expect([limit.queued, pace.waiting]).toEqual([0, 0])
  })

  test('is withheld as soon as the work is told to stop, and holds no timer then', async () => {
    const stop = new AbortController()
    const { inner, limit, pace, provider } = limited({
      requestsPerMinute: 1,
      stop: stop.signal,
    })
    const withheldAtMs: number[] = []
    const calls = ticks(100).map(async (tick): Promise<Completion> => {
      const completion = await provider.complete(promptOf(tick))
      if (completion.kind === 'withheld') withheldAtMs.push(pace.nowMs())
      return completion
    })
    await pace.wait(5000)
    stop.abort()
    await Promise.all(calls)
    expect(withheldAtMs).toHaveLength(99)
    expect(new Set(withheldAtMs)).toEqual(new Set([5000]))
    expect([inner.begunAtMs.length, limit.queued, pace.waiting]).toEqual([1, 0, 0])
    expect(await provider.complete(promptOf(100))).toEqual({ kind: 'withheld' })
  })
})
