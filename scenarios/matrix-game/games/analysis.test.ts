import { describe, expect, test } from 'vitest'
import { analyse } from './analysis.ts'
import { dominantOption, dominatedOptions, iteratedElimination } from './analysis/dominance.ts'
import { toText } from './analysis/fraction.ts'
import { maximin } from './analysis/maximin.ts'
import { interiorEquilibrium } from './analysis/mixed-2x2.ts'
import { pureEquilibria } from './analysis/pure-equilibria.ts'
import { dilemmaPoints, grimThreshold } from './analysis/repeated-dilemma.ts'
import { paretoEfficientCells, socialOptimum } from './analysis/welfare.ts'
import { gameNamed, games } from './catalogue.ts'
import type { Payoffs } from './game.ts'

const payoffsOf = (name: string): Payoffs => gameNamed(name)?.payoffs ?? []

test('the prisoner’s dilemma is analysed as every textbook has it', () => {
  const analysis = analyse(payoffsOf('prisoners-dilemma'))
  expect(analysis.symmetric).toBe(true)
  expect(analysis.pureEquilibria).toEqual([[1, 1]])
  expect(analysis.equilibria?.equilibria).toHaveLength(1)
  expect(analysis.dominant).toEqual({ row: 1, column: 1 })
  expect(analysis.survivors).toEqual({ row: [1], column: [1] })
  expect(analysis.paretoEfficient).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
  ])
  expect(analysis.maximin.row).toEqual({ points: 5, options: [1] })
  expect(analysis.socialOptimum.cells).toEqual([[0, 0]])
  expect(toText(analysis.socialOptimum.points)).toBe('16')
  expect(analysis.grimThreshold && toText(analysis.grimThreshold)).toBe('2/5')
})

test('every game of the catalogue can be analysed', () => {
  for (const game of games) {
    const { equilibria, paretoEfficient } = analyse(game.payoffs)
    expect(paretoEfficient.length, game.name).toBeGreaterThan(0)
    const isSmall = game.options.row.length <= 4
    expect(equilibria !== undefined, game.name).toBe(isSmall)
  }
})

describe('pure equilibria', () => {
  test('of the minimum effort game are all seven equal efforts', () => {
    expect(pureEquilibria(payoffsOf('minimum-effort'))).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((effort) => [effort, effort]),
    )
  })

  test('of the 11–20 request game do not exist', () => {
    expect(pureEquilibria(payoffsOf('request-game-11-20'))).toEqual([])
  })
})

describe('dominance', () => {
  const weakOnly: Payoffs = [
    [
      [1, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [2, 0],
    ],
  ]

  test('is weak where the better option is only sometimes better', () => {
    expect(dominantOption(weakOnly, 'row', 'strict')).toBeUndefined()
    expect(dominantOption(weakOnly, 'row', 'weak')).toBe(1)
    expect(dominatedOptions(weakOnly, 'row', 'weak')).toEqual([0])
  })

  test('does not arise between two options that always earn alike', () => {
    expect(dominatedOptions(weakOnly, 'column', 'weak')).toEqual([])
  })

  test('unravels the traveler’s dilemma down to the smallest claim, weakly but not strictly', () => {
    const payoffs = payoffsOf('travelers-dilemma')
    expect(iteratedElimination(payoffs, 'weak')).toEqual({ row: [0], column: [0] })
    expect(iteratedElimination(payoffs, 'strict').row.length).toBeGreaterThan(1)
  })

  test('is applied again after the opponent’s options are struck', () => {
    const payoffs: Payoffs = [
      [
        [3, 3],
        [0, 2],
      ],
      [
        [1, 1],
        [1, 0],
      ],
    ]
    expect(dominatedOptions(payoffs, 'row', 'strict')).toEqual([])
    expect(iteratedElimination(payoffs, 'strict')).toEqual({ row: [0], column: [0] })
  })
})

describe('maximin', () => {
  test('in matching pennies is the loss, whatever the player chooses', () => {
    expect(maximin(payoffsOf('matching-pennies'), 'column')).toEqual({
      points: -1,
      options: [0, 1],
    })
  })

  test('in the stag hunt is the hare', () => {
    expect(maximin(payoffsOf('stag-hunt'), 'row')).toEqual({ points: 2, options: [1] })
  })
})

describe('the mixed equilibrium in closed form', () => {
  test('of the battle of the sexes gives each its own preference 10 times in 17', () => {
    const profile = interiorEquilibrium(payoffsOf('battle-of-the-sexes'))
    expect(profile?.row.map(toText)).toEqual(['10/17', '7/17'])
    expect(profile?.column.map(toText)).toEqual(['7/17', '10/17'])
  })

  test('does not exist in the prisoner’s dilemma', () => {
    expect(interiorEquilibrium(payoffsOf('prisoners-dilemma'))).toBeUndefined()
  })

  test('is refused for games that are not 2 × 2', () => {
    expect(() => interiorEquilibrium(payoffsOf('rock-paper-scissors'))).toThrow(RangeError)
  })
})

describe('welfare', () => {
  test('of a constant-sum game calls every cell efficient', () => {
    expect(paretoEfficientCells(payoffsOf('rock-paper-scissors'))).toHaveLength(9)
  })

  test('finds sums that floating point would get wrong', () => {
    const payoffs: Payoffs = [
      [
        [0.1, 0.2],
        [0.3, 0],
      ],
    ]
    const { cells, points } = socialOptimum(payoffs)
    expect(toText(points)).toBe('3/10')
    expect(cells).toEqual([
      [0, 0],
      [0, 1],
    ])
  })
})

describe('the grim threshold', () => {
  test.each([
    ['axelrod-prisoners-dilemma', '1/2'],
    ['donation-game', '1/3'],
    ['public-goods-pair', '1/4'],
  ])('of %s is %s', (name, threshold) => {
    const points = dilemmaPoints(payoffsOf(name))
    const found = points && grimThreshold(points)
    expect(found && toText(found)).toBe(threshold)
  })

  test('is for symmetric prisoner’s dilemmas only', () => {
    const chicken = dilemmaPoints(payoffsOf('chicken'))
    expect(chicken).toEqual({ R: 3, S: 2, T: 4, P: 1 })
    expect(chicken && grimThreshold(chicken)).toBeUndefined()
    expect(dilemmaPoints(payoffsOf('flood-dresher-prisoners-dilemma'))).toBeUndefined()
  })
})
