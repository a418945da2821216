import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byIntegral, byPairs, relativeDifference } from './ratio-disagreement.ts'

test('the integral is the sum over pairs, for numbers of any size, zero among them', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), {
        minLength: 2,
        maxLength: 30,
      }),
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 30, maxLength: 30 }),
      (numbers, times) => {
        const values = Float64Array.from(numbers)
        const counts = Float64Array.from(times.slice(0, numbers.length))
        const total = counts.reduce((sum, one) => sum + one, 0)
        expect(Math.abs(byIntegral(values)(counts) - byPairs(values)(counts))).toBeLessThan(
          1e-11 * (1 + total * total),
        )
      },
    ),
    { numRuns: 60 },
  ))

test('the relative difference is 1 from zero, 0 of equals, and finite of the largest numbers', () => {
  expect(relativeDifference(0, 3)).toBe(1)
  expect(relativeDifference(0, 0)).toBe(0)
  expect(relativeDifference(1, 3)).toBe(0.25)
  expect(relativeDifference(1.7e308, 1e308)).toBeCloseTo((0.7 / 2.7) ** 2, 12)
})
