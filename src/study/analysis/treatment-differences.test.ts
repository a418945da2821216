/** Differences between treatments, computed by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import { differenceOf } from './estimate.ts'
import { reportOf } from './report.ts'
import { tellRecord, type ToldDecision } from './testing/told-record.ts'

const values = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 20 })
  .map((list) => list.map((one) => one / 20))

describe('a difference of means', () => {
  test('has an interval near that of the normal distribution, where there are many runs', () => {
    const [a, b] = [150, 120].map((n) => Array.from({ length: n }, (_, i) => (i * 37) % 11))
    const { difference, interval, method } = differenceOf(
      a!,
      b!.map((one) => one + 3),
    )
    const half = 1.96 * Math.sqrt(10) * Math.sqrt(1 / 150 + 1 / 120)
    expect(method).toBe('bootstrap')
    expect(difference).toBeCloseTo(3, 0)
    expect(Math.abs(interval![0] - (difference! - half))).toBeLessThan(half * 0.15)
    expect(Math.abs(interval![1] - (difference! + half))).toBeLessThan(half * 0.15)
  })

  test('of more than 200 runs each is ± 1.96 standard errors', () => {
    const list = Array.from({ length: 400 }, (_, i) => i % 2)
    const { interval, method } = differenceOf(list, list)
    expect(method).toBe('normal')
    expect(interval![1]).toBeCloseTo(1.959963984540054 * Math.sqrt((2 * 100) / 399 / 400), 12)
  })

  test.each([
    [[], [1, 0], null, /no run/],
    [[1], [1, 0], -0.5, /one run/],
    [[1, 1], [0, 0], -1, /same value/],
  ])('of %j and %j has no interval, and says why', (from, to, difference, why) => {
    const estimate = differenceOf(from, to)
    expect([estimate.difference, estimate.interval]).toEqual([difference, null])
    expect(estimate.reason).toMatch(why)
  })

  test('resamples treatments apart: alike as they are, their difference is not certain', () => {
    const { difference, interval } = differenceOf([0, 1, 0, 1], [0, 1, 0, 1])
    expect(difference).toBe(0)
    expect(interval![0]).toBeLessThan(-0.5)
    expect(interval![1]).toBeGreaterThan(0.5)
  })

  test('is held by its interval, which mirrors where the values do', () => {
    fc.assert(
      fc.property(values, values, (from, to) => {
        const one = differenceOf(from, to)
        const mirror = (list: number[]): number[] => list.map((value) => 1 - value)
        const other = differenceOf(mirror(from), mirror(to))
        if (one.interval === null) return
        expect(one.interval[0]).toBeLessThanOrEqual(one.difference!)
        expect(one.interval[1]).toBeGreaterThanOrEqual(one.difference!)
        expect(other.interval?.[0]).toBeCloseTo(-one.interval[1], 9)
        expect(other.interval?.[1]).toBeCloseTo(-one.interval[0], 9)
      }),
      { numRuns: 40 },
    )
  })
})

test('each treatment is set against the first, of finished runs only', () => {
  const [stay, go] = ['stay', 'go'].map((value): ToldDecision => ({ status: 'valid', value }))
  const store = tellRecord(memoryStore(), [
    { seed: 1, treatment: 'a', ticks: [[go!], [go!]] },
    { seed: 2, treatment: 'a', ticks: [[go!], [stay!]] },
    { seed: 3, treatment: 'b', ticks: [[stay!]] },
    { seed: 4, treatment: 'b', ticks: [[go!]], status: 'started' },
    { seed: 5, treatment: 'c', ticks: [[stay!]], status: 'aborted' },
  ])
  expect(reportOf(store).differences).toMatchObject([
    { from: 'a', to: 'b', measure: { value: 'stay' }, difference: 0.75, fromRuns: 2, toRuns: 1 },
    { from: 'a', to: 'b', measure: { value: 'go' }, difference: -0.75, interval: null },
  ])
})
