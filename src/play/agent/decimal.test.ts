import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareDecimals,
  decimalOf,
  decimalOfNumber,
  decimalText,
  isWholeSteps,
} from './decimal.ts'

const finite = fc.double({ noDefaultInfinity: true, noNaN: true })

describe('a decimal', () => {
  test('of a number writes that number, in plain digits', () => {
    fc.assert(
      fc.property(finite, (number) => {
        const written = decimalText(decimalOfNumber(number))
        expect(written).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(written)).toBe(number + 0)
      }),
    )
  })

  test('is ordered as numbers are', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        expect(compareDecimals(decimalOfNumber(a), decimalOfNumber(b))).toBe(Math.sign(a - b) + 0)
      }),
    )
  })

  test('counts steps without rounding', () => {
    const [zero, tenth] = [decimalOfNumber(0), decimalOfNumber(0.1)]
    expect(isWholeSteps(decimalOfNumber(0.3), zero, tenth)).toBe(true)
    expect(isWholeSteps(decimalOfNumber(0.1 + 0.2), zero, tenth)).toBe(false)
    expect(isWholeSteps(decimalOfNumber(1e21), zero, tenth)).toBe(true)
  })

  test.each(['', '.5', '5.', '+5', '1,000', ' 5', '٥', 'NaN', '1e1000', '1'.repeat(401)])(
    'is not written %.12j',
    (written) => {
      expect(decimalOf(written)).toBeUndefined()
    },
  )
})
