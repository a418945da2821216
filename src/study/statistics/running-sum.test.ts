import { describe, expect, test } from 'vitest'
import { addTo, meanOf, noSum, totalOf } from './running-sum.ts'

function sumOf(values: readonly number[]): number {
  const running = noSum()
  for (const value of values) addTo(running, value)
  return totalOf(running)
}

describe('a running sum', () => {
  test('of ten dimes is a dollar', () => {
    expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toBe(1)
  })

  test('keeps small values beside large ones that cancel', () => {
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2)
  })

  test('divided by the count is a mean; of nothing there is none', () => {
    expect(meanOf(new Float64Array([0.1, 0.2, 0.6]))).toBeCloseTo(0.3, 15)
    expect(meanOf([])).toBeNaN()
  })
})
