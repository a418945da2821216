import { describe, expect, test } from 'vitest'
import { dominantOption } from './analysis/dominance.ts'
import { pureEquilibria } from './analysis/pure-equilibria.ts'
import { dilemmaPoints } from './analysis/repeated-dilemma.ts'
import { isParetoDominated } from './analysis/welfare.ts'
import { isSymmetric, withSeatsSwapped, type Game, type Payoffs } from './game.ts'
import { patternChain } from './ordinal-patterns.ts'
import {
  everyRanking,
  inCanonicalLayout,
  isStrictOrdinal,
  mapPlaceOf,
  numberOf,
  ordinalGames,
} from './ordinal.ts'

/** How many games fall under each answer. */
function tally(games: readonly Game[], ask: (game: Game) => string | number): object {
  const counts: Record<string, number> = {}
  for (const game of games) counts[ask(game)] = (counts[ask(game)] ?? 0) + 1
  return counts
}

const seatsSwapped = (payoffs: Payoffs): Payoffs => inCanonicalLayout(withSeatsSwapped(payoffs))

/** One game of each pair that differ only in who sits where. */
const upToSeats = ordinalGames.filter(
  ({ payoffs }) => numberOf(mapPlaceOf(payoffs)) <= numberOf(mapPlaceOf(seatsSwapped(payoffs))),
)

const equilibriaIn = ({ payoffs }: Game): number => pureEquilibria(payoffs).length

const isTrap = ({ payoffs }: Game): boolean => {
  const [only, ...more] = pureEquilibria(payoffs)
  return only !== undefined && more.length === 0 && isParetoDominated(payoffs, only)
}

describe('the strict ordinal 2 × 2 games', () => {
  test('are 144 of 576 tables once option names do not count, and each class has four tables', () => {
    expect(everyRanking()).toHaveLength(576)
    expect(ordinalGames).toHaveLength(144)
    const sizes = tally(
      everyRanking().map((payoffs) => ({ payoffs }) as Game),
      ({ payoffs }) => numberOf(mapPlaceOf(inCanonicalLayout(payoffs))),
    )
    expect(new Set(Object.values(sizes))).toEqual(new Set([4]))
  })

  test('are 78 once seats do not count either, 12 of them symmetric', () => {
    expect(upToSeats).toHaveLength(78)
    expect(ordinalGames.filter(({ payoffs }) => isSymmetric(payoffs))).toHaveLength(12)
  })

  test('have no, one or two pure equilibria 18, 108 and 18 times; 9, 57 and 12 up to seats', () => {
    expect(tally(ordinalGames, equilibriaIn)).toEqual({ 0: 18, 1: 108, 2: 18 })
    expect(tally(upToSeats, equilibriaIn)).toEqual({ 0: 9, 1: 57, 2: 12 })
  })

  test('give no, one or two players a dominant option 36, 72 and 36 times', () => {
    const playersWithDominance = ({ payoffs }: Game): number =>
      (['row', 'column'] as const).filter(
        (player) => dominantOption(payoffs, player, 'strict') !== undefined,
      ).length
    expect(tally(ordinalGames, playersWithDominance)).toEqual({ 0: 36, 1: 72, 2: 36 })
  })

  test('fall into families of 36, 44, 12, 19, 15 and 18', () => {
    expect(tally(ordinalGames, ({ family }) => family ?? 'none')).toEqual({
      'win-win': 36,
      biased: 44,
      'second-best': 12,
      unfair: 19,
      'pd-family': 15,
      cyclic: 18,
    })
  })

  test('have a single, Pareto-dominated equilibrium in 7 cases, 4 up to seats, all of the pd-family', () => {
    const traps = ordinalGames.filter(isTrap)
    expect(traps).toHaveLength(7)
    expect(upToSeats.filter(isTrap)).toHaveLength(4)
    expect(new Set(traps.map(({ family }) => family))).toEqual(new Set(['pd-family']))
  })
})

describe('the map of ordinal games', () => {
  test('numbers them 001 to 144 in order', () => {
    expect(ordinalGames.map(({ name }) => name)).toEqual(
      Array.from({ length: 144 }, (_, index) => `ordinal-${String(index + 1).padStart(3, '0')}`),
    )
    for (const [index, { payoffs }] of ordinalGames.entries())
      expect(numberOf(mapPlaceOf(payoffs))).toBe(index + 1)
  })

  test('puts row’s 4 in the left column and column’s 4 in the upper row', () => {
    for (const { payoffs } of ordinalGames) {
      expect(isStrictOrdinal(payoffs)).toBe(true)
      expect(payoffs.map(([left]) => left?.[0])).toContain(4)
      expect(payoffs[0]?.map(([, column]) => column)).toContain(4)
    }
  })

  test('mirrors a game on the falling counter-diagonal when the seats are exchanged', () => {
    for (const { payoffs } of ordinalGames) {
      const { mapRow, mapColumn } = mapPlaceOf(payoffs)
      expect(mapPlaceOf(seatsSwapped(payoffs))).toEqual({
        mapRow: 13 - mapColumn,
        mapColumn: 13 - mapRow,
      })
    }
  })

  test('walks through twelve different patterns, each with its 4 under the other’s first option', () => {
    expect(new Set(patternChain.map(String)).size).toBe(12)
    for (const [aa, , ba] of patternChain) expect([aa, ba]).toContain(4)
  })
})

/** The order of R, S, T, P, largest first, with the options named so that R > P. */
function payoffOrder(payoffs: Payoffs): string {
  const points = dilemmaPoints(payoffs)
  if (points === undefined) return 'not symmetric'
  const { R, S, T, P } = points
  const named = R > P ? { R, S, T, P } : { R: P, S: T, T: S, P: R }
  return Object.entries(named)
    .sort(([, a], [, b]) => b - a)
    .map(([letter]) => letter)
    .join('>')
}

test('the twelve symmetric games bear the names of their payoff orders, along the counter-diagonal', () => {
  const symmetric = ordinalGames.filter(({ payoffs }) => isSymmetric(payoffs))
  const lines = symmetric.map(
    ({ name, title, payoffs }) => `${name} ${title} ${payoffOrder(payoffs)}`,
  )
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "ordinal-012 Chicken (ordinal) T>R>S>P
    ordinal-023 Battle (ordinal) T>S>R>P
    ordinal-034 Hero (ordinal) S>T>R>P
    ordinal-045 Compromise (ordinal) S>R>T>P
    ordinal-056 Deadlock (ordinal) S>R>P>T
    ordinal-067 Prisoner’s Dilemma (ordinal) T>R>P>S
    ordinal-078 Stag Hunt (ordinal) R>T>P>S
    ordinal-089 Assurance (ordinal) R>P>T>S
    ordinal-100 Coordination (ordinal) R>P>S>T
    ordinal-111 Peace (ordinal) R>S>P>T
    ordinal-122 Harmony (ordinal) R>S>T>P
    ordinal-133 Concord (ordinal) R>T>S>P"
  `)
})
