import { describe, expect, test } from 'vitest'
import { gameNamed } from '../catalogue.ts'
import type { Payoffs } from '../game.ts'
import { fraction, toText } from './fraction.ts'
import { isEquilibrium, type Profile } from './mixture.ts'
import { allEquilibria } from './support-enumeration.ts'

const inText = ({ row, column }: Profile): string =>
  `${row.map(toText).join(' ')} | ${column.map(toText).join(' ')}`

function equilibriaOf(name: string): readonly string[] {
  const { equilibria } = allEquilibria(gameNamed(name)?.payoffs ?? [])
  return equilibria.map(inText)
}

describe('all equilibria', () => {
  test('of the worked example of the Nashpy manual are its three', () => {
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
    const { equilibria, degenerate } = allEquilibria(payoffs)
    expect(equilibria.map(inText)).toEqual(['1 0 | 0 1', '0 1 | 1 0', '1/2 1/2 | 1/2 1/2'])
    expect(degenerate).toBe(false)
  })

  test.each([
    ['prisoners-dilemma', ['0 1 | 0 1']],
    ['axelrod-prisoners-dilemma', ['0 1 | 0 1']],
    ['battle-of-the-sexes', ['1 0 | 1 0', '0 1 | 0 1', '10/17 7/17 | 7/17 10/17']],
    ['chicken', ['1 0 | 0 1', '0 1 | 1 0', '1/2 1/2 | 1/2 1/2']],
    ['hawk-dove', ['1 0 | 0 1', '0 1 | 1 0', '1/2 1/2 | 1/2 1/2']],
    ['stag-hunt', ['1 0 | 1 0', '0 1 | 0 1', '1/2 1/2 | 1/2 1/2']],
    ['deadlock', ['0 1 | 0 1']],
    ['harmony', ['1 0 | 1 0']],
    ['compromise', ['1 0 | 1 0']],
    ['hero', ['1 0 | 0 1', '0 1 | 1 0', '3/4 1/4 | 3/4 1/4']],
    ['leader', ['1 0 | 0 1', '0 1 | 1 0', '1/2 1/2 | 1/2 1/2']],
    ['matching-pennies', ['1/2 1/2 | 1/2 1/2']],
    ['asymmetric-matching-pennies', ['1/2 1/2 | 1/8 7/8']],
    ['inspection-game', ['3/4 1/4 | 1/2 1/2']],
    ['rock-paper-scissors', ['1/3 1/3 1/3 | 1/3 1/3 1/3']],
    ['shapley-game', ['1/3 1/3 1/3 | 1/3 1/3 1/3']],
    ['travelers-dilemma', ['1 0 0 0 | 1 0 0 0']],
  ])('of %s are %j', (name, expected) => {
    expect(equilibriaOf(name)).toEqual(expected)
  })

  test('of entry deterrence are a point and a segment, whose ends are listed and which is called degenerate', () => {
    const payoffs = gameNamed('entry-deterrence')?.payoffs ?? []
    const { equilibria, degenerate } = allEquilibria(payoffs)
    expect(degenerate).toBe(true)
    expect(equilibria.map(inText)).toEqual(['1 0 | 0 1', '1 0 | 1/2 1/2', '0 1 | 1 0'])
    const within = [fraction(1n, 4n), fraction(3n, 4n)]
    expect(isEquilibrium(payoffs, { row: [fraction(1n), fraction(0n)], column: within })).toBe(true)
  })

  test('of a game in which nothing matters are all four cells, and it is degenerate', () => {
    const nothing: Payoffs = [
      [
        [0, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ]
    expect(allEquilibria(nothing).equilibria).toHaveLength(4)
    expect(allEquilibria(nothing).degenerate).toBe(true)
  })

  test('of pure coordination on four options are one for each set of options', () => {
    const options = [0, 1, 2, 3]
    const payoffs: Payoffs = options.map((row) =>
      options.map((column) => (row === column ? [1, 1] : [0, 0])),
    )
    const { equilibria, degenerate } = allEquilibria(payoffs)
    expect(equilibria).toHaveLength(15)
    expect(degenerate).toBe(false)
  })

  test('are refused for games with more than four options, in words that say what else to use', () => {
    const payoffs = gameNamed('request-game-11-20')?.payoffs ?? []
    expect(() => allEquilibria(payoffs)).toThrow(/10 × 10; pureEquilibria/)
  })
})

test('the 11–20 request game has the mixed equilibrium that Arad and Rubinstein report', () => {
  const percent = (value: number): ReturnType<typeof fraction> => fraction(BigInt(value), 100n)
  const mixture = [0, 0, 0, 0, 25, 25, 20, 15, 10, 5].map(percent)
  const payoffs = gameNamed('request-game-11-20')?.payoffs ?? []
  expect(isEquilibrium(payoffs, { row: mixture, column: mixture })).toBe(true)
  const other = [0, 0, 0, 0, 25, 25, 20, 15, 5, 10].map(percent)
  expect(isEquilibrium(payoffs, { row: other, column: other })).toBe(false)
})
