import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measureRows } from './measure-rows.ts'
import { measures } from './measures.ts'
import { match, tell, valuesOf, type ToldMatch } from './told-run.contract.ts'

const told = (rounds: string, measure: string, more: Omit<ToldMatch, 'rounds'> = {}) =>
  valuesOf(tell(match({ rounds, ...more })), measure)

describe('choices', () => {
  test('those that the participant made itself count, what was forfeited, defaulted or planted does not', () => {
    expect(told('CC DC fC cC xD DD', 'cooperation-rate')).toEqual({ p1: 1 / 3, p2: 4 / 6 })
    expect(told('fC', 'cooperation-rate')).toMatchObject({
      p1: 'null: the participant made no decision of its own',
    })
    expect(told('CC DC fC cC xD DD', 'own-decisions')).toEqual({ p1: 3, p2: 6 })
    expect(told('CC DC fC cC xD DD', 'lost-decisions')).toEqual({ p1: 2, p2: 0 })
    expect(told('CC DC fC cC xD DD', 'planted-decisions')).toEqual({ p1: 1, p2: 0 })
  })

  test('are as decided, before any noise', () => {
    expect(told('CC CC', 'cooperation-rate', { trembles: [1] })).toEqual({ p1: 1, p2: 1 })
    expect(told('CC CC', 'state-share', { trembles: [1] })).toMatchObject({ 'p2 CD': 0.5 })
  })

  test('by round, the first round, and the last against those before', () => {
    expect(told('CD DD', 'cooperation-by-round')).toEqual({
      'p1 1': 1,
      'p1 2': 0,
      'p2 1': 0,
      'p2 2': 0,
    })
    expect(told('CD DD', 'first-cooperation')).toEqual({ p1: 1, p2: 0 })
    expect(told('CC CC CC DC CC DD', 'endgame-effect')).toEqual({ p1: -0.5, p2: -1 })
    expect(told('CC', 'endgame-effect')).toMatchObject({ p1: 'null: fewer than 4 rounds' })
  })

  test('there is no cooperation where nothing is called so, unless the payoffs are those of a dilemma', () => {
    const options = ['A', 'B'] as const
    const battle = [
      [10, 7],
      [0, 0],
      [0, 0],
      [7, 10],
    ] as const
    expect(told('CC CD', 'cooperation-rate', { options })).toEqual({ p1: 1, p2: 0.5 })
    expect(told('CC CD', 'cooperation-rate', { options, payoffs: battle })['p1']).toMatch(
      /^null: no/,
    )
    expect(told('CC CD', 'choice-rate', { options, payoffs: battle })).toMatchObject({
      'p2 B': 0.5,
    })
  })
})

describe('answers', () => {
  // Row: C C D C C; column: C D D C D. Row saw CC, CD, DD, CC.
  const ROUNDS = 'CC CD DD CC CD'

  test('conditional cooperation, by hand', () => {
    expect(told(ROUNDS, 'conditional-cooperation')).toEqual({
      'p1 CC': 1,
      'p1 CD': 0,
      'p1 DC': 'null: no own decision after DC',
      'p1 DD': 1,
      'p2 CC': 0,
      'p2 CD': 'null: no own decision after CD',
      'p2 DC': 0,
      'p2 DD': 1,
    })
  })

  test('forgiveness and retaliation, by hand', () => {
    expect(told(ROUNDS, 'forgiveness-rate')['p1']).toBe(0.5)
    // Column defected in round 2; row cooperates again in round 4. The defection of the last round is not answered any more.
    expect(told(ROUNDS, 'forgiveness-lag')['p1']).toBe(2)
    expect(told(ROUNDS, 'unforgiven-share')['p1']).toBe(0)
    expect(told('CD DD DD', 'unforgiven-share')['p1']).toBe(1)
    expect(told(ROUNDS, 'retaliation-rate')['p1']).toBe(1)
    expect(told('CD CD DD', 'retaliation-lag')['p1']).toBe(2)
    expect(told('CC CC', 'retaliation-lag')['p1']).toMatch(/^null/)
  })

  test('rounds that came to nothing are left out: the answer is to the one before', () => {
    expect(told('CD fC CC', 'conditional-cooperation')).toMatchObject({ 'p1 CD': 1 })
  })

  test('win-stay, lose-shift', () => {
    expect(told('CC CD DD CD', 'win-stay-rate')).toEqual({ p1: 1, p2: 0.5 })
    expect(told('CC CD DD CD', 'lose-shift-rate')).toEqual({ p1: 1, p2: 0 })
  })
})

describe('what it comes to together', () => {
  test('a dilemma in half cooperation', () => {
    expect(told('CC DD', 'payoff-efficiency')).toEqual({ run: 0.5 })
    expect(told('CC DD', 'equilibrium-efficiency')).toEqual({ run: 0.5 })
    expect(told('CC DD', 'equilibrium-rate')).toEqual({ run: 0.5 })
    expect(told('CC DD', 'pareto-rate')).toEqual({ run: 0.5 })
    expect(told('CC DD', 'pareto-shortfall')).toEqual({ run: 1.5 })
    expect(told('CD DC', 'exploitation-balance')).toEqual({ p1: 0, p2: 0 })
  })

  test('taking turns in the battle of the sexes', () => {
    const payoffs = [
      [10, 7],
      [0, 0],
      [0, 0],
      [7, 10],
    ] as const
    const options = ['A', 'B'] as const
    const battle = { payoffs, options }
    expect(told('CC DD CC DD', 'turn-taking', battle)).toEqual({ run: 1 })
    expect(told('CC CC CC CC', 'turn-taking', battle)).toEqual({ run: 0 })
    expect(told('CC CD DD', 'coordination-rate', battle)).toEqual({ run: 2 / 3 })
    expect(told('CC CD DD', 'cell-share', battle)).toMatchObject({ 'run A/B': 1 / 3 })
    expect(told('CC DD', 'equilibrium-efficiency', battle)['run']).toMatch(/^null: the best/)
    expect(told('CC', 'turn-taking')['run']).toBe(
      'null: the game has not exactly two pure equilibria',
    )
  })
})

describe('of any play', () => {
  const moves = fc.array(fc.constantFrom('CC', 'CD', 'DC', 'DD', 'fC', 'Df', 'cD', 'Cy'), {
    minLength: 1,
    maxLength: 12,
  })

  test('values lie in the range of their measure, and are null only with a reason', () => {
    fc.assert(
      fc.property(moves, (rounds) => {
        for (const { measure, value, reason } of measureRows(
          tell(match({ rounds: rounds.join(' ') })),
        )) {
          const [low, high] = measures.get(measure)?.range ?? [null, null]
          expect((value === null) === (reason !== null), measure).toBe(true)
          if (typeof value !== 'number') continue
          expect(Number.isFinite(value), measure).toBe(true)
          expect(value, measure).toBeGreaterThanOrEqual((low ?? -Infinity) - 1e-12)
          expect(value, measure).toBeLessThanOrEqual((high ?? Infinity) + 1e-12)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('states sum to 1, and who sits where changes nothing but whose value it is', () => {
    fc.assert(
      fc.property(moves, (rounds) => {
        const turned = rounds.map((pair) => [...pair].reverse().join(''))
        const [here, there] = [rounds, turned].map((list) =>
          tell(match({ rounds: list.join(' ') })),
        )
        const swap = (key: string): string =>
          key.replace(/p[12]/, (id) => (id === 'p1' ? 'p2' : 'p1'))
        for (const [name, { of }] of measures) {
          if (name === 'cell-share') continue
          const mirrored = Object.entries(valuesOf(there as never, name)).map(([key, value]) => [
            of === 'seat' ? swap(key) : key,
            value,
          ])
          const ours = valuesOf(here as never, name)
          for (const [key, value] of mirrored) {
            if (typeof value === 'number') expect(ours[key as string]).toBeCloseTo(value, 9)
            else expect(ours[key as string]).toBe(value)
          }
        }
        const states = valuesOf(here as never, 'state-share')
        const sum = ['CC', 'CD', 'DC', 'DD'].map((state) => states[`p1 ${state}`])
        if (typeof sum[0] === 'number')
          expect((sum as number[]).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
      }),
      { numRuns: 40 },
    )
  })
})
