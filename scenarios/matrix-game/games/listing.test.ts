import { expect, test } from 'vitest'
import { listGames } from './listing.ts'

test.each([
  [
    'prisoners-dilemma',
    '(defect, defect)',
    'defect, defect',
    '(cooperate, cooperate) (cooperate, defect) (defect, cooperate)',
    '2/5',
  ],
  ['battle-of-the-sexes', '(A, A) (B, B) (10/17 7/17, 7/17 10/17)', '–, –', '(A, A) (B, B)', ''],
  ['rock-paper-scissors', '(1/3 1/3 1/3, 1/3 1/3 1/3)', '–, –', null, ''],
])(
  '%s is listed with its equilibria',
  (name, equilibria, dominant, paretoEfficient, grimThreshold) => {
    const game = listGames().find((one) => one.name === name)
    expect(game).toMatchObject({ equilibria, dominant, grimThreshold })
    if (paretoEfficient !== null) expect(game?.paretoEfficient).toBe(paretoEfficient)
  },
)

test('every game of the catalogue is listed', () => {
  expect(listGames().every(({ equilibria }) => equilibria !== '')).toBe(true)
})
