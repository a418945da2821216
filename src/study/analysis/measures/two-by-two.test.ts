import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bestEquilibriumSum,
  cellsOf,
  dilemmaOptions,
  isEfficient,
  mixedEquilibrium,
  paretoShortfall,
  pointsAt,
  pureEquilibria,
  type Payoffs,
} from './two-by-two.ts'

const DILEMMA: Payoffs = [
  [
    [8, 8],
    [0, 10],
  ],
  [
    [10, 0],
    [5, 5],
  ],
]
const BATTLE: Payoffs = [
  [
    [10, 7],
    [0, 0],
  ],
  [
    [0, 0],
    [7, 10],
  ],
]

const points = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
const tables = fc.tuple(fc.tuple(points, points), fc.tuple(points, points))

describe('equilibria of 2 × 2 games', () => {
  test('are as Nashpy documents them', () => {
    const payoffs: Payoffs = [
      [
        [1, 0],
        [2, 2],
      ],
      [
        [3, 3],
        [0, 1],
      ],
    ]
    expect(pureEquilibria(payoffs)).toEqual([
      { row: 0, column: 1 },
      { row: 1, column: 0 },
    ])
    expect(mixedEquilibrium(payoffs)).toMatchObject({ row: 0.5, column: 0.5 })
  })

  test('of the battle of the sexes: two pure and 10/17', () => {
    expect(pureEquilibria(BATTLE)).toHaveLength(2)
    const mixed = mixedEquilibrium(BATTLE)
    expect(mixed?.row).toBeCloseTo(10 / 17, 12)
    expect(mixed?.column).toBeCloseTo(7 / 17, 12)
    expect(mixed?.points[0]).toBeCloseTo(70 / 17, 12)
    expect(bestEquilibriumSum(BATTLE)).toBe(17)
  })

  test('there always is one, and nobody gains by leaving it', () => {
    fc.assert(
      fc.property(tables, (payoffs) => {
        const mixed = mixedEquilibrium(payoffs)
        expect(pureEquilibria(payoffs).length + (mixed === null ? 0 : 1)).toBeGreaterThan(0)
        if (mixed === null) return
        const { column } = mixed
        const gainsOf = [0, 1].map(
          (row) =>
            column * pointsAt(payoffs, { row, column: 0 })[0] +
            (1 - column) * pointsAt(payoffs, { row, column: 1 })[0],
        )
        expect(Math.max(...gainsOf)).toBeCloseTo(mixed.points[0], 9)
      }),
    )
  })
})

describe('efficiency', () => {
  test('mutual defection is the one cell of a dilemma that is not efficient', () => {
    expect(cellsOf(DILEMMA).filter((cell) => !isEfficient(DILEMMA, cell))).toEqual([
      { row: 1, column: 1 },
    ])
  })

  test('defecting together falls short by 3 points each; taking turns in the battle of the sexes by nothing', () => {
    expect(paretoShortfall(DILEMMA, [5, 5])).toBe(3)
    expect(paretoShortfall(BATTLE, [8.5, 8.5])).toBeCloseTo(0, 12)
    expect(paretoShortfall(BATTLE, [4.25, 4.25])).toBeCloseTo(4.25, 12)
  })

  test('no mixture of cells is better for both than the shortfall says', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(tables, weights, weights, (payoffs, a, b) => {
        const mixed = (w: readonly number[], side: 0 | 1): number =>
          cellsOf(payoffs).reduce(
            (sum, cell, i) => sum + (w[i] ?? 0) * pointsAt(payoffs, cell)[side],
            0,
          ) / w.reduce((x, y) => x + y, 0)
        const [row, column] = [mixed(a, 0), mixed(a, 1)]
        const gain = Math.min(mixed(b, 0) - row, mixed(b, 1) - column)
        expect(gain).toBeLessThanOrEqual(paretoShortfall(payoffs, [row, column]) + 1e-9)
      }),
    )
  })
})

test('a dilemma is known by its payoffs, whatever the order of its options', () => {
  const turned = [...DILEMMA].reverse().map((line) => [...line].reverse())
  expect(dilemmaOptions(DILEMMA)).toEqual([0, 0])
  expect(dilemmaOptions(turned)).toEqual([1, 1])
  expect(dilemmaOptions(BATTLE)).toBeNull()
})
