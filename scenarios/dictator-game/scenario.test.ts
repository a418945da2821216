/** The dictator game pays what it says, to the cent, and invents no gift. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesOf, listed, play, tell, type Played } from '../trust-game/playing.contract.ts'
import { Parameters } from './game.ts'
import { dictatorGame } from './scenario.ts'

const ROLES = ['dictator', 'recipient']
const given = (list: readonly (number | undefined)[]) => listed({ 'dictator/give': list })
const paid = ({ entries }: Played): number[] =>
  entriesOf(entries, 'payoff-awarded').map(({ points }) => points)

describe('payoffs', () => {
  test('divide the endowment', async () => {
    expect(paid(await play(dictatorGame, ROLES, {}, { player: given([2]) }))).toEqual([8, 2])
    expect(paid(await play(dictatorGame, ROLES, {}, { player: given([0]) }))).toEqual([10, 0])
  })

  test('are those of the trust game without a return where what is given is tripled', async () => {
    const twin = { multiplier: 3, step: 0.1 }
    expect(paid(await play(dictatorGame, ROLES, twin, { player: given([6.3]) }))).toEqual([
      3.7, 18.9,
    ])
  })

  test('together are the endowment and what the multiplier adds, without a binary rest', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 3, 2.5, 0.5),
        fc.constantFrom(1, 0.1, 0.01),
        fc.nat(),
        async (multiplier, step, seed) => {
          const played = await play(dictatorGame, ROLES, { multiplier, step, rounds: 3 }, { seed })
          const gifts = entriesOf(played.entries, 'decision-taken').map(({ value }) =>
            Number(value),
          )
          const points = paid(played)
          gifts.forEach((gift, i) => {
            const [mine = 0, theirs = 0] = points.slice(2 * i)
            expect(mine + theirs).toBeCloseTo(10 + (multiplier - 1) * gift, 9)
            expect(`${mine} ${theirs}`).toMatch(/^\d+(\.\d{1,4})? \d+(\.\d{1,4})?$/)
          })
        },
      ),
    ))
})

test('a forfeited gift is no gift of nothing: the round is void, and both are told', async () => {
  const played = await play(dictatorGame, ROLES, { rounds: 2 }, { player: given([undefined, 5]) })
  expect(paid(played)).toEqual([0, 0, 5, 5])
  expect(played.readings[1]?.parts['history']).toBe(
    'Round 1: you did not answer; nobody earned anything.',
  )
})

test('the words conform to what is paid, whatever the parameters', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(10, 7.5, 100),
      fc.constantFrom(1, 3, 0.5, 2.5),
      fc.constantFrom('$', 'points', '€'),
      fc.integer({ min: 1, max: 3 }),
      (endowment, multiplier, unit, rounds) => {
        const parameters = Parameters.parse({ endowment, multiplier, unit, rounds, step: 0.5 })
        expect(dictatorGame.conformance?.(parameters)).toEqual([])
      },
    ),
  ))

test('the golden record reads as it always did', async () => {
  const played = await play(
    dictatorGame,
    ROLES,
    { multiplier: 3, rounds: 2 },
    { player: given([4, 0]) },
  )
  await expect(tell(played)).toMatchFileSnapshot('golden/two-rounds.txt')
})

const set = (at: object, parameters: object) =>
  ({ interventions: [{ at, deed: { do: 'set', parameters } }] }) as never

test('parameters that are changed hold from that round on, and are told to both', async () => {
  const plan = set({ round: 2 }, { multiplier: 2, endowment: 20 })
  const played = await play(dictatorGame, ROLES, { rounds: 2 }, { player: given([3, 5]), plan })
  expect(paid(played)).toEqual([7, 3, 15, 10])
  expect(played.readings[1]?.parts['rules']).toContain('you receive $20')
  expect(played.readings[1]?.parts['rules']).toContain('2 times what you give')
  expect(played.readings[1]?.parts['history']).toContain('you gave $3; you earned $7')
})

test('fewer rounds than have begun are refused', async () => {
  const plan = set({ round: 3 }, { rounds: 2 })
  await expect(play(dictatorGame, ROLES, { rounds: 4 }, { plan })).rejects.toThrow(
    'rounds: round 3 has begun',
  )
})
