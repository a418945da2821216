/** Samples with known probabilities: rare cells are drawn as often as common ones, and the seed draws them again. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocation, designOf, isWhole } from './design.ts'
import { patternOf } from './strata.ts'

describe('allocation', () => {
  test('gives each stratum alike, the small ones all they have', () => {
    expect(allocation([1000, 40, 5], 90)).toEqual([45, 40, 5])
    expect(allocation([10, 10, 10], 4)).toEqual([2, 1, 1])
  })

  test('never more than there is, never less than was asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        fc.nat(300),
        (sizes, size) => {
          const given = allocation(sizes, size)
          const all = sizes.reduce((sum, one) => sum + one, 0)
          expect(given.reduce((sum, one) => sum + one, 0)).toBe(Math.min(size, all))
          given.forEach((n, i) => expect(n).toBeLessThanOrEqual(sizes[i] ?? 0))
          // Nobody has two more than another who could have had more.
          for (const [i, n] of given.entries())
            for (const m of given) if (n < (sizes[i] ?? 0)) expect(m - n).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('a design', () => {
  const strata = [
    { stratum: ['all no'], units: Array.from({ length: 200 }, (_, i) => `unit_${i}`) },
    { stratum: ['split'], units: ['a', 'b', 'c'] },
  ]
  const drawing = {
    codebook: 'h',
    code: 'asks',
    judges: ['j'],
    by: ['judges'] as const,
    seed: 3,
    size: 43,
  }

  test('is drawn again by its seed, and says with what probability', () => {
    const design = designOf(strata, drawing)
    expect(designOf(strata, drawing)).toEqual(design)
    expect(design.strata.map(({ drawn, probability }) => [drawn, probability])).toEqual([
      [40, 0.2],
      [3, 1],
    ])
    expect(design.units).toHaveLength(43)
    expect(designOf(strata, { ...drawing, seed: 4 }).units).not.toEqual(design.units)
  })

  test('that was changed is known by its hash', () => {
    const design = designOf(strata, drawing)
    expect(isWhole(design)).toBe(true)
    expect(isWhole({ ...design, size: 44 })).toBe(false)
  })

  test('a stratum is drawn the same way whatever other strata there are', () => {
    const alone = designOf(strata.slice(0, 1), { ...drawing, size: 40 })
    expect(designOf(strata, drawing).units.slice(0, 40)).toEqual(alone.units)
  })
})

test.each([
  [[1, 1], 'all yes'],
  [[0, 0], 'all no'],
  [[1, 0], 'split'],
  [['warm', 'warm'], 'all warm'],
  [[1, null], 'incomplete'],
])('judges that say %j are a pattern: %s', (values, pattern) => {
  const judges = values.map((_, i) => `j${i}`)
  expect(patternOf(new Map(judges.map((judge, i) => [judge, values[i] ?? null])), judges)).toBe(
    pattern,
  )
})
