import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  behaviourProfiles,
  profileSimilarities,
  type BehaviourCoding,
} from './behaviour-profiles.ts'

const CODES = ['PHATIC', 'META', 'LEAD']
const coding = (
  participant: string,
  code: string,
  value: boolean | null,
  run = 'r1',
): BehaviourCoding => ({ run, participant, code, value })

describe('profiles of behaviour', () => {
  test('are shares of what was coded; what is missing is no false', () => {
    const codings = [
      coding('p1', 'PHATIC', true),
      coding('p1', 'PHATIC', false),
      coding('p1', 'PHATIC', null),
      coding('p1', 'META', true),
      coding('p1', 'LEAD', false),
      coding('p2', 'META', true),
      coding('p2', 'OTHER', true),
    ]
    expect(behaviourProfiles(codings, CODES)).toEqual([
      { run: 'r1', participant: 'p1', rates: [0.5, 1, 0] },
      { run: 'r1', participant: 'p2', rates: [null, 1, null] },
    ])
  })

  test('a run’s similarity is the mean cosine of its pairs; who shows nothing is dropped, and named', () => {
    const profiles = [
      { run: 'r1', participant: 'p1', rates: [1, 0, 0] },
      { run: 'r1', participant: 'p2', rates: [1, 1, 0] },
      { run: 'r1', participant: 'p3', rates: [0, 0, 0.2] },
      { run: 'r1', participant: 'p4', rates: [0, 0, 0] },
      { run: 'r2', participant: 'p1', rates: [1, 0, 0] },
      { run: 'r2', participant: 'p2', rates: [null, 1, 0] },
    ]
    const [first, second] = profileSimilarities(profiles)
    expect(first).toMatchObject({ run: 'r1', agents: 3, dropped: ['p4'], reason: null })
    expect(first?.similarity).toBeCloseTo(Math.SQRT1_2 / 3, 12)
    expect(first?.differentiation).toBeCloseTo(1 - Math.SQRT1_2 / 3, 12)
    expect(second).toMatchObject({ similarity: null, agents: 1, dropped: ['p2'] })
    expect(second?.reason).toMatch(/fewer than two/)
  })

  test('lies from 0 to 1, and depends on no name and no scale', () => {
    const rates = fc.array(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
      {
        minLength: 2,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(rates, (lists) => {
        const of = (scale: number, order: readonly number[][]) =>
          profileSimilarities(
            order.map((list, i) => ({
              run: 'r',
              participant: `${i}`,
              rates: list.map((one) => one * scale),
            })),
          )[0]?.similarity
        const value = of(0.1, lists)
        if (value === null || value === undefined) return
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        expect(of(0.05, [...lists].reverse())).toBeCloseTo(value, 12)
      }),
    )
  })
})
