import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { match, tell, valuesOf, type ToldMatch } from './told-run.contract.ts'

const told = (rounds: string, measure: string, more: Omit<ToldMatch, 'rounds'> = {}) =>
  valuesOf(tell(match({ rounds, ...more })), measure)

describe('the first defection', () => {
  test('has a round, of each participant and of the run, counted from 1', () => {
    const rounds = 'CC CD CC DD'
    expect(told(rounds, 'first-defection-round')).toEqual({ p1: 4, p2: 2 })
    expect(told(rounds, 'defection-onset')).toEqual({ run: 2 })
    expect(told(rounds, 'defected-first')).toEqual({ p1: 0, p2: 1 })
    expect(told(rounds, 'never-defected')).toEqual({ p1: 0, p2: 0 })
  })

  test('is missing, not 0, where there is none', () => {
    expect(told('CC CC', 'first-defection-round')).toEqual({
      p1: 'null: it never defected',
      p2: 'null: it never defected',
    })
    expect(told('CC CC', 'defection-onset')).toEqual({ run: 'null: nobody defected' })
    expect(told('CC CC', 'defected-first')['p1']).toBe('null: nobody defected')
    expect(told('CC CC', 'never-defected')).toEqual({ p1: 1, p2: 1 })
  })

  test('in the same round is that of both', () => {
    expect(told('CC DD', 'defected-first')).toEqual({ p1: 1, p2: 1 })
  })

  test('is one that the participant decided itself: what was forfeited, defaulted or planted is not', () => {
    expect(told('fC dC yC DC', 'first-defection-round')['p1']).toBe(4)
    expect(told('fC dC', 'first-defection-round')['p1']).toMatch(/^null: the participant made no/)
    expect(told('fC dC', 'never-defected')['p1']).toMatch(/^null: the participant made no/)
    expect(told('fC dC', 'defected-first')['p1']).toMatch(/^null: the participant made no/)
    expect(told('ff ff', 'defection-onset')['run']).toBe('null: nobody decided')
  })

  test('is not that of who answers a planted one, and where chance began it neither was first', () => {
    expect(told('yC CD', 'defected-first')).toEqual({ p1: 0, p2: 0 })
    expect(told('CC CD DD', 'defected-first', { trembles: [1] })).toEqual({ p1: 0, p2: 0 })
    expect(told('CC CD DD', 'first-defection-round', { trembles: [1] })).toEqual({ p1: 3, p2: 2 })
  })

  test('goes by the dominated option where none is called cooperate, and is none in other games', () => {
    const options = ['A', 'B'] as const
    const battle = [
      [10, 7],
      [0, 0],
      [0, 0],
      [7, 10],
    ] as const
    expect(told('CC CD', 'defection-onset', { options })).toEqual({ run: 2 })
    for (const measure of ['defection-onset', 'defected-first', 'first-defection-round'])
      for (const value of Object.values(told('CC CD', measure, { options, payoffs: battle })))
        expect(value).toMatch(/^null: no option is called cooperate/)
  })

  test('of any play without noise: who was first has the round of the run, and who has no round never defected', () => {
    const moves = fc.array(fc.constantFrom('CC', 'CC', 'CC', 'CD', 'DC', 'DD'), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(moves, (rounds) => {
        const store = tell(match({ rounds: rounds.join(' ') }))
        const of = (measure: string) => valuesOf(store, measure)
        const onset = of('defection-onset')['run']
        for (const [place, id] of ['p1', 'p2'].entries()) {
          const round = of('first-defection-round')[id]
          const plain = rounds.findIndex((pair) => pair[place] === 'D') + 1
          expect(round).toBe(plain === 0 ? 'null: it never defected' : plain)
          expect(of('never-defected')[id]).toBe(plain === 0 ? 1 : 0)
          const isFirst =
            typeof onset === 'number' ? Number(round === onset) : `null: nobody defected`
          expect(of('defected-first')[id]).toBe(isFirst)
        }
      }),
      { numRuns: 60 },
    )
  })
})
