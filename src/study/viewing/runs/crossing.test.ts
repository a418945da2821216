import { describe, expect, test } from 'vitest'
import { crossingOf } from './crossing.ts'
import { designGrid } from './design-grid.ts'
import type { ListedRun, RunList } from './run-list.ts'

const FACTORS = ['row', 'column'].map((name) => ({ path: `cast.${name}`, name }))

/** One treatment for each pair of levels. */
function listOf(pairs: readonly (readonly string[])[], replicates = 1): RunList {
  const treatments = pairs.map((levels) => ({
    name: levels.join(' × '),
    planned: replicates,
    levels,
  }))
  const runs = treatments.flatMap((_, treatment) =>
    Array.from({ length: replicates }, (_, i) => ({
      runId: `run_${treatment}_${i}`,
      treatment,
      replicate: i + 1,
      status: 'finished',
      forkOf: null,
    })),
  ) as unknown as ListedRun[]
  return { factors: FACTORS, isCrossed: true, treatments, runs } as unknown as RunList
}

const PAIRS = ['A', 'B', 'C'].flatMap((row) => ['x', 'y'].map((column) => [row, column]))
const crossing = (list: RunList) => crossingOf(designGrid(list))

describe('a design of two factors', () => {
  test('is crossed with the longer factor down, and every pair is found again', () => {
    const found = crossing(listOf(PAIRS))
    expect(found?.down).toEqual({ name: 'row', levels: ['A', 'B', 'C'] })
    expect(found?.across).toEqual({ name: 'column', levels: ['x', 'y'] })
    for (const [row = '', column = ''] of PAIRS)
      expect(found?.at(row, column)?.treatment).toBe(`${row} × ${column}`)
  })

  test('leaves a hole where a pair was not tried', () => {
    const found = crossing(listOf(PAIRS.slice(1)))
    expect(found?.at('A', 'x')).toBeUndefined()
    expect(found?.at('A', 'y')?.treatment).toBe('A × y')
  })

  test('stays a list where there are replicates, a pair stands twice, or most pairs are missing', () => {
    expect(crossing(listOf(PAIRS, 2))).toBeUndefined()
    expect(crossing(listOf([...PAIRS, ['A', 'x']]))).toBeUndefined()
    expect(crossing(listOf(['a', 'b', 'c', 'd', 'e'].map((one) => [one, one])))).toBeUndefined()
  })
})
