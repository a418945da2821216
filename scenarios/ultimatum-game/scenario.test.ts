/** The ultimatum game pays what it says by every method, and the strategy method gives nothing away. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anyPlayer,
  entriesOf,
  forgetful,
  listed,
  play,
  tell,
  type Played,
  type Player,
} from '../trust-game/playing.contract.ts'
import { Parameters } from './game.ts'
import { ultimatumGame } from './scenario.ts'

const ROLES = ['proposer', 'responder']
const paid = ({ entries }: Played): number[] =>
  entriesOf(entries, 'payoff-awarded').map(({ points }) => points)
const answers = listed

const methods = fc.constantFrom('direct' as const, 'minimum' as const, 'each-offer' as const)

describe('payoffs', () => {
  test('divide the pie where the offer is accepted, and are nothing where it is rejected', async () => {
    const accepted = answers({ 'proposer/offer': [4], 'responder/respond': ['accept'] })
    expect(paid(await play(ultimatumGame, ROLES, {}, { player: accepted }))).toEqual([6, 4])
    const rejected = answers({ 'proposer/offer': [1], 'responder/respond': ['reject'] })
    expect(paid(await play(ultimatumGame, ROLES, {}, { player: rejected }))).toEqual([0, 0])
  })

  test('by the least that is accepted: that much and more is accepted, less is rejected', async () => {
    const parameters = { method: 'minimum', rounds: 3, step: 0.1 }
    const player = answers({ 'proposer/offer': [3, 2.9, 3.1], 'responder/minimum': [3, 3, 3] })
    expect(paid(await play(ultimatumGame, ROLES, parameters, { player }))).toEqual([
      7, 3, 0, 0, 6.9, 3.1,
    ])
  })

  test.each(['ascending', 'shuffled'])(
    'by an answer to each offer, asked in %s sequence: the answer to the offer that was made counts',
    async (sequence) => {
      const accepting: Player = ({ ask, seen }) => {
        if (ask.name === 'offer') return 2
        const { offer } = seen.facts<{ offer: number }>('supposed').at(-1) ?? { offer: 0 }
        // Odd tastes, so that neighbours are told apart: 2 and 4 only.
        return offer === 2 || offer === 4 ? 'accept' : 'reject'
      }
      const parameters = { method: 'each-offer', pie: 5, sequence }
      const played = await play(ultimatumGame, ROLES, parameters, { player: accepting, seed: 3 })
      expect(paid(played)).toEqual([3, 2])
      const asked = entriesOf(played.entries, 'fact-shown')
        .filter(({ name }) => name === 'supposed')
        .map(({ data }) => (data as { offer: number }).offer)
      expect([...asked].sort()).toEqual([0, 1, 2, 3, 4, 5])
      if (sequence === 'ascending') expect(asked).toEqual([0, 1, 2, 3, 4, 5])
      else expect(asked).not.toEqual([0, 1, 2, 3, 4, 5])
    },
  )

  test('are the whole pie or nothing, whatever is answered', () =>
    fc.assert(
      fc.asyncProperty(methods, fc.nat(), async (method, seed) => {
        const parameters = { method, pie: 2, step: 0.1, rounds: 2 }
        const points = paid(
          await play(ultimatumGame, ROLES, parameters, { seed, player: forgetful }),
        )
        for (let i = 0; i < points.length; i += 2)
          expect([0, 2]).toContain(
            Number(((points[i] ?? 0) + (points[i + 1] ?? 0)).toPrecision(12)),
          )
      }),
      { numRuns: 40 },
    ))
})

describe('a forfeit voids the round', () => {
  test('of the offer: nobody is asked to respond', async () => {
    const player = answers({ 'proposer/offer': [undefined, 5], 'responder/respond': ['accept'] })
    const played = await play(ultimatumGame, ROLES, { rounds: 2 }, { player })
    expect(paid(played)).toEqual([0, 0, 5, 5])
    expect(played.readings[1]?.parts['history']).toBe(
      'Round 1: you made no offer; nobody earned anything.',
    )
  })

  test('of the answer: it is no rejection', async () => {
    const player = answers({
      'proposer/offer': [5, 5],
      'responder/respond': [undefined, 'accept'],
    })
    const played = await play(ultimatumGame, ROLES, { rounds: 2 }, { player })
    expect(played.readings[2]?.parts['history']).toBe(
      'Round 1: you offered $5, the other player did not answer; nobody earned anything.',
    )
  })

  test('of an answer to an offer that was not made: it is no matter', async () => {
    const player = answers({
      'proposer/offer': [2],
      'responder/respond': [undefined, undefined, 'accept'],
    })
    const parameters = { method: 'each-offer', pie: 2 }
    expect(paid(await play(ultimatumGame, ROLES, parameters, { player }))).toEqual([0, 2])
  })
})

test('by the strategy method the responder reads nothing of the offer before the round is over', () =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom('minimum', 'each-offer'), fc.nat(), async (method, seed) => {
      const offering =
        (all: boolean): Player =>
        (situation, role, random) => {
          const { ask } = situation
          if (role === 'responder' || ask.form.kind !== 'amount')
            return anyPlayer(situation, role, random)
          return all ? ask.form.max : 0
        }
      const parameters = { method, pie: 3 }
      const read = async (all: boolean) =>
        (await play(ultimatumGame, ROLES, parameters, { seed, player: offering(all) })).readings
          .filter(({ role }) => role === 'responder')
          .map(({ parts }) => parts)
      expect(await read(true)).toEqual(await read(false))
    }),
    { numRuns: 20 },
  ))

test('the words conform to what is paid, whatever the parameters', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(10, 7.5, 100),
      methods,
      fc.constantFrom('$', 'points', '€'),
      fc.integer({ min: 1, max: 3 }),
      (pie, method, unit, rounds) => {
        const parameters = Parameters.parse({ pie, method, unit, rounds, step: 2.5 })
        expect(ultimatumGame.conformance?.(parameters)).toEqual([])
      },
    ),
  ))

test('more offers than anybody can be asked about are refused', () => {
  expect(Parameters.safeParse({ method: 'each-offer', step: 0.01 }).success).toBe(false)
  expect(Parameters.safeParse({ method: 'minimum', step: 0.01 }).success).toBe(true)
})

test('the golden record reads as it always did', async () => {
  const player = answers({ 'proposer/offer': [3, 5], 'responder/respond': ['reject', 'accept'] })
  const played = await play(ultimatumGame, ROLES, { rounds: 2 }, { player })
  await expect(tell(played)).toMatchFileSnapshot('golden/two-rounds.txt')
})

const set = (at: object, parameters: object) =>
  ({ interventions: [{ at, deed: { do: 'set', parameters } }] }) as never

test.each([
  ['before an offer, at once', { tick: 0 }, [15, 5, 15, 5]],
  ['once an offer is made, from the next round on', { tick: 1 }, [5, 5, 15, 5]],
])('a pie that is changed %s', async (_, at, points) => {
  const player = listed({ 'proposer/offer': [5, 5], 'responder/respond': ['accept', 'accept'] })
  const plan = set(at, { pie: 20 })
  const played = await play(ultimatumGame, ROLES, { rounds: 2 }, { player, plan })
  expect(entriesOf(played.entries, 'payoff-awarded').map((paid) => paid.points)).toEqual(points)
  const told = played.readings.map(
    ({ parts }) => /there are \$(\d+)/.exec(parts['rules'] ?? '')?.[1],
  )
  expect(told).toEqual(points[0] === 15 ? ['20', '20', '20', '20'] : ['10', '10', '20', '20'])
})
