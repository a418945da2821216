import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { pairedDifference, type Pair } from './paired-difference.ts'
import { signFlips } from '../statistics/sign-flips.ts'
import { pairedT } from '../statistics/paired-t.ts'
import { signedRanks } from './paired-signed-ranks.ts'
import { quantileT, twoSidedT } from '../statistics/student-t.ts'
import { twoSidedNormal } from '../statistics/normal.ts'

/** Darwin's plants (Fisher 1935, The Design of Experiments, § 17): crossed minus self-fertilised, in eighths of an inch. */
const DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
/** Hollander & Wolfe 1973, table 3.1: depression before and after a tranquilliser. */
const BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
const AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
/** Student 1908: hours of sleep gained with two drugs. */
const FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
const SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

const pairsOf = (baseline: readonly number[], difference: readonly number[]): Pair[] =>
  baseline.map((one, i) => ({ baseline: one, difference: difference[i] ?? NaN }))
const minus = (to: readonly number[], from: readonly number[]): number[] =>
  to.map((one, i) => one - (from[i] ?? NaN))

describe('against textbooks', () => {
  test("Fisher's count of sign assignments of Darwin's plants: 1,726 of 32,768, both tails", () => {
    expect(signFlips(DARWIN)).toEqual({ p: 1726 / 32768, method: 'exact', assignments: 32768 })
  })

  test("Fisher's t of the same plants is 2.148 with 14 degrees of freedom", () => {
    const { t, df, p } = pairedT(DARWIN) ?? { t: NaN, df: NaN, p: NaN }
    expect(t).toBeCloseTo(2.147987461, 9)
    expect(df).toBe(14)
    expect(p).toBeCloseTo(0.04970294, 8)
  })

  test('signed ranks of Hollander and Wolfe: V = 40, two-sided p = 20/512', () => {
    expect(signedRanks(minus(BEFORE, AFTER))).toEqual({
      v: 40,
      n: 9,
      p: 20 / 512,
      method: 'exact',
    })
  })

  test("Student's sleep: t = −4.0621, p = 0.002833, interval −2.459886 to −0.700114", () => {
    const { mean, t } = pairedDifference(pairsOf(SECOND_DRUG, FIRST_DRUG))
    expect(mean).toBeCloseTo(-1.58, 12)
    expect(t?.t).toBeCloseTo(-4.0621277, 7)
    expect(t?.p).toBeCloseTo(0.00283289, 8)
    expect(t?.interval[0]).toBeCloseTo(-2.4598858, 7)
    expect(t?.interval[1]).toBeCloseTo(-0.7001142, 7)
  })

  test.each([
    [1, 12.7062047362],
    [2, 4.3026527297],
    [9, 2.2621571628],
    [30, 2.0422724563],
    [1000, 1.9623390808],
  ])('the 97.5 %% quantile of t with %i degrees of freedom', (df, quantile) => {
    expect(quantileT(0.95, df)).toBeCloseTo(quantile, 8)
  })

  test('with one degree of freedom t is Cauchy, with two it has a closed form', () => {
    for (const t of [0, 0.1, 1, 3, 50]) {
      expect(twoSidedT(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12)
      expect(twoSidedT(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12)
    }
  })

  test('two sides of the normal distribution', () => {
    expect(twoSidedNormal(0)).toBeCloseTo(1, 6)
    expect(twoSidedNormal(1.959963985)).toBeCloseTo(0.05, 7)
    expect(twoSidedNormal(3)).toBeCloseTo(0.002699796, 8)
  })
})

test('what rounding leaves is no spread: 0.4 − 0.1, 0.5 − 0.2 and 1 − 0.7 are the same', () => {
  const {
    mean,
    t,
    signFlips: flips,
    reason,
  } = pairedDifference(pairsOf([0.1, 0.2, 0.3, 0.7], [0.4, 0.5, 0.6, 1]))
  expect(mean).toBe(0.3)
  expect(t).toBeNull()
  expect(flips?.p).toBe(0.125)
  expect(reason).toContain('all 4 pairs differ by the same')
})

test('a difference that is small beside its values is not lost', () => {
  const { mean, t } = pairedDifference(pairsOf([1e6, 1e6, 1e6], [1e6 + 0.5, 1e6 + 0.25, 1e6]))
  expect(mean).toBe(0.25)
  expect(t?.t).toBeCloseTo(Math.sqrt(3), 12)
})

test('with ties and zeros it agrees with scipy 1.17: ttest_rel, and all 2¹² signs gone through', () => {
  const other = [5, 6, 7, 5, 4, 6, 7, 8, 5, 6, 3, 6]
  const found = pairedDifference(pairsOf(Array<number>(12).fill(5), other))
  expect(found.t?.t).toBeCloseTo(1.684847078348464, 12)
  expect(found.t?.p).toBeCloseTo(0.12014460742498091, 12)
  expect(found.t?.interval[0]).toBeCloseTo(-0.20422746901917, 12)
  expect(found.signFlips?.p).toBe(0.17578125)
  expect(found.signedRanks).toEqual({ v: 35, n: 9, p: 0.17578125, method: 'exact' })
})

describe('tests of pairs', () => {
  const differences = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 9 })

  test('exact p are what counting all assignments gives', () => {
    fc.assert(
      fc.property(differences, (list) => {
        const sizes = list.map(Math.abs)
        let [large, far] = [0, 0]
        const observed = Math.abs(list.reduce((sum, one) => sum + one, 0))
        const ranked = signedRanks(list)
        const centre = ranked === null ? 0 : (ranked.n * (ranked.n + 1)) / 4
        for (let signs = 0; signs < 2 ** list.length; signs++) {
          const flipped = sizes.map((one, i) => (signs & (1 << i) ? one : -one))
          if (Math.abs(flipped.reduce((sum, one) => sum + one, 0)) >= observed) large++
          const v = signedRanks(flipped)?.v ?? 0
          if (Math.abs(v - centre) >= Math.abs((ranked?.v ?? 0) - centre)) far++
        }
        expect(signFlips(list)?.p).toBeCloseTo(large / 2 ** list.length, 12)
        if (ranked !== null) expect(ranked.p).toBeCloseTo(far / 2 ** list.length, 12)
      }),
      { numRuns: 60 },
    )
  })

  test('turning all pairs round turns the difference round, and no p', () => {
    const numbers = fc.double({ min: -100, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, numbers), { minLength: 2, maxLength: 30 }), (list) => {
        const one = pairedDifference(list.map(([a, b]) => ({ baseline: a, difference: b })))
        const other = pairedDifference(list.map(([a, b]) => ({ baseline: b, difference: a })))
        expect(other.mean).toBeCloseTo(-(one.mean ?? NaN), 9)
        expect(other.signFlips?.p).toBe(one.signFlips?.p)
        expect(other.signedRanks?.p).toBe(one.signedRanks?.p)
        if (one.interval !== null) {
          expect(other.interval?.[0]).toBeCloseTo(-one.interval[1], 9)
          expect(other.interval?.[1]).toBeCloseTo(-one.interval[0], 9)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('drawn assignments come close to all of them, and p is never 0', () => {
    const many = Array.from({ length: 40 }, (_, i) => i - 15)
    const { p, method, assignments } = signFlips(many) ?? { p: 0, method: '', assignments: 0 }
    expect({ method, assignments }).toEqual({ method: 'monte-carlo', assignments: 9_999 })
    expect(Math.abs(p - (pairedT(many)?.p ?? NaN))).toBeLessThan(0.02)
    expect(signFlips(Array.from({ length: 40 }, () => 1))?.p).toBe(1 / 10_000)
  })

  test('the order of pairs makes no difference', () => {
    const list = Array.from({ length: 25 }, (_, i) => ({
      baseline: Math.sin(i),
      difference: Math.sin(i * 3) + 0.3,
    }))
    expect(pairedDifference(list.toReversed())).toEqual(pairedDifference(list))
  })
})

describe('what cannot be said is not said', () => {
  test('of no pair', () => {
    expect(pairedDifference([])).toMatchObject({
      pairs: 0,
      mean: null,
      interval: null,
      t: null,
      signFlips: null,
      reason: 'no pair has a value',
    })
  })

  test('of one pair: the difference, without interval or test', () => {
    expect(pairedDifference([{ baseline: 1, difference: 4 }])).toMatchObject({
      pairs: 1,
      mean: 3,
      interval: null,
      t: null,
      signFlips: null,
      signedRanks: null,
      reason: expect.stringContaining('one pair') as string,
    })
  })

  test('of pairs that are all the same', () => {
    const same = Array.from({ length: 8 }, () => ({ baseline: 0.1 + 0.2, difference: 0.3 }))
    expect(pairedDifference(same)).toMatchObject({
      mean: 0,
      interval: null,
      t: null,
      signFlips: { p: 1 },
      reason: 'all 8 pairs are the same in this',
    })
  })

  test('of pairs that all differ by the same: a test, no interval', () => {
    const shifted = Array.from({ length: 8 }, (_, i) => ({ baseline: i, difference: i + 2 }))
    expect(pairedDifference(shifted)).toMatchObject({
      mean: 2,
      interval: null,
      t: null,
      signFlips: { p: 2 / 256 },
      reason: expect.stringContaining('no spread') as string,
    })
  })

  test('of five pairs: that no test can give p < 0.05', () => {
    const five = Array.from({ length: 5 }, (_, i) => ({ baseline: 0, difference: i + 1 }))
    const { signFlips: flips, reason } = pairedDifference(five)
    expect(flips?.p).toBe(2 / 32)
    expect(reason).toContain('no test of so few can give p < 0.05')
  })
})
