import fc from 'fast-check'
import { expect, test } from 'vitest'
import { midRanks } from './ranks.ts'

test('tied values share the mean of their ranks', () => {
  expect(midRanks([10, 20, 20, 30])).toEqual([1, 2.5, 2.5, 4])
  expect(midRanks([5, 5, 5])).toEqual([2, 2, 2])
  expect(midRanks([3, 1, 2])).toEqual([3, 1, 2])
  expect(midRanks([])).toEqual([])
})

test('ranks of n values sum to n (n + 1) / 2, whatever is tied', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
      const n = values.length
      expect(midRanks(values).reduce((sum, rank) => sum + rank, 0)).toBe((n * (n + 1)) / 2)
    }),
  ))

test('a rank is one more than the number of lesser values, and half the others that are equal', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 })), (values) => {
      const expected = values.map((value) => {
        const below = values.filter((other) => other < value).length
        const equal = values.filter((other) => other === value).length
        return below + (equal + 1) / 2
      })
      expect(midRanks(values)).toEqual(expected)
    }),
  ))

test('what is no number has no rank', () => {
  expect(() => midRanks([1, Number.NaN])).toThrow(/NaN is not a finite number/)
})
