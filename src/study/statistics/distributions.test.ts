import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { chiSquaredAbove, chiSquaredBelow } from './chi-squared.ts'
import { fAbove } from './f-distribution.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { logGamma } from './log-gamma.ts'
import { normalBelow, normalQuantile, twoSidedNormal } from './normal.ts'
import { quantileT, twoSidedT } from './student-t.ts'

// All figures are those of mpmath 1.3.0 with 40 digits, printed to 17.

/** How far apart two values are, as a share of the one that is right. */
const off = (value: number, right: number): number => Math.abs(value - right) / Math.abs(right)

describe('the normal distribution', () => {
  test.each([
    [0.001, 0.99920211557217787],
    [0.5, 0.61707507745197379],
    [1, 0.3173105078629141],
    [1.4999, 0.13364030799966721],
    [1.5, 0.13361440253771613],
    [1.959963984540054, 0.050000000000000022],
    [3, 0.0026997960632601891],
    [5.5, 3.7979124931775439e-8],
    [10, 1.5239706048321052e-23],
    [20, 5.5072482372124674e-89],
    [37, 1.1451142445049154e-299],
  ])('both tails beyond %d', (z, right) => {
    expect(off(twoSidedNormal(z), right)).toBeLessThan(2e-15)
    expect(twoSidedNormal(-z)).toBe(twoSidedNormal(z))
  })

  test.each([
    [1e-300, -37.047096299361199],
    [1e-20, -9.2623400897984076],
    [0.001, -3.0902323061678135],
    [0.025, -1.9599639845400542],
    [0.3, -0.52440051270804082],
    [0.75, 0.67448975019608174],
    [0.975, 1.9599639845400539],
    [0.999, 3.0902323061678133],
  ])('the quantile of %d', (p, right) => {
    expect(off(normalQuantile(p), right)).toBeLessThan(2e-15)
  })

  test('the quantile is where the distribution reaches the probability', () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999, noNaN: true }), (p) => {
        expect(off(normalBelow(normalQuantile(p)), p)).toBeLessThan(1e-13)
      }),
    ))

  test('ends at nothing and at all', () => {
    expect(twoSidedNormal(0)).toBe(1)
    expect(twoSidedNormal(Infinity)).toBe(0)
    expect(normalBelow(-Infinity)).toBe(0)
    expect(normalBelow(Infinity)).toBe(1)
    expect(normalQuantile(0)).toBe(-Infinity)
    expect(normalQuantile(0.5)).toBe(0)
    expect(() => normalQuantile(1.2)).toThrow(/no probability/)
  })
})

test.each([
  [1e-5, 11.512919692895826],
  [0.1, 2.2527126517342059],
  [0.5, 0.57236494292470009],
  [1.5, -0.12078223763524522],
  [2.5, 0.28468287047291916],
  [3.7, 1.4280723266653881],
  [11.9, 17.258477450595522],
  [12.1, 17.747007270798739],
  [100, 359.1342053695754],
  [12345.6, 103959.18506616846],
])('the logarithm of gamma of %d', (x, right) => {
  expect(Math.abs(logGamma(x) - right)).toBeLessThan(Math.max(1e-14, 1e-15 * Math.abs(right)))
})

test.each([
  [0.1, 1, 0.75182963404584928],
  [3.841458820694124, 1, 0.050000000000000057],
  [7, 2, 0.030197383422318501],
  [15.5, 8, 0.050122054532665225],
  [1, 10, 0.99982788437004416],
  [40, 20, 0.0049954123083075872],
  [1000, 900, 0.010994608942135848],
  [200, 3, 4.2185411071920423e-43],
  [2100, 2000, 0.058671111377318077],
  [0.5, 0.5, 0.25632205526853896],
  [19000, 20000, 0.99999981375453482],
])('chi-squared beyond %d with %d degrees of freedom', (x, df, right) => {
  expect(off(chiSquaredAbove(x, df), right)).toBeLessThan(1e-13)
  expect(chiSquaredAbove(x, df) + chiSquaredBelow(x, df)).toBeCloseTo(1, 14)
})

test.each([
  [0.5, 1, 1, 0.60817344796939273],
  [4, 3, 16, 0.026581330881962198],
  [1, 5, 5, 0.5],
  [2.5, 10, 200, 0.0075453562603637397],
  [30, 2, 9, 0.00010453708462963581],
  [1.05, 2000, 3000, 0.11514746389133835],
  [0.2, 4, 7.5, 0.93097333574559322],
])('F beyond %d with %d and %d degrees of freedom', (f, above, below, right) => {
  expect(off(fAbove(f, above, below), right)).toBeLessThan(1e-13)
})

describe("Student's t", () => {
  test.each([
    [0.001, 3, 0.99926489496946094],
    [0.5, 1, 0.70483276469913345],
    [2.262, 9, 0.05001284550245463],
    [4.0621, 9, 0.0028330078403901581],
    [1.7, 23.4, 0.10238691179674884],
    [10, 40, 1.9313117004115577e-12],
    [2, 10000, 0.045527260661435443],
    [60, 5, 2.4336377589983798e-8],
  ])('both tails beyond %d with %d degrees of freedom', (t, df, right) => {
    expect(off(twoSidedT(t, df), right)).toBeLessThan(df > 1000 ? 1e-12 : 1e-13)
  })

  test.each([
    [1, 12.7062047362],
    [2, 4.3026527297],
    [9, 2.2621571628],
    [30, 2.0422724563],
    [1000, 1.9623390808],
  ])('the quantile at 0.975 with %d degrees of freedom, %d', (df, quantile) => {
    expect(quantileT(0.95, df)).toBeCloseTo(quantile, 8)
  })

  test.each([
    [2.5, 200000, 0.012420124912362125],
    [8, 1000000, 1.245506343320252e-15],
    [1.5, 1000000000, 0.13361440285341527],
  ])('beyond %d with %d degrees of freedom, %d', (t, df, right) => {
    expect(off(twoSidedT(t, df), right)).toBeLessThan(1e-12)
    expect(twoSidedT(1e300, df)).toBe(0)
  })

  test('with one degree of freedom it is Cauchy, with two it has a closed form', () => {
    for (const t of [0, 0.1, 1, 3, 50]) {
      expect(twoSidedT(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 13)
      expect(twoSidedT(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 13)
    }
  })

  test('its square is F with one degree of freedom above', () => {
    for (const t of [0.2, 1, 2.5]) expect(fAbove(t * t, 1, 7)).toBeCloseTo(twoSidedT(t, 7), 14)
  })
})

test('the incomplete beta function of whole numbers is a sum of binomial probabilities', () => {
  // P(X ≥ 3) of 5 draws at 0.3.
  const p = 10 * 0.3 ** 3 * 0.7 ** 2 + 5 * 0.3 ** 4 * 0.7 + 0.3 ** 5
  expect(incompleteBeta(0.3, 3, 3)).toBeCloseTo(p, 14)
  expect(incompleteBeta(0, 3, 3)).toBe(0)
  expect(incompleteBeta(1, 3, 3)).toBe(1)
})
