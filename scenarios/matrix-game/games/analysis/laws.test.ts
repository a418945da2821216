import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSymmetric, pointsAt, withSeatsSwapped, type Payoffs, type Points } from '../game.ts'
import { iteratedElimination } from './dominance.ts'
import { compare, exactly, fraction, plus, sum, times, ZERO } from './fraction.ts'
import { maximin } from './maximin.ts'
import { interiorEquilibrium } from './mixed-2x2.ts'
import { expectedPoints, isEquilibrium, supportOf, type Mixture } from './mixture.ts'
import { pureEquilibria } from './pure-equilibria.ts'
import { allEquilibria } from './support-enumeration.ts'
import { isParetoDominated, paretoEfficientCells, socialOptimum } from './welfare.ts'

// few distinct numbers make ties, and so degenerate games, common; tenths make decimals common
const tenths = fc.integer({ min: -20, max: 20 }).map((value) => value / 10)
const points = fc.oneof(fc.integer({ min: 0, max: 3 }), tenths)

function tableOf(rows: number, columns: number): fc.Arbitrary<Payoffs> {
  const cell: fc.Arbitrary<Points> = fc.tuple(points, points)
  const row = fc.array(cell, { minLength: columns, maxLength: columns })
  return fc.array(row, { minLength: rows, maxLength: rows })
}

const size = fc.integer({ min: 1, max: 4 })
const table = fc.tuple(size, size).chain(([rows, columns]) => tableOf(rows, columns))

function pureAt(option: number, length: number): Mixture {
  return Array.from({ length }, (_, index) => fraction(index === option ? 1n : 0n))
}

describe('for every game', () => {
  test('each equilibrium reported is one: nobody gains by leaving it, in exact fractions', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        for (const profile of allEquilibria(payoffs).equilibria)
          expect(isEquilibrium(payoffs, profile)).toBe(true)
      }),
    )
  })

  test('there is an equilibrium, and an odd number of them unless the game is degenerate', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        const { equilibria, degenerate } = allEquilibria(payoffs)
        expect(equilibria.length).toBeGreaterThan(0)
        if (!degenerate) expect(equilibria.length % 2).toBe(1)
      }),
    )
  })

  test('the pure equilibria are exactly those reported equilibria in which nobody mixes', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        const unmixed = allEquilibria(payoffs)
          .equilibria.map(({ row, column }) => [...supportOf(row), ...supportOf(column)])
          .filter((options) => options.length === 2)
        expect(unmixed.toSorted()).toEqual(
          pureEquilibria(payoffs)
            .map((cell) => [...cell])
            .toSorted(),
        )
      }),
    )
  })

  test('the names and order of the options do not change the number of equilibria', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        const relabelled = payoffs.map((cells) => cells.toReversed()).toReversed()
        expect(pureEquilibria(relabelled)).toHaveLength(pureEquilibria(payoffs).length)
        expect(allEquilibria(relabelled).equilibria).toHaveLength(
          allEquilibria(payoffs).equilibria.length,
        )
        expect(allEquilibria(relabelled).degenerate).toBe(allEquilibria(payoffs).degenerate)
      }),
    )
  })

  test('exchanging the seats exchanges the equilibria', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        const swapped = withSeatsSwapped(payoffs)
        expect(
          pureEquilibria(swapped)
            .map(([row, column]) => `${column},${row}`)
            .toSorted(),
        ).toEqual(pureEquilibria(payoffs).map(String).toSorted())
        expect(withSeatsSwapped(swapped)).toEqual(payoffs)
      }),
    )
  })

  test('no equilibrium uses an option that elimination of strictly dominated options strikes', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        const left = iteratedElimination(payoffs, 'strict')
        for (const { row, column } of allEquilibria(payoffs).equilibria) {
          expect(left.row).toEqual(expect.arrayContaining([...supportOf(row)]))
          expect(left.column).toEqual(expect.arrayContaining([...supportOf(column)]))
        }
      }),
    )
  })

  test('an equilibrium gives each player at least what it can guarantee itself', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        for (const { row, column } of allEquilibria(payoffs).equilibria) {
          const earned = sum(
            row.map((part, own) => times(part, expectedPoints(payoffs, 'row', own, column))),
          )
          expect(compare(earned, exactly(maximin(payoffs, 'row').points))).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('some cell is efficient, no efficient cell is dominated by another, and the largest sum is efficient', () => {
    fc.assert(
      fc.property(table, (payoffs) => {
        const efficient = paretoEfficientCells(payoffs)
        expect(efficient.length).toBeGreaterThan(0)
        for (const [row, column] of efficient.map((cell) => pointsAt(payoffs, cell)))
          for (const [otherRow, otherColumn] of payoffs.flat())
            expect(
              otherRow >= row && otherColumn >= column && otherRow + otherColumn > row + column,
            ).toBe(false)
        for (const cell of socialOptimum(payoffs).cells)
          expect(isParetoDominated(payoffs, cell)).toBe(false)
      }),
    )
  })
})

describe('for every 2 × 2 game', () => {
  test('the closed form and the enumeration agree on the equilibrium in which both mix', () => {
    fc.assert(
      fc.property(tableOf(2, 2), (payoffs) => {
        const { equilibria, degenerate } = allEquilibria(payoffs)
        const mixed = equilibria.filter(
          ({ row, column }) => supportOf(row).length === 2 && supportOf(column).length === 2,
        )
        const closed = interiorEquilibrium(payoffs)
        if (closed !== undefined) expect(mixed).toEqual([closed])
        else if (!degenerate) expect(mixed).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('exchanging the rows keeps a symmetric game symmetric only where R = P and S = T', () => {
    fc.assert(
      fc.property(points, points, points, points, (R, S, T, P) => {
        const payoffs: Payoffs = [
          [
            [R, R],
            [S, T],
          ],
          [
            [T, S],
            [P, P],
          ],
        ]
        expect(isSymmetric(payoffs)).toBe(true)
        expect(isSymmetric(payoffs.toReversed())).toBe(R === P && S === T)
      }),
    )
  })
})

describe('a profile that is not an equilibrium', () => {
  test('is recognised wherever one player could gain a tenth of a point', () => {
    const payoffs: Payoffs = [[[0.1, 0]], [[0.2, 0]]]
    const column = pureAt(0, 1)
    expect(isEquilibrium(payoffs, { row: pureAt(0, 2), column })).toBe(false)
    expect(isEquilibrium(payoffs, { row: pureAt(1, 2), column })).toBe(true)
  })

  test('is recognised where the probabilities do not add up to one or one is negative', () => {
    const payoffs: Payoffs = [[[1, 1]], [[1, 1]]]
    const column = pureAt(0, 1)
    const half = fraction(1n, 2n)
    expect(isEquilibrium(payoffs, { row: [half, half], column })).toBe(true)
    expect(isEquilibrium(payoffs, { row: [half, ZERO], column })).toBe(false)
    expect(
      isEquilibrium(payoffs, { row: [plus(half, fraction(1n)), fraction(-1n, 2n)], column }),
    ).toBe(false)
  })
})
