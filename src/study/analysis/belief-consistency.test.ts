import { describe, expect, test } from 'vitest'
import { beliefConsistency, beliefOfGroups, beliefOfOrder } from './belief-consistency.ts'

const SENT = {
  age: { young: [2, 4], middle: [5, 5], old: [8, 6] },
  politics: { left: [6, 6], right: [6, 6] },
}

describe('consistency of beliefs with behaviour', () => {
  test('is a rho of 1 where the order that was believed is the order of the means', () => {
    const belief = beliefOfOrder('age', ['old', 'middle', 'young'], 'large')
    const { attributes, medianRho } = beliefConsistency([belief], SENT)
    expect(attributes[0]?.rho).toBe(1)
    expect(medianRho).toBe(1)
    // Means 3, 5, 7 about 5: between 16; within 2 + 0 + 2.
    expect(attributes[0]?.etaSimulated).toBeCloseTo(16 / 20, 14)
    expect(attributes[0]?.etaDifference).toBeCloseTo(16 / 20 - 0.14, 14)
  })

  test('is a rho of −1 where it is the other way round, and 0.5 with two neighbours exchanged', () => {
    const rhoOf = (order: string[]) =>
      beliefConsistency([beliefOfOrder('age', order, null)], SENT).attributes[0]
    expect(rhoOf(['young', 'middle', 'old'])?.rho).toBe(-1)
    expect(rhoOf(['middle', 'old', 'young'])?.rho).toBe(0.5)
    expect(rhoOf(['middle', 'old', 'young'])?.etaDifference).toBeNull()
  })

  test('of means and deviations uses the means for the order and both for the variance', () => {
    const belief = beliefOfGroups('age', [
      { value: 'young', mean: 3.5, sd: 1.5 },
      { value: 'middle', mean: 5.5, sd: 2.2 },
      { value: 'old', mean: 4.5, sd: 1.8 },
    ])
    expect(belief.scores).toEqual({ young: 3.5, middle: 5.5, old: 4.5 })
    // Σ n (m − M)² = 200; Σ (n − 1) sd² = 99 · (2.25 + 4.84 + 3.24).
    expect(belief.etaSquared).toBeCloseTo(200 / (200 + 99 * 10.33), 12)
    expect(beliefConsistency([belief], SENT).attributes[0]?.rho).toBe(0.5)
  })

  test('is not defined where nobody differs, and then is in no median', () => {
    const beliefs = [
      beliefOfOrder('politics', ['left', 'right'], 'small'),
      beliefOfOrder('age', ['old', 'middle', 'young'], 'small'),
    ]
    const { attributes, medianRho } = beliefConsistency(beliefs, SENT)
    expect(attributes[0]).toMatchObject({ rho: null, etaSimulated: null, etaDifference: null })
    expect(medianRho).toBe(1)
  })

  test('leaves out what only one side has, and says so', () => {
    const belief = beliefOfOrder('age', ['ancient', 'old', 'young'], 'medium')
    const [found] = beliefConsistency([belief], SENT).attributes
    expect(found?.skipped).toEqual(['ancient', 'middle'])
    expect(found?.rho).toBe(1)
    expect(beliefConsistency([beliefOfOrder('income', ['a', 'b'], null)], SENT)).toMatchObject({
      medianRho: null,
      medianEtaDifference: null,
    })
  })
})
