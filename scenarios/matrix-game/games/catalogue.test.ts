import { describe, expect, test } from 'vitest'
import { gameNamed, games } from './catalogue.ts'
import { classics } from './classics.ts'

const DILEMMAS = [
  'prisoners-dilemma',
  'axelrod-prisoners-dilemma',
  'flood-dresher-prisoners-dilemma',
  'donation-game',
  'public-goods-pair',
  'chicken',
  'hawk-dove',
  'snowdrift',
  'volunteers-dilemma',
  'stag-hunt',
  'deadlock',
  'harmony',
]

describe('the catalogue of games', () => {
  test('holds at least twenty classics and twice 144 games of two options', () => {
    expect(classics.length).toBeGreaterThanOrEqual(20)
    expect(games).toHaveLength(classics.length + 288)
  })

  test('has unique kebab-case names, by which each game is found', () => {
    expect(new Set(games.map(({ name }) => name)).size).toBe(games.length)
    for (const game of games) {
      expect(game.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(gameNamed(game.name)).toBe(game)
    }
  })

  test('answers undefined to a name it does not hold', () => {
    expect(gameNamed('prisoners-delight')).toBeUndefined()
    expect(gameNamed('constructor')).toBeUndefined()
  })

  test('gives every game a rectangular table that fits its options, finite points and a source', () => {
    for (const { name, options, payoffs, citation, summary } of games) {
      expect(payoffs.length, name).toBe(options.row.length)
      for (const cells of payoffs) expect(cells.length, name).toBe(options.column.length)
      expect(payoffs.flat(2).every(Number.isFinite), name).toBe(true)
      expect(new Set(options.row).size, name).toBe(options.row.length)
      expect(new Set(options.column).size, name).toBe(options.column.length)
      expect(citation, name).toMatch(/\d{4}/)
      expect(summary, name).toMatch(/^[A-Z].*\.$/)
    }
  })

  test('calls the options of the dilemmas, and only theirs, cooperate and defect', () => {
    const cooperative = games.filter(({ options }) => options.row[0] === 'cooperate')
    expect(cooperative.map(({ name }) => name)).toEqual(DILEMMAS)
    for (const { options } of cooperative) {
      expect(options.row).toEqual(['cooperate', 'defect'])
      expect(options.column).toEqual(['cooperate', 'defect'])
    }
  })

  test('pays the founding study’s points in its two focal games', () => {
    expect(JSON.stringify(gameNamed('prisoners-dilemma')?.payoffs)).toBe(
      '[[[8,8],[0,10]],[[10,0],[5,5]]]',
    )
    expect(JSON.stringify(gameNamed('battle-of-the-sexes')?.payoffs)).toBe(
      '[[[10,7],[0,0]],[[0,0],[7,10]]]',
    )
  })
})
