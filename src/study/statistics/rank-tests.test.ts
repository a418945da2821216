import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dunnPairs, kruskalWallis } from './kruskal-wallis.ts'
import { mannWhitney } from './mann-whitney.ts'
import { midRanks } from './ranks.ts'
import { signedRank } from './signed-rank.ts'
import { subsetsOf, subsetSums } from './split-sums.ts'

// Figures without another source are those of scipy 1.17.1, or of all splits gone through in Python.

const small = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 6 })

/** Every subset of places, as bits. */
function* splitsOf(n: number, size: number): Iterable<number> {
  for (let bits = 0; bits < 2 ** n; bits++)
    if (bits.toString(2).replaceAll('0', '').length === size) yield bits
}

describe('Mann–Whitney', () => {
  const tied = [3, 5, 5, 7, 9, 9, 2]
  const other = [1, 5, 2, 2, 4]

  test('with ties: exact by all splits, normal as scipy has it', () => {
    const found = mannWhitney(tied, other)
    expect(found.u).toBe(29)
    expect(found.uOther).toBe(6)
    expect(found.tied).toBe(8)
    expect(found.pGreater).toBeCloseTo(0.03535353535353535, 14)
    expect(found.pLess).toBeCloseTo(0.97601010101010099, 14)
    expect(found.pExact).toBeCloseTo(2 * 0.03535353535353535, 14)
    expect(found.pNormal).toBeCloseTo(0.0694955817605626, 13)
    expect(found.pNormalUncorrected).toBeCloseTo(0.05773656894294592, 13)
    expect(found.commonLanguage).toBeCloseTo(29 / 35, 14)
  })

  test('of thirty and twenty-five values without ties', () => {
    const x = Array.from({ length: 30 }, (_, i) => i)
    const y = Array.from({ length: 25 }, (_, i) => i * 0.9 + 4.05)
    const found = mannWhitney(x, y)
    expect(found.u).toBe(367)
    expect(found.pExact).toBeCloseTo(0.8999529386219234, 12)
    expect(found.pNormal).toBeCloseTo(0.8991199567740973, 12)
  })

  test('the exact p is that of all splits of the mid-ranks', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const ranks = midRanks([...x, ...y])
        const sumOf = (bits: number): number =>
          ranks.reduce((sum, rank, i) => (bits & (1 << i) ? sum + rank : sum), 0)
        const own = ranks.slice(0, x.length).reduce((sum, rank) => sum + rank, 0)
        let [all, greater, less] = [0, 0, 0]
        for (const bits of splitsOf(ranks.length, x.length)) {
          all++
          if (sumOf(bits) >= own) greater++
          if (sumOf(bits) <= own) less++
        }
        const found = mannWhitney(x, y)
        expect(found.pGreater).toBeCloseTo(greater / all, 12)
        expect(found.pLess).toBeCloseTo(less / all, 12)
        expect(found.pExact).toBeCloseTo(Math.min(1, (2 * Math.min(greater, less)) / all), 12)
      }),
      { numRuns: 60 },
    )
  })

  test('U is the number of pairs won, and both U share n1·n2', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const won = x.flatMap((a) => y.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
        const found = mannWhitney(x, y)
        expect(found.u).toBe(won.reduce((sum: number, one) => sum + one, 0))
        expect((found.u ?? NaN) + (found.uOther ?? NaN)).toBe(x.length * y.length)
        expect(Math.abs(found.rankBiserial ?? NaN)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('groups that change places change the sign, and no two-sided p', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const [one, two] = [mannWhitney(x, y), mannWhitney(y, x)]
        expect(two.u).toBe(one.uOther)
        expect(two.rankBiserial).toBeCloseTo(-(one.rankBiserial ?? NaN), 12)
        expect(two.pExact).toBeCloseTo(one.pExact ?? NaN, 12)
        expect(two.pGreater).toBeCloseTo(one.pLess ?? NaN, 12)
        expect(two.pNormal).toBe(one.pNormal)
      }),
    )
  })

  test('nothing changes under what keeps the order', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const bent = (list: number[]): number[] => list.map((one) => Math.exp(one) * 7 - 100)
        expect(mannWhitney(bent(x), bent(y))).toEqual(mannWhitney(x, y))
      }),
    )
  })

  test('every p is a probability', () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const { pExact, pNormal, pNormalUncorrected, pGreater, pLess } = mannWhitney(x, y)
        for (const p of [pExact, pNormal, pNormalUncorrected, pGreater, pLess]) {
          if (p === null) continue
          expect(p).toBeGreaterThan(0)
          expect(p).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('what is not defined is null, with the reason', () => {
    expect(mannWhitney([], [1])).toMatchObject({
      u: null,
      reasons: { all: 'a group has no value' },
    })
    expect(mannWhitney([2, 2], [2, 2, 2])).toMatchObject({
      u: 3,
      pExact: 1,
      pNormal: null,
      rankBiserial: 0,
      reasons: { normal: expect.stringContaining('all values are the same') as string },
    })
    const many = Array.from({ length: 3000 }, (_, i) => i)
    const found = mannWhitney(many, many)
    expect(found).toMatchObject({ pExact: null, pNormal: 1 })
    expect(found.reasons.exact).toContain('too many splits')
    expect(() => mannWhitney([1, NaN], [2])).toThrow(/not a finite number/)
  })
})

test('subsets are counted by their sums', () => {
  expect([...(subsetSums([1, 2, 3, 4], 2)?.counts ?? [])]).toEqual([0, 0, 0, 1, 1, 2, 1, 1])
  expect(subsetsOf(52, 5)).toBe(2_598_960)
  expect(subsetsOf(5, 0)).toBe(1)
  expect(subsetsOf(30, 15)).toBe(155_117_520)
})

describe('signed ranks', () => {
  const differences = [3, -1, 4, 4, -2, 0, 5, 1, -1, 6, 0, 2]

  test('with ties and zeros, as scipy has it and as all 2¹⁰ signs come out', () => {
    const found = signedRank(differences)
    expect(found).toMatchObject({ v: 46.5, vOther: 8.5, n: 10, zeros: 2, tied: 7 })
    expect(found.pGreater).toBe(0.02734375)
    expect(found.pLess).toBe(0.978515625)
    expect(found.pExact).toBe(0.0546875)
    expect(found.pNormal).toBeCloseTo(0.05834660818642415, 13)
    expect(found.pNormalUncorrected).toBeCloseTo(0.05186541479146726, 13)
    expect(found.rankBiserial).toBeCloseTo((46.5 - 8.5) / 55, 14)
  })

  test('signs that are turned round turn V round, and no p', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 12 }), (list) => {
        const [one, two] = [signedRank(list), signedRank(list.map((value) => -value))]
        expect(two.v).toBe(one.vOther)
        expect(two.pExact).toBe(one.pExact)
        expect(two.pGreater).toBe(one.pLess)
      }),
    )
  })

  test('of hundreds of differences the exact p is near the normal one', () => {
    const many = Array.from({ length: 250 }, (_, i) => Math.sin(i * 7) + 0.1)
    const found = signedRank(many)
    expect(Math.abs((found.pExact ?? NaN) - (found.pNormal ?? NaN))).toBeLessThan(0.001)
    const more = signedRank(Array.from({ length: 301 }, (_, i) => i + 1))
    expect(more.pExact).toBeNull()
    expect(more.reasons.exact).toContain('301 differences')
  })

  test('what is not defined is null, with the reason', () => {
    expect(signedRank([0, 0])).toMatchObject({
      v: null,
      zeros: 2,
      reasons: { all: 'all 2 differences are zero' },
    })
    expect(signedRank([]).reasons.all).toBe('there is no difference')
    expect(() => signedRank([Infinity])).toThrow(/not a finite number/)
  })
})

describe('Kruskal–Wallis', () => {
  const groups = [
    [1, 2, 2, 3, 5],
    [2, 4, 4, 6],
    [7, 7, 8, 3, 9, 9],
  ]

  test('mucociliary efficiency of Hollander and Wolfe 1973, table 6.1: H = 0.771, p = 0.68', () => {
    const { h, p, df } = kruskalWallis([
      [2.9, 3.0, 2.5, 2.6, 3.2],
      [3.8, 2.7, 4.0, 2.4],
      [2.8, 3.4, 3.7, 2.2, 2.0],
    ])
    expect(h).toBeCloseTo(0.7714285714285722, 12)
    expect(p).toBeCloseTo(0.6799647735788936, 12)
    expect(df).toBe(2)
  })

  test('with ties, and its effect sizes', () => {
    const found = kruskalWallis(groups)
    expect(found.h).toBeCloseTo(7.954891304347828, 12)
    expect(found.p).toBeCloseTo(0.018733429970919202, 12)
    expect(found.epsilonSquared).toBeCloseTo(0.5682065217391306, 12)
    expect(found.etaSquaredH).toBeCloseTo(0.49624094202898567, 12)
  })

  test("Dunn's comparisons", () => {
    const found = dunnPairs(groups)
    expect(found.map(({ first, second }) => [first, second])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ])
    const right = [-0.9064982793336028, -2.7709585818720917, -1.6573289143784293]
    found.forEach(({ z }, i) => expect(z).toBeCloseTo(right[i] as number, 12))
    expect(found[0]?.p).toBeCloseTo(0.3646721752147477, 12)
    expect(found[1]?.pHolm).toBeCloseTo(3 * 0.005589153572782447, 12)
    expect(found[2]?.pHolm).toBeCloseTo(2 * 0.09745299456456229, 12)
    expect(found[2]?.pBenjaminiHochberg).toBeCloseTo(1.5 * 0.09745299456456229, 12)
  })

  test("of two groups it is the square of Mann and Whitney's z, without continuity", () => {
    fc.assert(
      fc.property(small, small, (x, y) => {
        const { h, p } = kruskalWallis([x, y])
        const { z, pNormalUncorrected } = mannWhitney(x, y)
        if (z === null) expect(h).toBeNull()
        else {
          expect(h).toBeCloseTo(z * z, 9)
          expect(p).toBeCloseTo(pNormalUncorrected ?? NaN, 9)
        }
      }),
    )
  })

  test('the order of groups and what keeps the order of values make no difference', () => {
    const { h } = kruskalWallis(groups)
    expect(kruskalWallis(groups.toReversed()).h).toBeCloseTo(h ?? NaN, 12)
    expect(kruskalWallis(groups.map((one) => one.map((value) => value ** 3))).h).toBe(h)
  })

  test('what is not defined is null, with the reason', () => {
    expect(kruskalWallis([[1, 2], []]).reason).toContain('fewer than two groups')
    expect(
      kruskalWallis([
        [1, 1],
        [1, 1],
      ]),
    ).toMatchObject({ h: null, p: null, reason: expect.stringContaining('the same') as string })
    expect(dunnPairs([[1], []])[0]).toMatchObject({ z: null, p: null, pHolm: null })
  })
})
