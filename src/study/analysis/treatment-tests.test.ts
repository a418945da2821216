/** Tests between treatments: how many, of what, corrected for how many. */
import { describe, expect, test } from 'vitest'
import type { Outcome } from './outcomes.ts'
import { treatmentTests } from './treatment-tests.ts'

function outcome(key: string, treatment: string, values: readonly number[]): Outcome {
  return { key, treatment, role: 'row', ask: 'choice', outcome: key, values, bounds: null }
}

describe('two treatments', () => {
  const tests = treatmentTests(
    ['a', 'b'],
    [
      outcome('x', 'a', [1, 2, 3, 4]),
      outcome('x', 'b', [5, 6, 7, 8]),
      outcome('y', 'a', [1, 4, 5, 8]),
      outcome('y', 'b', [2, 3, 6, 7]),
    ],
  )

  test('are compared once for each outcome, and not all at once besides', () => {
    expect(tests.omnibus).toEqual([])
    expect(tests.pairTests).toBe(2)
  })

  test('have the exact p of all 70 splits, and an effect above 0 where the second ranks higher', () => {
    const [x, y] = tests.pairs
    expect(x).toMatchObject({ from: 'a', to: 'b', u: 16, pMethod: 'exact', rankBiserial: 1 })
    expect(x?.p).toBeCloseTo(2 / 70, 12)
    expect(x?.permutationP).toBeCloseTo(2 / 70, 12)
    expect(y).toMatchObject({ u: 8, rankBiserial: 0 })
  })

  test('are corrected by Holm over the outcomes', () => {
    const [x, y] = tests.pairs
    expect(x?.holmP).toBeCloseTo(4 / 70, 12)
    expect(y?.holmP).toBe(1)
  })
})

describe('more treatments', () => {
  const outcomes = ['a', 'b', 'c'].map((treatment, i) => outcome('x', treatment, [i, i + 1, i + 2]))

  test('are compared at once, and each with the first', () => {
    const { omnibus, pairs } = treatmentTests(['a', 'b', 'c'], outcomes)
    expect(omnibus).toMatchObject([{ treatments: 3, runs: 9, df: 2 }])
    expect(pairs.map(({ from, to }) => [from, to])).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ])
  })

  test('are compared at once only where they are many, and this is said', () => {
    const { pairs, pairsLeftOut } = treatmentTests(['a', 'b', 'c'], outcomes, 2)
    expect({ pairs, pairsLeftOut }).toEqual({ pairs: [], pairsLeftOut: true })
  })
})

test('what cannot be tested is told with its reason and not counted', () => {
  const same = [outcome('x', 'a', [1, 1]), outcome('x', 'b', [1, 1])]
  const { pairs, pairTests } = treatmentTests(['a', 'b'], same)
  expect(pairs[0]).toMatchObject({ permutationP: null, reason: expect.any(String) as string })
  // All splits of equal values are alike: the exact p is 1, and it is a test.
  expect(pairTests).toBe(pairs[0]?.p === null ? 0 : 1)
  expect(treatmentTests(['a', 'b'], [outcome('x', 'a', [1]), outcome('x', 'b', [])]).pairs).toEqual(
    [],
  )
  expect(treatmentTests(['a'], [outcome('x', 'a', [1])]).pairTests).toBe(0)
})
