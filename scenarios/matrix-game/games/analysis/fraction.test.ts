import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compare,
  exactly,
  fraction,
  minus,
  over,
  plus,
  times,
  toNumber,
  toText,
} from './fraction.ts'

describe('a fraction', () => {
  test('is kept in lowest terms with a positive denominator', () => {
    expect(fraction(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n })
    expect(fraction(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n })
  })

  test('refuses a denominator of zero', () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError)
    expect(() => over(fraction(1n), fraction(0n))).toThrow(RangeError)
  })

  test.each([
    [0.1, '1/10'],
    [-2.5, '-5/2'],
    [-0.05, '-1/20'],
    [1.3, '13/10'],
    [1e-7, '1/10000000'],
    [1.5e21, '1500000000000000000000'],
    [-0, '0'],
  ])('of the number %d is what its decimals say: %s', (value, text) => {
    expect(toText(exactly(value))).toBe(text)
  })

  test.each([NaN, Infinity, -Infinity])('of %d does not exist', (value) => {
    expect(() => exactly(value)).toThrow(RangeError)
  })
})

describe('exact arithmetic', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true })

  test('returns to the number it came from', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(toNumber(exactly(value))).toBeCloseTo(value, 9)
      }),
    )
  })

  test('undoes a sum by a difference and a product by a quotient', () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        const [a, b] = [exactly(left), exactly(right)]
        expect(minus(plus(a, b), b)).toEqual(a)
        if (right !== 0) expect(over(times(a, b), b)).toEqual(a)
      }),
    )
  })

  test('orders as the numbers do', () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        expect(compare(exactly(left), exactly(right))).toBe(
          left < right ? -1 : left > right ? 1 : 0,
        )
      }),
    )
  })

  test('adds 0.1 and 0.2 to exactly 0.3', () => {
    expect(plus(exactly(0.1), exactly(0.2))).toEqual(exactly(0.3))
  })
})
