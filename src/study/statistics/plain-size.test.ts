import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrapDifference } from './bootstrap-mean.ts'
import { cohenD, cohenDz } from './effect-sizes.ts'
import { etaSquared, summaryOf } from './eta-squared.ts'
import { meanTest } from './mean-test.ts'
import { median } from './median.ts'
import { oneWayAnova } from './one-way-anova.ts'
import { pairedT } from './paired-t.ts'
import { permuteGroups, permuteMeans } from './permutation.ts'
import { plainDifference } from './plain-difference.ts'
import { atSize, plainSize } from './plain-size.ts'
import { signFlips } from './sign-flips.ts'
import { pearsonR } from './spearman.ts'

const A = [1, 2, 4, 4.5]
const B = [3, 5.5, 6, 7, 2]
const scaled = (values: readonly number[], scale: number): number[] =>
  values.map((value) => value * scale)

test('ordinary values stay as they are, and others keep all their digits', () => {
  expect(plainSize([])).toBe(1)
  expect(plainSize([0, 3, -7e40])).toBe(1)
  const size = plainSize([3e200, 1])
  expect(Math.log2(size)).toBe(Math.round(Math.log2(size)))
  fc.assert(
    fc.property(fc.double({ min: 1e200, max: 1e300, noNaN: true }), (value) => {
      const own = plainSize([value])
      expect((atSize([value], own)[0] as number) * own).toBe(value)
    }),
  )
})

describe.each([1e300, 1e-300, 2 ** 600])('values times %d', (scale) => {
  const [a, b] = [scaled(A, scale), scaled(B, scale)]

  test('have the effect sizes and tests of the values themselves', () => {
    expect(cohenD(a, b).value).toBeCloseTo(cohenD(A, B).value as number, 9)
    expect(cohenDz(a).value).toBeCloseTo(cohenDz(A).value as number, 9)
    expect(etaSquared([a, b])).toBeCloseTo(etaSquared([A, B]) as number, 9)
    expect(oneWayAnova([a, b]).p).toBeCloseTo(oneWayAnova([A, B]).p as number, 9)
    expect(oneWayAnova([a, b]).omegaSquared).toBeCloseTo(
      oneWayAnova([A, B]).omegaSquared as number,
      9,
    )
    expect(pairedT(a)?.p).toBeCloseTo(pairedT(A)?.p as number, 9)
    expect(pearsonR(a, scaled(B.slice(0, 4), scale))).toBeCloseTo(
      pearsonR(A, B.slice(0, 4)) as number,
      9,
    )
    expect(permuteMeans(a, b).p).toBe(permuteMeans(A, B).p)
    expect(meanTest(a, b).p).toBe(meanTest(A, B).p)
    expect(signFlips(a)?.p).toBe(signFlips(A)?.p)
  })

  test('have their mean and spread times as much', () => {
    expect(summaryOf(a).mean / scale).toBeCloseTo(summaryOf(A).mean, 9)
    expect(summaryOf(a).sd / scale).toBeCloseTo(summaryOf(A).sd, 9)
    expect((median(a) as number) / scale).toBeCloseTo(3, 9)
    const single = (values: readonly number[]) => values.map((value) => [value])
    const found = bootstrapDifference(single(a), single(b), { draws: 100 }).interval
    const plain = bootstrapDifference(single(A), single(B), { draws: 100 }).interval
    expect((found?.[0] as number) / scale).toBeCloseTo(plain?.[0] as number, 9)
  })
})

test('a statistic that is past all numbers is null, and its p stands', () => {
  const groups = [scaled(A, 1e300), scaled(B, 1e300)]
  const { statistic, p, reason } = permuteGroups(groups, { draws: 99 })
  expect(statistic).toBeNull()
  expect(reason).toContain('past all numbers')
  expect(p).toBe(permuteGroups([A, B], { draws: 99 }).p)
})

test('values far from zero are compared by what tells them apart', () => {
  const [a, b] = [
    [2, 1, 0],
    [2, 1, 2],
  ] as const
  const far = (values: readonly number[]) => values.map((value) => 1e9 + value)
  expect(permuteMeans(far(a), far(b))).toEqual(permuteMeans(a, b))
  expect(permuteMeans(far(a), far(b)).p).toBe(0.7)
  expect(cohenD(far(a), far(b)).value).toBeCloseTo(cohenD(a, b).value as number, 6)
})

test('very small differences are not taken for rounding', () => {
  expect(plainDifference(3e-30, 1e-30)).toBeCloseTo(2e-30, 40)
  expect(plainDifference(3e-30, 1e-30) / 1e-30).toBeCloseTo(2, 9)
  expect(plainDifference(0.3, 0.1 + 0.2)).toBe(0)
})
