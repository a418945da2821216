import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cohenD, cohenDz, cohenH, hedgesG, smallSampleFactor } from './effect-sizes.ts'
import { etaSquared } from './eta-squared.ts'
import { oneWayAnova } from './one-way-anova.ts'
import { sprt, sprtOf } from './sprt.ts'

const GROUPS = [
  [1, 2, 2, 3, 5],
  [2, 4, 4, 6],
  [7, 7, 8, 3, 9, 9],
]

describe('d and g', () => {
  test('two groups that lie two pooled deviations apart', () => {
    // Means 2 and 5, both variances 1.
    expect(cohenD([1, 2, 3], [4, 5, 6]).value).toBeCloseTo(-3, 14)
    expect(hedgesG([1, 2, 3], [4, 5, 6]).value).toBeCloseTo(-3 * smallSampleFactor(4), 14)
  })

  test('the factor for small samples is near 1 − 3/(4df − 1), and exact where gamma is known', () => {
    // Γ(1)/Γ(1/2) = 1/√π; Γ(2)/(√2 Γ(3/2)) = √(2/π).
    expect(smallSampleFactor(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 14)
    expect(smallSampleFactor(4)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14)
    expect(smallSampleFactor(50)).toBeCloseTo(1 - 3 / 199, 4)
  })

  test('d_z of pairs', () => {
    expect(cohenDz([1, 2, 3]).value).toBeCloseTo(2, 14)
    expect(cohenDz([2, 2])).toMatchObject({ value: null, reason: 'all pairs differ by the same' })
    expect(cohenDz([2]).value).toBeNull()
  })

  test('what is not defined is null, with the reason', () => {
    expect(cohenD([], [1]).reason).toBe('a group has no value')
    expect(cohenD([1], [2]).reason).toContain('one value in each group')
    expect(cohenD([1, 1], [2, 2]).reason).toContain('within each group')
    expect(hedgesG([1], [2, 3]).value).toBeNull()
    expect(() => cohenD([Infinity, 1], [2, 3])).toThrow(/not a finite/)
  })

  test('do not change with the unit of measure', () => {
    const numbers = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 9 })
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 1, max: 9 }), (a, b, times) => {
        const scaled = (list: number[]): number[] => list.map((one) => one * times + 3)
        const [one, two] = [cohenD(a, b).value, cohenD(scaled(a), scaled(b)).value]
        if (one === null) expect(two).toBeNull()
        else expect(two).toBeCloseTo(one, 9)
      }),
    )
  })

  test('h is 0 for equal shares and at most π', () => {
    expect(cohenH(0.3, 0.3)).toBe(0)
    expect(cohenH(1, 0)).toBeCloseTo(Math.PI, 14)
    expect(() => cohenH(1.1, 0)).toThrow(/no proportion/)
  })
})

describe('one-way analysis of variance', () => {
  test('F, eta squared and omega squared of three groups, as scipy 1.17.1 has them', () => {
    const found = oneWayAnova(GROUPS)
    expect(found.f).toBeCloseTo(8.616970658207768, 12)
    expect(found.p).toBeCloseTo(0.004783692458571503, 14)
    expect(found.etaSquared).toBeCloseTo(0.5895182291666667, 13)
    expect(found.etaSquared).toBeCloseTo(etaSquared(GROUPS) ?? NaN, 14)
    expect(found.omegaSquared).toBeCloseTo(0.5038688524590164, 13)
    expect(found).toMatchObject({ dfBetween: 2, dfWithin: 12, reason: null })
  })

  test('what is not defined is null, with the reason', () => {
    expect(oneWayAnova([[1, 2]]).reason).toContain('fewer than two groups')
    expect(oneWayAnova([[1], [2]]).reason).toContain('more than one value')
    expect(
      oneWayAnova([
        [1, 1],
        [1, 1],
      ]).reason,
    ).toBe('all values are the same')
    expect(
      oneWayAnova([
        [1, 1],
        [2, 2],
      ]),
    ).toMatchObject({ f: null, etaSquared: 1, omegaSquared: null })
  })
})

describe("Wald's sequential test", () => {
  const design = { p0: 0.5, p1: 0.75, alpha: 0.05, beta: 0.1 }

  test('its bounds and expected lengths', () => {
    const found = sprt(design)
    expect(found.lower).toBeCloseTo(Math.log(0.1 / 0.95), 14)
    expect(found.upper).toBeCloseTo(Math.log(18), 14)
    // (0.95 ln(0.1/0.95) + 0.05 ln 18) / (0.5 ln 1.5 + 0.5 ln 0.5), and so on, worked out in Python.
    expect(found.expectedIfP0).toBeCloseTo(13.863975629663999, 12)
    expect(found.expectedIfP1).toBeCloseTo(18.165036459757786, 12)
  })

  test('accepts p1 of successes only, p0 of failures only, and goes on between', () => {
    // ln 18 / ln 1.5 = 7.13; ln(0.1/0.95) / ln 0.5 = 3.25.
    const all = (success: boolean): boolean[] => Array.from({ length: 30 }, () => success)
    expect(sprtOf(design, all(true))).toMatchObject({ decision: 'accept-p1', outcomes: 8 })
    expect(sprtOf(design, all(false))).toMatchObject({ decision: 'accept-p0', outcomes: 4 })
    const open = sprtOf(design, [true, false, true])
    expect(open).toMatchObject({ decision: 'continue', outcomes: 3 })
    expect(open.logLikelihoodRatio).toBeCloseTo(2 * Math.log(1.5) + Math.log(0.5), 14)
  })

  test('a test downwards mirrors one upwards', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (list) => {
        const down = { ...design, p0: 0.5, p1: 0.25 }
        const mirrored = sprtOf(
          down,
          list.map((one) => !one),
        )
        const found = sprtOf(design, list)
        expect(mirrored.decision).toBe(found.decision)
        expect(mirrored.outcomes).toBe(found.outcomes)
      }),
    )
  })

  test('designs that decide nothing are refused', () => {
    expect(() => sprt({ ...design, p1: 0.5 })).toThrow(/nothing to decide/)
    expect(() => sprt({ ...design, alpha: 0 })).toThrow(/between 0 and 1/)
    expect(() => sprt({ ...design, alpha: 0.5, beta: 0.5 })).toThrow(/below 1/)
  })
})
