import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

test('interpolates between order statistics as R does by default', () => {
  // quantile(c(1, 2, 4, 8), c(.025, .5, .9)) in R.
  expect(percentile([1, 2, 4, 8], 0.025)).toBeCloseTo(1.075, 12)
  expect(percentile([1, 2, 4, 8], 0.5)).toBe(3)
  expect(percentile([1, 2, 4, 8], 0.9)).toBeCloseTo(6.8, 12)
  expect(percentile([1, 2, 4, 8], 0)).toBe(1)
  expect(percentile([1, 2, 4, 8], 1)).toBe(8)
  expect(percentile([7], 0.3)).toBe(7)
})

test('refuses an empty sample and shares that are none', () => {
  expect(() => percentile([], 0.5)).toThrow(/no percentiles/)
  expect(() => percentile([1], 1.5)).toThrow(/no share/)
  expect(() => percentile([1], Number.NaN)).toThrow(/no share/)
})
