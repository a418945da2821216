import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meter } from './meter.ts'

/** Takes amounts one after another, each as soon as it may be and not before it came; says when. */
function takeAll(
  bucket: ReturnType<typeof meter>,
  calls: readonly { readonly amount: number; readonly afterMs: number }[],
): number[] {
  let nowMs = 0
  return calls.map(({ amount, afterMs }) => {
    nowMs = Math.max(nowMs + afterMs, bucket.readyAtMs(amount))
    bucket.take(amount, nowMs)
    return nowMs
  })
}

const someCalls = fc.array(
  fc.record({
    amount: fc.integer({ min: 1, max: 500 }),
    afterMs: fc.constantFrom(0, 0, 7, 400, 90_000),
  }),
  { minLength: 1, maxLength: 100 },
)

describe('a meter', () => {
  test('lets through, in any minute, no more than the rate, a burst, and the last call', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 300 }),
        someCalls,
        (perMinute, burst, calls) => {
          const times = takeAll(meter(perMinute, burst), calls)
          times.forEach((from, i) => {
            const inMinute = calls.filter((_, j) => j >= i && (times[j] ?? 0) < from + 60_000)
            const last = inMinute.at(-1)?.amount ?? 0
            const taken = inMinute.reduce((sum, { amount }) => sum + amount, 0)
            expect(taken).toBeLessThanOrEqual(perMinute + burst + last + 1e-6)
          })
        },
      ),
    )
  })

  test('never makes anybody wait when nothing is owed, however much he wants', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1 }),
        fc.integer({ min: 1 }),
        fc.integer({ min: 1 }),
        (rate, burst, amount) => {
          expect(meter(rate, burst).readyAtMs(amount)).toBeLessThanOrEqual(0)
        },
      ),
    )
  })

  test('keeps up its rate while somebody always waits', () => {
    const calls = Array.from({ length: 601 }, () => ({ amount: 2, afterMs: 0 }))
    expect(takeAll(meter(600, 10), calls).at(-1)).toBeCloseTo((1200 - 10 + 2) * 100, -1)
  })

  test('gives back what was taken too much, and takes what was taken too little', () => {
    const bucket = meter(60, 1)
    bucket.take(10, 0)
    expect(bucket.readyAtMs(1)).toBe(10_000)
    bucket.correct(-9)
    expect(bucket.readyAtMs(1)).toBe(1000)
    bucket.correct(4)
    expect(bucket.readyAtMs(1)).toBe(5000)
  })

  test('saves up a burst and nothing more', () => {
    const bucket = meter(60, 3)
    const afterAnHour = Array.from({ length: 5 }, (_, i) => ({
      amount: 1,
      afterMs: i === 0 ? 3_600_000 : 0,
    }))
    const hour = 3_600_000
    expect(takeAll(bucket, afterAnHour)).toEqual([hour, hour, hour, hour + 1000, hour + 2000])
  })
})
