import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { etaSquared, etaSquaredOfSummaries, summaryOf } from './eta-squared.ts'

describe('eta squared of group means and deviations', () => {
  const means = [6.5, 5.5, 4.5, 3.5]
  const deviations = [2.5, 2.2, 1.8, 1.5]
  const groups = means.map((mean, i) => ({ mean, sd: deviations[i] as number, n: 100 }))

  test('of four groups of a hundred is the published example', () => {
    expect(Math.abs((etaSquaredOfSummaries(groups) as number) - 0.2334899272445386)).toBeLessThan(
      1e-12,
    )
  })

  test('counts n − 1 within each group, not n', () => {
    const between = 100 * (1.5 ** 2 + 0.5 ** 2 + 0.5 ** 2 + 1.5 ** 2)
    const squares = deviations.reduce((sum, sd) => sum + sd ** 2, 0)
    const eta = etaSquaredOfSummaries(groups)
    expect(eta).toBeCloseTo(between / (between + 99 * squares), 12)
    expect(eta).not.toBeCloseTo(between / (between + 100 * squares), 4)
  })

  test('is weighed by the size of groups', () => {
    // M = 3, between = 30·1 + 10·9 = 120, within = 29 + 9 = 38.
    const eta = etaSquaredOfSummaries([
      { mean: 2, sd: 1, n: 30 },
      { mean: 6, sd: 1, n: 10 },
    ])
    expect(eta).toBeCloseTo(120 / 158, 14)
  })

  test('is not defined for one group, nor where nothing varies', () => {
    expect(etaSquaredOfSummaries(groups.slice(0, 1))).toBeNull()
    expect(etaSquaredOfSummaries(groups.map(({ n }) => ({ mean: 4, sd: 0, n })))).toBeNull()
  })

  test('refuses deviations below 0, and groups of nobody', () => {
    expect(() => etaSquaredOfSummaries([{ mean: 1, sd: -1, n: 5 }])).toThrow(/cannot be -1/)
    expect(() => etaSquaredOfSummaries([{ mean: 1, sd: 1, n: 0 }])).toThrow(/cannot have 0/)
  })
})

describe('eta squared of raw values', () => {
  test('of a worked example: 1 2 3, 2 3 4, 6 7 8', () => {
    // Means 2, 3, 7, M = 4: between 3·(4 + 1 + 9) = 42, within 2 + 2 + 2 = 6.
    expect(
      etaSquared([
        [1, 2, 3],
        [2, 3, 4],
        [6, 7, 8],
      ]),
    ).toBeCloseTo(42 / 48, 14)
  })

  test('is 1 less the share of the variance that is within groups, and lies from 0 to 1', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1 }), { minLength: 2 }),
        (groups) => {
          const all = groups.flat()
          const squaresAbout = (values: readonly number[], centre: number): number =>
            values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
          const meanOf = (values: readonly number[]): number =>
            values.reduce((sum, value) => sum + value, 0) / values.length
          const total = squaresAbout(all, meanOf(all))
          const within = groups.reduce((sum, one) => sum + squaresAbout(one, meanOf(one)), 0)
          const eta = etaSquared(groups)
          if (total === 0) expect(eta).toBeNull()
          else expect(eta).toBeCloseTo(1 - within / total, 9)
        },
      ),
    ))

  test('leaves empty groups out', () => {
    expect(etaSquared([[1, 2], [], [3, 4]])).toBe(
      etaSquared([
        [1, 2],
        [3, 4],
      ]),
    )
    expect(() => summaryOf([])).toThrow(/no mean/)
    expect(summaryOf([4])).toEqual({ mean: 4, sd: 0, n: 1 })
  })
})
