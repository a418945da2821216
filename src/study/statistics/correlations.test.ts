import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cosineSimilarity } from './cosine.ts'
import { poolCorrelations } from './fisher-z.ts'
import { kendallTau } from './kendall.ts'
import { spearmanTest } from './spearman-test.ts'

// Figures are those of scipy 1.17.1, or of all orders gone through in Python.

const IQ = [86, 97, 99, 100, 101, 103, 106, 110, 112, 113]
const HOURS = [2, 20, 28, 27, 50, 29, 7, 17, 6, 12]
const X = [1, 2, 2, 4, 5, 6, 7]
const Y = [3, 1, 2, 2, 6, 5, 7]
const pairs = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })), {
  minLength: 2,
  maxLength: 7,
})
const distinct = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 9 })

describe("Spearman's rho", () => {
  test('with ties: exact by all orders, and by t', () => {
    const found = spearmanTest(X, Y)
    expect(found.rho).toBeCloseTo(0.7181818181818183, 14)
    expect(found.pExact).toBeCloseTo(0.075, 14)
    expect(found.pT).toBeCloseTo(0.06909561889264877, 13)
    expect(spearmanTest(IQ, HOURS).pT).toBeCloseTo(0.6271883447764846, 13)
    expect(spearmanTest(IQ, HOURS).pExact).toBeNull()
    expect(spearmanTest(IQ.slice(0, 7), HOURS.slice(0, 7)).pExact).toBeCloseTo(
      0.3956349206349206,
      14,
    )
  })

  test('is 1 or −1 of what rises or falls together, with the least p that there is', () => {
    fc.assert(
      fc.property(distinct, (list) => {
        const up = list.map((one) => one ** 3)
        const orders = list.reduce((product, _, i) => product * (i + 1), 1)
        expect(spearmanTest(list, up)).toMatchObject({ rho: 1, pT: null })
        expect(spearmanTest(list, up).pExact).toBeCloseTo(2 / orders, 14)
        expect(
          spearmanTest(
            list,
            up.map((one) => -one),
          ).rho,
        ).toBe(-1)
      }),
      { numRuns: 20 },
    )
  })

  test('what is not defined is null, with the reason', () => {
    expect(spearmanTest([1, 1], [1, 2]).reason).toBe('one side does not vary')
    expect(spearmanTest([1], [1]).reason).toBe('fewer than two pairs')
    expect(spearmanTest([1, 2], [1, 2])).toMatchObject({ rho: 1, pT: null, pExact: 1 })
  })
})

describe("Kendall's tau-b", () => {
  test('without ties: exact and normal', () => {
    const found = kendallTau(IQ, HOURS)
    expect(found.tauB).toBeCloseTo(-1 / 9, 14)
    expect(found.pExact).toBeCloseTo(0.7274895282186948, 13)
    expect(found.pNormal).toBeCloseTo(0.6547208460185769, 13)
  })

  test('with ties', () => {
    const found = kendallTau(X, Y)
    expect(found.tauB).toBeCloseTo(0.55, 13)
    expect(found.pNormal).toBeCloseTo(0.09108705741631495, 13)
    expect(found).toMatchObject({ pExact: null, reasons: { exact: /ties/ } })
  })

  test('counts what going through all pairs counts', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        let s = 0
        for (const [i, [a, b]] of list.entries())
          for (const [c, d] of list.slice(i + 1)) s += Math.sign(a - c) * Math.sign(b - d)
        const found = kendallTau(
          list.map(([a]) => a),
          list.map(([, b]) => b),
        )
        expect(found.s).toBe(s)
        if (found.tauB !== null) expect(Math.abs(found.tauB)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('the exact p is the share of orders that are as far from none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 6 }), (list) => {
        const places = list.map((_, i) => i)
        const observed = Math.abs(kendallTau(places, list).s)
        const all = ordersOf(places).map((order) => Math.abs(kendallTau(places, order).s))
        const far = all.filter((one) => one >= observed).length
        expect(kendallTau(places, list).pExact).toBeCloseTo(far / all.length, 12)
      }),
      { numRuns: 25 },
    )
  })

  test('is 1 or −1 of what rises or falls together', () => {
    fc.assert(
      fc.property(distinct, (list) => {
        const up = list.map((one) => Math.exp(one / 10))
        expect(kendallTau(list, up).tauB).toBeCloseTo(1, 14)
        expect(
          kendallTau(
            up,
            list.map((one) => -one),
          ).tauB,
        ).toBeCloseTo(-1, 14)
      }),
    )
  })

  test('what is not defined is null, with the reason', () => {
    expect(kendallTau([1, 1], [1, 2]).reasons.all).toBe('one side does not vary')
    expect(() => kendallTau([1], [1, 2])).toThrow(/cannot be paired/)
    expect(() => kendallTau([NaN, 1], [1, 2])).toThrow(/not a finite number/)
  })
})

function ordersOf(list: readonly number[]): number[][] {
  if (list.length < 2) return [[...list]]
  return list.flatMap((one, i) =>
    ordersOf([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [one, ...rest]),
  )
}

describe('correlations put together', () => {
  test('of three samples', () => {
    const found = poolCorrelations([
      { r: 0.5, n: 30 },
      { r: 0.3, n: 50 },
      { r: 0.1, n: 20 },
    ])
    expect(found.r).toBeCloseTo(0.3288931833162618, 13)
    expect(found.interval?.[0]).toBeCloseTo(0.13529198733561945, 12)
    expect(found.interval?.[1]).toBeCloseTo(0.49830353022772894, 12)
    expect(found.p).toBeCloseTo(0.001119913183536359, 13)
    expect(found.heterogeneity?.q).toBeCloseTo(2.202746614230824, 12)
    expect(found.heterogeneity?.p).toBeCloseTo(0.33241426321952455, 12)
    expect(found.heterogeneity?.iSquared).toBeCloseTo(
      (2.202746614230824 - 2) / 2.202746614230824,
      9,
    )
  })

  test('samples without a z are left out and counted', () => {
    const found = poolCorrelations([
      { r: 1, n: 30 },
      { r: 0.3, n: 3 },
      { r: 0.4, n: 12 },
    ])
    expect(found).toMatchObject({ samples: 1, skipped: 2, heterogeneity: { df: 0, p: null } })
    expect(found.r).toBeCloseTo(0.4, 14)
    expect(poolCorrelations([{ r: -1, n: 9 }])).toMatchObject({ r: null, skipped: 1 })
    expect(() => poolCorrelations([{ r: 1.2, n: 9 }])).toThrow(/no correlation/)
  })
})

describe('cosine similarity', () => {
  test('of a right angle, of one direction, and of opposite ones', () => {
    expect(cosineSimilarity([1, 0], [0, 3]).value).toBe(0)
    expect(cosineSimilarity([1, 2, 3], [10, 20, 30]).value).toBeCloseTo(1, 15)
    expect(cosineSimilarity([1e200, 2e200], [-1e-200, -2e-200]).value).toBeCloseTo(-1, 15)
    expect(cosineSimilarity([1, 1], [1, 0]).value).toBeCloseTo(Math.SQRT1_2, 15)
  })

  test('a profile of zeros has no direction', () => {
    expect(cosineSimilarity([0, 0], [1, 2])).toEqual({
      value: null,
      reason: 'a profile of zeros only has no direction',
    })
    expect(() => cosineSimilarity([1], [1, 2])).toThrow(/cannot be compared/)
  })

  test('does not change with the size of profiles', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 50 }), (list, times) => {
        const [a, b] = [list.map(([one]) => one), list.map(([, other]) => other)]
        const { value } = cosineSimilarity(a, b)
        const grown = cosineSimilarity(
          b,
          a.map((one) => one * times),
        ).value
        if (value === null) expect(grown).toBeNull()
        else expect(grown).toBeCloseTo(value, 12)
      }),
    )
  })
})
