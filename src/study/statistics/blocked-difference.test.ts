/** Differences within blocks, worked out by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMoment,
  blockedDifference,
  meanDifference,
  moments95,
  noMoments,
  type Moments,
} from './blocked-difference.ts'

function momentsOf(values: readonly number[]): Moments {
  const moments = noMoments()
  for (const value of values) addMoment(moments, value)
  return moments
}

const block = (at: readonly number[], against: readonly number[]) => {
  return { at: momentsOf(at), against: momentsOf(against) }
}

describe('a difference within blocks', () => {
  test('of one block is the two-sample t interval', () => {
    // Means 2 and 5, deviations 2 and 2, pooled variance 4/4 = 1, error √(2/3), t(4) = 2.776445.
    const { difference, interval } = blockedDifference([block([1, 2, 3], [4, 5, 6])])
    expect(difference).toBe(-3)
    expect(interval?.[0]).toBeCloseTo(-3 - 2.776445 * Math.sqrt(2 / 3), 5)
    expect(interval?.[1]).toBeCloseTo(-3 + 2.776445 * Math.sqrt(2 / 3), 5)
  })

  test('weighs blocks by n·m/(n + m), and blocks of one level say nothing', () => {
    // Weights 1 and 2/3, differences 2 and 5: (2 + 10/3) / (5/3) = 3.2.
    const blocks = [block([3, 3], [1, 1]), block([6, 6], [1]), block([9, 9], [])]
    expect(blockedDifference(blocks).difference).toBeCloseTo(3.2, 12)
  })

  test('is not moved by what differs between blocks', () => {
    const far = blockedDifference([block([1, 0], [0, 0]), block([101, 100], [100, 100])])
    const near = blockedDifference([block([1, 0], [0, 0]), block([1, 0], [0, 0])])
    expect(far.difference).toBeCloseTo(near.difference ?? NaN, 9)
    expect(far.interval?.[0]).toBeCloseTo(near.interval?.[0] ?? NaN, 6)
  })

  test('says why there is none, and why there is no interval', () => {
    expect(blockedDifference([block([1], [])])).toMatchObject({
      difference: null,
      reason: 'no treatment has runs of both',
    })
    expect(blockedDifference([block([1], [0])])).toMatchObject({ difference: 1, interval: null })
    expect(blockedDifference([block([1, 1], [0, 0])])).toMatchObject({
      difference: 1,
      interval: null,
      reason: expect.stringContaining('no spread') as string,
    })
  })

  test('turns round with its levels', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 2,
      maxLength: 9,
    })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, other] = [blockedDifference([block(a, b)]), blockedDifference([block(b, a)])]
        expect(one.difference).toBeCloseTo(-(other.difference ?? NaN), 12)
        expect(one.interval?.[0] ?? 0).toBeCloseTo(-(other.interval?.[1] ?? 0), 9)
      }),
    )
  })
})

test('a mean difference within runs has the t interval of one sample', () => {
  // Mean 2, variance 1, error 1/√3, t(2) = 4.302653.
  const { difference, interval } = meanDifference(momentsOf([1, 2, 3]))
  expect(difference).toBe(2)
  expect(interval?.[1]).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5)
  expect(meanDifference(momentsOf([0.5])).interval).toBeNull()
  expect(meanDifference(momentsOf([0.5, 0.5])).reason).toContain('same difference')
})

test('moments know their mean’s interval, and that there is none without spread', () => {
  expect(moments95(momentsOf([0, 1]))?.[1]).toBeCloseTo(0.5 + 1.959964 * 0.5, 6)
  expect(moments95(momentsOf([0.1, 0.1, 0.1]))).toBeNull()
})
