import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inSteps, placesOf, times, total } from './exact-decimals.ts'

/** Up to a million in up to four places, as whole units of 1/10000. */
const units = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 })
const writtenAs = (count: number, scale: number): number => Number(`${count}e-${scale}`)

test('dimes and cents come out as people write them', () => {
  expect(total(0.1, 0.2)).toBe(0.3)
  expect(total(10, -7.1, 2.1)).toBe(5)
  expect(times(7.5, 3)).toBe(22.5)
  expect(times(1.1, 1.1)).toBe(1.21)
  expect(times(0.1, 3)).toBe(0.3)
  expect(inSteps(7.5, 1)).toBe(7)
  expect(inSteps(0.3, 0.1)).toBe(0.3)
  expect(inSteps(10, 3)).toBe(9)
  expect(total()).toBe(0)
})

test('places are those that are written, exponents among them', () => {
  expect([22.5, 1.005, 10, 1e-7, 2.5e-7, 1e21].map(placesOf)).toEqual([1, 3, 0, 7, 8, 0])
})

test('a sum is the one of whole units', () =>
  fc.assert(
    fc.property(units, units, (a, b) => {
      expect(total(writtenAs(a, 4), writtenAs(b, 4))).toBe(writtenAs(a + b, 4))
    }),
  ))

test('a product is the one of whole units', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 5000 }), (a, b) => {
      expect(times(writtenAs(a, 4), writtenAs(b, 3))).toBe(writtenAs(a * b, 7))
    }),
  ))
