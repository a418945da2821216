import { describe, expect, test } from 'vitest'
import { isParetoDominated } from './analysis/welfare.ts'
import { pureEquilibria } from './analysis/pure-equilibria.ts'
import { foundingStudyGames } from './founding-study.ts'
import table from './founding-study-games.json' with { type: 'json' }
import { ordinalGames } from './ordinal.ts'

const NOT_STRICT = [17, 18, 19, 20, 21, 22, 23, 24, 58, 59, 60, 83, 84, 95, 96]

const numbered = foundingStudyGames.map((game, index) => ({ number: index + 1, game }))

describe('the founding study’s games', () => {
  test('are akata-1 to akata-144', () => {
    expect(foundingStudyGames.map(({ name }) => name)).toEqual(
      Array.from({ length: 144 }, (_, index) => `akata-${index + 1}`),
    )
  })

  test('repeat a rank in exactly the fifteen known tables', () => {
    const flagged = numbered.filter(({ game }) => game.strict === false)
    expect(flagged.map(({ number }) => number)).toEqual(NOT_STRICT)
    expect(flagged.every(({ game }) => game.note?.includes('repeats a rank'))).toBe(true)
  })

  test('are otherwise the ordinal games of the same numbers, cell for cell', () => {
    for (const { number, game } of numbered)
      if (game.strict === true) expect(game.payoffs).toEqual(ordinalGames[number - 1]?.payoffs)
      else expect(game.payoffs).not.toEqual(ordinalGames[number - 1]?.payoffs)
  })

  test('keep the slip of game 23, where row’s 2 is a 3', () => {
    expect(foundingStudyGames[22]?.payoffs).toEqual([
      [
        [3, 2],
        [3, 4],
      ],
      [
        [4, 3],
        [1, 1],
      ],
    ])
  })

  test('have the published families, which refine the rule for ordinal games', () => {
    const ours: Record<string, string> = {
      'Win-win': 'win-win',
      Biased: 'biased',
      'Second Best': 'second-best',
      Unfair: 'unfair',
      'PD Family': 'pd-family',
      Tragic: 'pd-family',
      Cyclic: 'cyclic',
    }
    for (const { number, game } of numbered)
      expect(ours[game.family ?? ''], game.name).toBe(ordinalGames[number - 1]?.family)
  })

  test('are called PD family where the only equilibrium is Pareto-dominated, and nowhere else', () => {
    for (const { game } of numbered) {
      const [only, ...more] = pureEquilibria(game.payoffs)
      const isTrap =
        only !== undefined && more.length === 0 && isParetoDominated(game.payoffs, only)
      if (game.strict === true) expect(game.family === 'PD Family', game.name).toBe(isTrap)
    }
  })

  test('come with the licence of their source', () => {
    expect(table.licence.join('\n')).toMatch(/^MIT License\nCopyright \(c\) 2024 Elif Akata\n/)
    expect(table.attribution).toMatch(/MIT licence/)
  })
})
