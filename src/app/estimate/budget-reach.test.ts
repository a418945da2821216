import { describe, expect, test } from 'vitest'
import type { CallEstimate } from '../../record/call-estimate.ts'
import { budgetReach } from './budget-reach.ts'
import { NO_NEEDS } from './ranges.ts'

const ESTIMATE: CallEstimate = {
  format: 1,
  basis: 'assumed',
  runs: 100,
  sampled: { plays: 3, treatments: 1 },
  total: {
    ...NO_NEEDS,
    calls: { low: 1_000, expected: 1_000, high: 3_000 },
    usd: { low: 5, expected: 10, high: 40 },
  },
  models: [],
  cells: [],
  unpriced: [],
  spent: null,
  measured: [],
  assumptions: [],
}

describe('a budget', () => {
  test('reaches for the more runs, the less they need', () => {
    expect(budgetReach(ESTIMATE, { usd: 4, calls: 600 })).toEqual({
      usd: { cap: 4, runs: { low: 10, expected: 40, high: 80 } },
      calls: { cap: 600, runs: { low: 20, expected: 60, high: 60 } },
    })
  })

  test('never reaches for more runs than there are, nor for a part of one', () => {
    expect(budgetReach(ESTIMATE, { usd: 10.09 }).usd?.runs).toEqual({
      low: 25,
      expected: 100,
      high: 100,
    })
    expect(budgetReach(ESTIMATE, { usd: 0 }).usd?.runs).toEqual({ low: 0, expected: 0, high: 0 })
  })

  test('has what was spent taken off it, what may have been among it', () => {
    const spent = { ...SPENT, usd: 2, uncertainUsd: 1, calls: 100 }
    expect(budgetReach({ ...ESTIMATE, spent }, { usd: 7, calls: 600 })).toMatchObject({
      usd: { runs: { expected: 40 } },
      calls: { runs: { expected: 50 } },
    })
    expect(budgetReach({ ...ESTIMATE, spent }, { usd: 1 }).usd?.runs.high).toBe(0)
  })

  test('in dollars says nothing where no price is known; where all is free it pays for all', () => {
    const unpriced = { ...ESTIMATE, total: { ...ESTIMATE.total, usd: null } }
    expect(budgetReach(unpriced, { usd: 4 })).toEqual({})
    const free = { ...ESTIMATE, total: { ...NO_NEEDS } }
    expect(budgetReach(free, { usd: 0, calls: 0 })).toMatchObject({
      usd: { runs: { low: 100 } },
      calls: { runs: { low: 100 } },
    })
  })

  test('that nobody set is not told', () => {
    expect(budgetReach(ESTIMATE, {})).toEqual({})
  })
})

const SPENT = { runs: 5, calls: 0, inputTokens: 0, outputTokens: 0, usd: 0, uncertainUsd: 0 }
