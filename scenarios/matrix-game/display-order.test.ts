/** The order in which options are named, as an experiment may set it. */
import { describe, expect, test } from 'vitest'
import { displayOrder } from './display-order.ts'
import { Parameters } from './parameters.ts'
import { stageGameOf } from './stage-game.ts'

const given = { game: 'prisoners-dilemma', rounds: 5 }

/** Row's order in rounds 1 to 5; column's is the same. */
function orders(settings: object, draws: readonly number[] = []): string[] {
  const parameters = Parameters.parse({ ...given, ...settings })
  const game = stageGameOf(parameters)
  return [1, 2, 3, 4, 5].map((round) => {
    const { row, column } = displayOrder(parameters, game, round, (_, i) => draws[i] ?? 0)
    expect(column).toEqual(row)
    return row.join('')
  })
}

describe('the order of options', () => {
  test('is canonical, or canonical backwards, throughout', () => {
    expect(orders({})).toEqual(['01', '01', '01', '01', '01'])
    expect(orders({ order: 'reversed' })).toEqual(['10', '10', '10', '10', '10'])
  })

  test('is given by index, once for all rounds', () => {
    expect(orders({ order: [1, 0] })).toEqual(['10', '10', '10', '10', '10'])
  })

  test('is given for each round, and over again where there are more rounds', () => {
    const order = [
      [1, 0],
      [0, 1],
      [0, 1],
    ]
    expect(orders({ order })).toEqual(['10', '01', '01', '10', '01'])
    expect(orders({ order, rotation: 1 })).toEqual(['01', '10', '10', '01', '10'])
  })

  test('is drawn for each round by a draw of that round’s own', () => {
    const draws = [0, 0, 0, 0.9, 0, 0, 0, 0.9, 0, 0.9]
    expect(orders({ order: 'shuffled' }, draws)).toEqual(['10', '01', '10', '01', '01'])
  })

  test.each([
    [[0, 0]],
    [[0, 1, 2]],
    [
      [
        [0, 1],
        [1, 1],
      ],
    ],
    [[]],
    [[[]]],
  ])('cannot be %j', (order) => {
    expect(Parameters.safeParse({ ...given, order }).error?.issues[0]?.path[0]).toBe('order')
  })
})
