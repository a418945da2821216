import { expect, test } from 'vitest'
import { median } from './median.ts'

test('is the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([1, 2, 10, 3])).toBe(2.5)
  expect(median([4])).toBe(4)
  expect(median([])).toBeNull()
})
