import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustP } from './adjust-p.ts'
import { bootstrapDifference, bootstrapMean } from './bootstrap-mean.ts'
import { permuteGroups, permuteMeans, permuteUnits } from './permutation.ts'
import { meanOf } from './running-sum.ts'

const TIED = [3, 5, 5, 7, 9, 9, 2]
const OTHER = [1, 5, 2, 2, 4]
const some = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 6 })
const difference = (a: readonly number[], b: readonly number[]): number => meanOf(a) - meanOf(b)

describe('permutation of means', () => {
  test('of all 792 splits of seven and five values, as gone through in Python', () => {
    const found = permuteMeans(TIED, OTHER)
    expect(found).toMatchObject({ exact: true, splits: 792 })
    expect(found.statistic).toBeCloseTo(2.9142857142857146, 14)
    expect(found.p).toBeCloseTo(0.08207070707070707, 14)
    expect(found.pGreater).toBeCloseTo(0.039141414141414144, 14)
    expect(found.pLess).toBeCloseTo(0.97727272727272729, 14)
  })

  test('is what any statistic gives that is this one', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [quick, plain] = [permuteMeans(a, b), permuteUnits(a, b, difference)]
        expect(quick.p).toBeCloseTo(plain.p ?? NaN, 12)
        expect(quick.pGreater).toBeCloseTo(plain.pGreater ?? NaN, 12)
        expect(quick.pLess).toBeCloseTo(plain.pLess ?? NaN, 12)
      }),
      { numRuns: 50 },
    )
  })

  test('groups that change places change no two-sided p', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(permuteMeans(b, a).p).toBeCloseTo(permuteMeans(a, b).p ?? NaN, 12)
        expect(permuteMeans(b, a).pGreater).toBeCloseTo(permuteMeans(a, b).pLess ?? NaN, 12)
      }),
    )
  })

  test('draws come close to all splits, repeat with their seed, and p is never 0', () => {
    const drawn = permuteMeans(TIED, OTHER, { mostExact: 0, draws: 20_000, seed: 7 })
    expect(drawn).toMatchObject({ exact: false, splits: 20_000 })
    expect(Math.abs((drawn.p ?? NaN) - 0.08207)).toBeLessThan(0.007)
    expect(permuteMeans(TIED, OTHER, { mostExact: 0, draws: 20_000, seed: 7 })).toEqual(drawn)
    const far = Array.from({ length: 30 }, (_, i) => 1000 + i)
    const near = Array.from({ length: 30 }, (_, i) => i)
    expect(permuteMeans(far, near, { draws: 999 }).p).toBe(1 / 1000)
  })

  test('of no value there is none', () => {
    expect(permuteMeans([], [1])).toMatchObject({ p: null, reason: 'a group has no value' })
    expect(permuteMeans([2, 2], [2]).p).toBe(1)
    expect(() => permuteMeans([NaN], [1])).toThrow(/not a finite/)
  })
})

test('whole clusters change places: few clusters vouch for little, however many rows they have', () => {
  const rows = (mean: number): number[] => Array.from({ length: 50 }, (_, i) => mean + (i % 2))
  const meanOfAll = (a: readonly number[][], b: readonly number[][]): number =>
    difference(a.flat(), b.flat())
  const found = permuteUnits([rows(1), rows(2), rows(3)], [rows(4), rows(5), rows(6)], meanOfAll)
  expect(found).toMatchObject({ exact: true, splits: 20, p: 2 / 20 })
  expect(found.statistic).toBeCloseTo(-3, 12)
  const drawn = permuteUnits([rows(1), rows(2)], [rows(4)], meanOfAll, { mostExact: 0, draws: 99 })
  expect(drawn).toMatchObject({ exact: false, splits: 99 })
})

test('of two groups, squares between groups order splits as their difference does', () => {
  const found = permuteGroups([TIED, OTHER], { draws: 20_000 })
  expect(Math.abs((found.p ?? NaN) - 0.08207)).toBeLessThan(0.007)
  expect(permuteGroups([[1], []]).p).toBeNull()
})

describe('many tests at once', () => {
  const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

  test('adjusted p are no smaller, keep the order, and Holm lies between', () => {
    fc.assert(
      fc.property(ps, (list) => {
        const [holm, rate, bonferroni] = (
          ['holm', 'benjamini-hochberg', 'bonferroni'] as const
        ).map((one) => adjustP(list, one)) as [number[], number[], number[]]
        list.forEach((p, i) => {
          const [h, b, most] = [holm[i] ?? NaN, rate[i] ?? NaN, bonferroni[i] ?? NaN]
          expect(b).toBeGreaterThanOrEqual(p * (1 - 1e-15))
          expect(h).toBeGreaterThanOrEqual(b * (1 - 1e-15))
          expect(most).toBeGreaterThanOrEqual(h * (1 - 1e-15))
          expect(most).toBeLessThanOrEqual(1)
          list.forEach((other, j) => {
            if (p <= other) {
              expect(h).toBeLessThanOrEqual(holm[j] ?? NaN)
              expect(b).toBeLessThanOrEqual(rate[j] ?? NaN)
            }
          })
        })
      }),
    )
  })

  test('a test that could not be made stays null, and counts for nothing', () => {
    expect(adjustP([0.01, null, 0.04], 'holm')).toEqual([0.02, null, 0.04])
    expect(adjustP([0.01, null, 0.04], 'bonferroni')).toEqual([0.02, null, 0.08])
    expect(() => adjustP([1.5], 'holm')).toThrow(/no probability/)
  })
})

describe('bootstrap of means', () => {
  const values = Array.from({ length: 40 }, (_, i) => [Math.sin(i * 3)])

  test('the interval of many values is near the normal one', () => {
    const { mean, interval, reason } = bootstrapMean(values, { draws: 4000 })
    const flat = values.flat()
    const error = Math.sqrt(
      flat.reduce((sum, one) => sum + (one - (mean ?? NaN)) ** 2, 0) / 39 / 40,
    )
    expect(Math.abs((interval?.[0] ?? NaN) - ((mean ?? NaN) - 1.96 * error))).toBeLessThan(0.03)
    expect(Math.abs((interval?.[1] ?? NaN) - ((mean ?? NaN) + 1.96 * error))).toBeLessThan(0.03)
    expect(reason).toBeNull()
    expect(bootstrapMean(values, { draws: 4000 }).interval).toEqual(interval)
    expect(bootstrapMean(values, { draws: 4000, seed: 2 }).interval).not.toEqual(interval)
  })

  test('values that repeat within a cluster make the interval no narrower', () => {
    const repeated = values.map(([one = 0]) => Array.from({ length: 25 }, () => one))
    const [low, high] = bootstrapMean(repeated).interval ?? [NaN, NaN]
    const [from, to] = bootstrapMean(values).interval ?? [NaN, NaN]
    expect(high - low).toBeCloseTo(to - from, 10)
    const rows = bootstrapMean(repeated.flat().map((one) => [one])).interval ?? [NaN, NaN]
    expect(rows[1] - rows[0]).toBeLessThan((high - low) / 3)
  })

  test('a difference of two groups', () => {
    const shifted = values.map(([one = 0]) => [one + 2])
    const found = bootstrapDifference(shifted, values)
    expect(found.mean).toBeCloseTo(2, 12)
    expect(found.interval?.[0]).toBeGreaterThan(1.5)
    expect(found.interval?.[1]).toBeLessThan(2.5)
  })

  test('what is not defined is null, with the reason', () => {
    expect(bootstrapMean([[]]).reason).toContain('no value')
    expect(bootstrapMean([[1, 2]])).toMatchObject({ mean: 1.5, interval: null })
    expect(bootstrapMean([[1], [1]]).reason).toContain('no spread')
    expect(bootstrapMean([[1], [2]]).reason).toContain('too narrow')
  })
})
