/** Rank-biserial correlations with their intervals, worked out by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mannWhitney } from './mann-whitney.ts'
import { rankEffect } from './rank-effect.ts'

describe('how far two groups stand apart in rank', () => {
  test('comes with the interval of its placements', () => {
    // 3 and 5 against 1 and 4: placements of the first 1/2 and 1, of the second 0 and 1/2 above; θ = 3/4.
    const { rankBiserial, interval } = rankEffect([3, 5], [1, 4])
    expect(rankBiserial).toBe(0.5)
    // Variances 1/8 and 1/8, error √(1/16 + 1/16), over θ(1 − θ) = 3/16 on the logit scale.
    const half = (1.959964 * Math.sqrt(1 / 8)) / (3 / 16)
    const at = (x: number): number => 2 / (1 + Math.exp(-x)) - 1
    expect(interval?.[0]).toBeCloseTo(at(Math.log(3) - half), 6)
    expect(interval?.[1]).toBeCloseTo(at(Math.log(3) + half), 6)
  })

  test('is that of the Mann–Whitney test, its interval within its bounds', () => {
    const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(values, values, (first, second) => {
        const { rankBiserial, interval } = rankEffect(first, second)
        expect(rankBiserial).toBeCloseTo(mannWhitney(first, second).rankBiserial ?? NaN, 12)
        if (interval === null) return
        expect(interval[0]).toBeGreaterThanOrEqual(-1)
        expect(interval[1]).toBeLessThanOrEqual(1)
        expect(interval[0]).toBeLessThanOrEqual(rankBiserial ?? NaN)
      }),
    )
  })

  test('says why there is no interval', () => {
    expect(rankEffect([5, 6], [1, 2])).toMatchObject({ rankBiserial: 1, interval: null })
    expect(rankEffect([5], [1, 2]).reason).toContain('one value')
    expect(rankEffect([], [1]).rankBiserial).toBeNull()
    expect(rankEffect([1, 1], [1, 1]).reason).toContain('same')
  })
})
