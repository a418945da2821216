import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pearsonR, spearmanOfOrders, spearmanRho } from './spearman.ts'

describe("Spearman's rho", () => {
  test('of intelligence and hours of television, the example of many textbooks, is −29/165', () => {
    const iq = [86, 97, 99, 100, 101, 103, 106, 110, 112, 113]
    const hours = [2, 20, 28, 27, 50, 29, 7, 17, 6, 12]
    expect(spearmanRho(iq, hours)).toBeCloseTo(-29 / 165, 14)
  })

  test('of English and mathematics marks of ten students, with one tie, is 0.669', () => {
    // Ranks 9, 3, 10, 4, 6.5, 5, 8, 1, 2, 6.5 and 4, 2, 10, 7, 5, 6, 9, 3, 1, 8, counted from the top.
    const english = [56, 75, 45, 71, 61, 64, 58, 80, 76, 61]
    const maths = [66, 70, 40, 60, 65, 56, 59, 77, 67, 63]
    expect(spearmanRho(english, maths)).toBeCloseTo(0.6686960980480711, 12)
  })

  test('worked out by hand with ties on both sides', () => {
    // Ranks 1, 2.5, 2.5, 4 and 1.5, 1.5, 3, 4: Σdxdy = 3.75, Σdx² = Σdy² = 4.5.
    expect(spearmanRho([1, 2, 2, 3], [7, 7, 8, 9])).toBeCloseTo(3.75 / 4.5, 15)
  })

  test('without ties is 1 − 6 Σd² / (n³ − n)', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }).chain((n) =>
          fc.shuffledSubarray(
            Array.from({ length: n }, (_, i) => i),
            { minLength: n, maxLength: n },
          ),
        ),
        (order) => {
          const n = order.length
          const squares = order.reduce((sum, place, i) => sum + (place - i) ** 2, 0)
          const rho = spearmanRho(
            order.map((_, i) => i),
            order,
          )
          expect(rho).toBeCloseTo(1 - (6 * squares) / (n ** 3 - n), 12)
        },
      ),
    ))

  test('is symmetric, within −1 and 1, and not changed by what keeps the order', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })), {
          minLength: 2,
        }),
        (pairs) => {
          const [x, y] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)]
          const rho = spearmanRho(x, y)
          expect(spearmanRho(y, x)).toBe(rho)
          expect(
            spearmanRho(
              x.map((one) => Math.exp(one)),
              y,
            ),
          ).toBe(rho)
          if (rho !== null) expect(Math.abs(rho)).toBeLessThanOrEqual(1)
        },
      ),
    ))

  test('is not defined where one side is all tied, nor of fewer than two pairs', () => {
    expect(spearmanRho([1, 1, 1], [1, 2, 3])).toBeNull()
    expect(spearmanRho([1], [1])).toBeNull()
    expect(spearmanRho([], [])).toBeNull()
    expect(() => spearmanRho([1, 2], [1])).toThrow(/cannot be paired/)
  })
})

test('orders are compared by the places of what they list', () => {
  expect(spearmanOfOrders(['a', 'b', 'c', 'd'], ['b', 'a', 'c', 'd'])).toBeCloseTo(0.8, 15)
  expect(spearmanOfOrders(['a', 'b', 'c'], ['c', 'b', 'a'])).toBe(-1)
  expect(() => spearmanOfOrders(['a', 'b'], ['a', 'c'])).toThrow(/"b" is in one/)
  expect(() => spearmanOfOrders(['a', 'b', 'b'], ['a', 'b', 'c'])).toThrow(/each once/)
})

test("Pearson's r of values on a line is 1 or −1", () => {
  expect(pearsonR([1, 2, 3], [5, 7, 9])).toBe(1)
  expect(pearsonR([1, 2, 3], [0.3, 0.2, 0.1])).toBeCloseTo(-1, 14)
})
