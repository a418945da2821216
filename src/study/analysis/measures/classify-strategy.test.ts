import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyStrategy, contradictionCounts, memoryOneFit } from './classify-strategy.ts'
import type { Side } from './sides.ts'
import { automata, type Automaton } from './strategies.ts'
import { strategyShares } from './strategy-shares.ts'
import { Streams } from '../../../base/random.ts'

/** Own and the other's moves as they were played: `CD` for own C, other D. */
function sideFrom(rounds: string): Side {
  const pairs = rounds.split(' ')
  const bit = (move: string | undefined): number => (move === 'C' ? 0 : 1)
  return {
    seat: 0,
    length: pairs.length,
    own: Int8Array.from(pairs, (pair) => bit(pair[0])),
    state: Int8Array.from(pairs, (pair) => 2 * bit(pair[0]) + bit(pair[1])),
  }
}

/** An automaton against moves of the other; in the rounds of `slips` it does the other thing. */
function playedBy(
  { states }: Automaton,
  others: readonly number[],
  slips: readonly number[] = [],
): Side {
  let at = 0
  const own: number[] = []
  const state: number[] = []
  others.forEach((other, i) => {
    const { move = 0, next = [0, 0, 0, 0] } = states[at] ?? {}
    const made = slips.includes(i) ? 1 - move : move
    own.push(made)
    state.push(2 * made + other)
    at = next[2 * made + other] ?? 0
  })
  return { seat: 0, length: own.length, own: Int8Array.from(own), state: Int8Array.from(state) }
}

const moves = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 2, maxLength: 40 })
const anyAutomaton = fc.constantFrom(...automata)

describe('classification by likelihood', () => {
  test('a strategy that is played without errors is among the best, with no error', () => {
    fc.assert(
      fc.property(anyAutomaton, moves, (automaton, others) => {
        const found = classifyStrategy(playedBy(automaton, others))
        expect(found?.best).toContain(automaton.name)
        expect(found?.fits()[0]).toMatchObject({ contradictions: 0, error: 0, logLikelihood: 0 })
      }),
    )
  })

  test('against a steady cooperator, all that never defect first are told as tied', () => {
    const found = classifyStrategy(sideFrom('CC CC CC CC CC CC'))
    expect(found?.best).toEqual([
      'always-cooperate',
      'tit-for-tat',
      'grim',
      'grim-mutual',
      'win-stay-lose-shift',
      'tit-for-two-tats',
      'tit-for-three-tats',
      'two-tits-for-tat',
      'fool-me-once',
    ])
  })

  test('one slip of tit for tat in ten rounds: the error is a tenth, and nothing fits as well', () => {
    const titForTat = automata.find(({ name }) => name === 'tit-for-tat') as Automaton
    const side = playedBy(titForTat, [0, 1, 0, 1, 1, 0, 0, 1, 0, 0], [6])
    const found = classifyStrategy(side)
    expect(found?.best).toEqual(['tit-for-tat'])
    expect(found?.fits()[0]?.error).toBeCloseTo(0.1, 12)
    expect(found?.fits()[0]?.logLikelihood).toBeCloseTo(Math.log(0.1) + 9 * Math.log(0.9), 12)
    expect(found?.margin).toBeGreaterThan(0)
  })

  test('play that nothing predicts is a coin', () => {
    const random = new Streams(3).stream('coin')
    const others = Array.from({ length: 60 }, () => random.below(2))
    const own = Int8Array.from(others, () => random.below(2))
    const state = Int8Array.from(own, (move, i) => 2 * move + (others[i] ?? 0))
    const found = classifyStrategy({ seat: 0, length: own.length, own, state })
    expect(found?.best).toEqual(['coin'])
    expect(found?.fits()[0]?.error).toBeNull()
  })

  test('posteriors sum to 1; one decision is too few', () => {
    fc.assert(
      fc.property(anyAutomaton, moves, (automaton, others) => {
        const fits = classifyStrategy(playedBy(automaton, others, [1]))?.fits() ?? []
        expect(fits.reduce((sum, { posterior }) => sum + posterior, 0)).toBeCloseTo(1, 12)
      }),
    )
    expect(classifyStrategy(sideFrom('CC'))).toBeNull()
  })

  test('the memory-one automaton is what was done more often after each outcome', () => {
    expect(memoryOneFit(sideFrom('CC CD DC CC CD DD DC CC'))).toEqual({
      automaton: 'C/CDCD',
      contradictions: 0,
      error: 0,
    })
    expect(memoryOneFit(sideFrom('DC DC CC DC'))).toMatchObject({ automaton: 'D/D??' + '?' })
  })

  test('no automaton with memory of one round contradicts fewer decisions', () => {
    const all = Array.from({ length: 32 }, (_, code): Automaton => {
      const bit = (place: number): 0 | 1 => ((code >> place) & 1) as 0 | 1
      // State 0 begins; state 1 + k is where the outcome k leads.
      const next = [1, 2, 3, 4] as const
      const states = [bit(0), bit(1), bit(2), bit(3), bit(4)].map((move) => ({ move, next }))
      return { name: String(code), means: '', citation: '', states }
    })
    fc.assert(
      fc.property(anyAutomaton, moves, (automaton, others) => {
        const side = playedBy(automaton, others, [2, 5])
        const wrong = all.map((one) => {
          let at = 0
          let count = 0
          for (let i = 0; i < side.length; i++) {
            const { move = 0, next = [] } = one.states[at] ?? {}
            if (side.own[i] !== move) count++
            at = next[side.state[i] ?? 0] ?? 0
          }
          return count
        })
        expect(memoryOneFit(side)?.contradictions).toBe(Math.min(...wrong))
      }),
    )
  })
})

describe('shares of strategies in a population', () => {
  const streams = new Streams(1)
  const random = streams.stream('population')
  const sampleOf = (name: string, run: number) => {
    const automaton = automata.find((one) => one.name === name) as Automaton
    const others = Array.from({ length: 40 }, () => random.below(2))
    const slips = others.flatMap((_, i) => (random.chance(0.05) ? [i] : []))
    const side = playedBy(automaton, others, slips)
    return { run: String(run), decisions: side.length, contradictions: contradictionCounts(side) }
  }
  const samples = [
    ...Array.from({ length: 60 }, (_, i) => sampleOf('tit-for-tat', i)),
    ...Array.from({ length: 40 }, (_, i) => sampleOf('always-defect', 60 + i)),
  ]

  test('are found again, and so is the rate of errors', () => {
    const found = strategyShares(samples, { replicates: 50, streams })
    const of = (name: string) => found?.shares.find(({ names }) => names.includes(name))
    expect(of('tit-for-tat')?.share).toBeCloseTo(0.6, 2)
    expect(of('always-defect')?.share).toBeCloseTo(0.4, 2)
    expect(found?.error).toBeGreaterThan(0.03)
    expect(found?.error).toBeLessThan(0.07)
    const [low, high] = of('tit-for-tat')?.interval ?? [1, 0]
    expect(low).toBeGreaterThan(0.45)
    expect(low).toBeLessThan(0.6)
    expect(high).toBeGreaterThan(0.6)
  })

  test('sum to 1; those that no decision tells apart share one; nobody gives null', () => {
    const steady = {
      run: 'a',
      decisions: 5,
      contradictions: automata.map((_, i) => (i === 1 ? 5 : 0)),
    }
    const found = strategyShares([steady])
    expect(found?.shares).toHaveLength(2)
    expect(found?.shares[0]?.names).toHaveLength(automata.length - 1)
    expect(found?.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(strategyShares([])).toBeNull()
  })
})
