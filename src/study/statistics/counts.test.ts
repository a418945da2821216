import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquaredTest, fisherExact } from './contingency.ts'
import { hypergeometric } from './hypergeometric.ts'
import { subsetsOf } from './split-sums.ts'
import { newcombeInterval, wilsonInterval } from './wilson.ts'

// Figures without another source are those of scipy 1.17.1.

const count = fc.integer({ min: 0, max: 40 })

describe("Wilson's interval", () => {
  test.each([
    [8, 10, 0.4901624715366418, 0.9433178485456248],
    [0, 20, 0, 0.16112515805281935],
    [81, 263, 0.2552885198782742, 0.36620957698280004],
  ])('of %d among %d', (successes, n, low, high) => {
    const { interval } = wilsonInterval(successes, n)
    expect(interval?.[0]).toBeCloseTo(low, 12)
    expect(interval?.[1]).toBeCloseTo(high, 12)
  })

  test('lies from 0 to 1, holds the proportion, and mirrors itself', () => {
    fc.assert(
      fc.property(count, count, (successes, failures) => {
        fc.pre(successes + failures > 0)
        const { proportion, interval } = wilsonInterval(successes, successes + failures)
        const [low, high] = interval ?? [NaN, NaN]
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(proportion ?? NaN)
        expect(high).toBeGreaterThanOrEqual(proportion ?? NaN)
        const mirrored = wilsonInterval(failures, successes + failures).interval
        expect(mirrored?.[0]).toBeCloseTo(1 - high, 12)
      }),
    )
  })

  test('of nothing there is none, and counts that are none are refused', () => {
    expect(wilsonInterval(0, 0)).toMatchObject({ proportion: null, interval: null })
    expect(() => wilsonInterval(3, 2)).toThrow(/3 successes among 2/)
    expect(() => wilsonInterval(0.5, 2)).toThrow(/0.5 successes/)
    expect(() => wilsonInterval(1, 2, 95)).toThrow(/between 0 and 1/)
  })
})

describe("Newcombe's interval of a difference", () => {
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%d/%d − %d/%d, as in table II of Newcombe 1998', (a, m, b, n, low, high) => {
    const { interval } = newcombeInterval({ successes: a, n: m }, { successes: b, n })
    expect(interval?.[0]).toBeCloseTo(low, 4)
    expect(interval?.[1]).toBeCloseTo(high, 4)
  })

  test('holds the difference, and turns round with the groups', () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        fc.pre(a + b > 0 && c + d > 0)
        const [one, two] = [
          { successes: a, n: a + b },
          { successes: c, n: c + d },
        ]
        const { difference, interval } = newcombeInterval(one, two)
        const back = newcombeInterval(two, one)
        expect(interval?.[0]).toBeLessThanOrEqual(difference ?? NaN)
        expect(interval?.[1]).toBeGreaterThanOrEqual(difference ?? NaN)
        expect(back.interval?.[0]).toBeCloseTo(-(interval?.[1] ?? NaN), 12)
      }),
    )
  })

  test('of nothing there is none', () => {
    expect(newcombeInterval({ successes: 0, n: 0 }, { successes: 1, n: 2 }).reason).toContain(
      'of nothing',
    )
  })
})

describe('chi-squared', () => {
  test('of two groups and three answers', () => {
    const found = chiSquaredTest([
      [10, 4, 6],
      [3, 12, 9],
    ])
    expect(found.chiSquared).toBeCloseTo(8.072307692307692, 12)
    expect(found.p).toBeCloseTo(0.017665285327687828, 12)
    expect(found.cramersV).toBeCloseTo(0.42832410446009045, 12)
    expect(found).toMatchObject({ df: 2, pYates: null, sparseCells: 0, warning: null })
    expect(found.leastExpected).toBeCloseTo(5.909090909, 8)
  })

  test("of two by two, with Yates's correction, and a warning where little is expected", () => {
    const found = chiSquaredTest([
      [8, 2],
      [1, 5],
    ])
    expect(found.chiSquared).toBeCloseTo(6.112169312169312, 12)
    expect(found.p).toBeCloseTo(0.013425424881491248, 12)
    expect(found.pYates).toBeCloseTo(0.050961936967763424, 12)
    expect(found.warning).toContain('3 of 4 cells')
  })

  test('of a product of margins is 0', () => {
    const margin = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(margin, margin, (rows, columns) => {
        const found = chiSquaredTest(rows.map((row) => columns.map((column) => row * column)))
        expect(found.chiSquared).toBeCloseTo(0, 9)
        expect(found.p).toBeCloseTo(1, 6)
      }),
    )
  })

  test('does not change where rows become columns, nor where empty ones are added', () => {
    fc.assert(
      fc.property(count, count, count, count, count, count, (a, b, c, d, e, f) => {
        const one = chiSquaredTest([
          [a, b, c],
          [d, e, f],
        ])
        const two = chiSquaredTest([
          [a, d],
          [b, e],
          [c, f],
          [0, 0],
        ])
        expect(two.df).toBe(one.df)
        if (one.chiSquared === null) expect(two.chiSquared).toBeNull()
        else expect(two.chiSquared).toBeCloseTo(one.chiSquared, 9)
        expect(two.empty).toBe(one.empty + 1)
      }),
    )
  })

  test('what is not defined is null, with the reason', () => {
    expect(
      chiSquaredTest([
        [3, 0],
        [5, 0],
      ]),
    ).toMatchObject({ chiSquared: null, reason: 'all counts are of one answer', empty: 1 })
    expect(chiSquaredTest([[3, 2]]).reason).toContain('fewer than two groups')
    expect(() => chiSquaredTest([[1, 2], [3]])).toThrow(/equally long/)
    expect(() =>
      chiSquaredTest([
        [1, 2],
        [3, -1],
      ]),
    ).toThrow(/-1 is no count/)
  })
})

describe("Fisher's exact test", () => {
  test.each([
    // The lady who tastes tea (Fisher 1935, ch. 2).
    [
      [
        [3, 1],
        [1, 3],
      ],
      0.48571428571428565,
      0.24285714285714283,
      9,
    ],
    [
      [
        [8, 2],
        [1, 5],
      ],
      0.034965034965034975,
      0.024475524475524483,
      20,
    ],
    [
      [
        [1, 9],
        [11, 3],
      ],
      0.0027594561852200836,
      0.9999663480953022,
      1 / 33,
    ],
    [
      [
        [0, 5],
        [7, 3],
      ],
      0.025641025641025637,
      1,
      0,
    ],
    [
      [
        [120, 80],
        [95, 105],
      ],
      0.01598574593181204,
      0.00799287296590602,
      1.6578947368421053,
    ],
  ])('of %j', (table, p, greater, odds) => {
    const found = fisherExact(table)
    expect(found.p).toBeCloseTo(p, 12)
    expect(found.pGreater).toBeCloseTo(greater, 12)
    expect(found.sampleOddsRatio).toBeCloseTo(odds, 12)
  })

  test('is a sum of hypergeometric probabilities made of binomial coefficients', () => {
    const few = fc.integer({ min: 0, max: 8 })
    fc.assert(
      fc.property(few, few, few, few, (a, b, c, d) => {
        fc.pre(a + b > 0 && c + d > 0)
        const n = a + b + c + d
        const chance = (k: number): number =>
          (subsetsOf(a + c, k) * subsetsOf(b + d, a + b - k)) / subsetsOf(n, a + b)
        let [p, greater, total] = [0, 0, 0]
        for (let k = Math.max(0, a - d); k <= Math.min(a + b, a + c); k++) {
          total += chance(k)
          if (chance(k) <= chance(a) * (1 + 1e-7)) p += chance(k)
          if (k >= a) greater += chance(k)
        }
        expect(total).toBeCloseTo(1, 12)
        const found = fisherExact([
          [a, b],
          [c, d],
        ])
        expect(found.p).toBeCloseTo(p, 12)
        expect(found.pGreater).toBeCloseTo(greater, 12)
        expect(found.p).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('and chi-squared of a table of zeros are null', () => {
    for (const zeros of [
      [[0], [0]],
      [
        [0, 0],
        [0, 0],
      ],
      [[]],
      [],
    ])
      expect(chiSquaredTest(zeros)).toMatchObject({ p: null, chiSquared: null, cramersV: null })
  })

  test('of a group without counts is null', () => {
    const reason = 'a group has no counts'
    for (const empty of [
      [3, 2],
      [0, 0],
    ])
      expect(fisherExact([empty, [0, 0]])).toMatchObject({ p: null, pLess: null, reason })
  })

  test('of counts by the million stays in memory, and of more is null', () => {
    const one = 1_000_000
    const { p } = fisherExact([
      [one, one],
      [one + 2_000, one],
    ])
    expect(p).toBeCloseTo(0.3179155858, 9)
    const many = 1_000_000_000
    const found = fisherExact([
      [many, many],
      [many, many],
    ])
    expect(found).toMatchObject({ p: null, reason: expect.stringContaining('too many') as string })
  })

  test('an odds ratio that would be divided by 0 is null', () => {
    expect(
      fisherExact([
        [5, 0],
        [3, 7],
      ]),
    ).toMatchObject({
      sampleOddsRatio: null,
      reason: expect.stringContaining('is 0') as string,
    })
    expect(() => fisherExact([[1, 2, 3]])).toThrow(/two by two/)
  })

  test('large margins lose nothing', () => {
    const found = hypergeometric(50_000, 40_000, 100_000)
    expect(found?.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12)
    expect(() => hypergeometric(5, 3, 4)).toThrow(/no count/)
  })
})
