import { expect, test } from 'vitest'
import { forecastError } from './forecast-error.ts'

test('is the mean of the absolute differences, round by round', () => {
  expect(forecastError([5, 5, 6], [5, 3, 10])).toEqual({ mae: 2, pairs: 3, skipped: 0 })
  expect(forecastError([0.1, 0.2], [0.2, 0.1]).mae).toBeCloseTo(0.1, 15)
})

test('skips and counts pairs of which one side is missing', () => {
  expect(forecastError([5, null, 6], [null, 3, 10])).toEqual({ mae: 4, pairs: 1, skipped: 2 })
  expect(forecastError([null], [1])).toEqual({ mae: null, pairs: 0, skipped: 1 })
})

test('refuses lists that are not of the same rounds', () => {
  expect(() => forecastError([1], [1, 2])).toThrow(/1 forecasts/)
})
