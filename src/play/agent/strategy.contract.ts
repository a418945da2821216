/** What every scripted strategy promises, as test cases. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { Streams, type Random } from '../../base/random.ts'
import type { AnyStrategy, GameFacts, History, Move } from './define-strategy.ts'
import { addRound, emptyHistory } from './history.ts'
import { differsBeyond, leastDepth } from './memory-depth.ts'
import { AXELROD_GAME, movesAgainst } from './strategy-match.ts'

const moves = fc.array(fc.constantFrom<Move>('C', 'D'), { minLength: 1, maxLength: 120 })
const seed = fc.integer({ min: 0, max: 1e9 })

/** Registers the cases for one strategy, played with its default parameters. */
export function strategyContract(strategy: AnyStrategy, game: GameFacts = AXELROD_GAME): void {
  const { memoryDepth, stochastic, usesHorizon } = strategy.facts
  const start = (rounds: number | null = null): unknown =>
    strategy.start(strategy.parameters.parse({}), { ...game, rounds })

  describe(strategy.name, () => {
    test('a fresh start with the same seed plays the same', () => {
      fc.assert(
        fc.property(moves, seed, (others, seed) => {
          const setting = { seed, game }
          expect(movesAgainst(strategy, others, setting)).toEqual(
            movesAgainst(strategy, others, setting),
          )
        }),
        { numRuns: 20 },
      )
    })

    test('a clone of its state goes on alike with the stream at the same place', () => {
      fc.assert(
        fc.property(moves, moves, seed, (before, after, seed) => {
          const original = counting(new Streams(seed).stream('own'))
          const state = start()
          const history = emptyHistory()
          for (const other of before)
            addRound(history, strategy.move(state, history, original), other)
          const clone = structuredClone(state)
          const random = new Streams(seed).stream('own')
          for (let draw = 0; draw < original.draws(); draw++) random.next()
          expect(goOn(strategy, clone, history, after, random)).toEqual(
            goOn(strategy, state, history, after, original),
          )
        }),
        { numRuns: 20 },
      )
    })

    test('no move depends on what the opponent does at the same time or later', () => {
      fc.assert(
        fc.property(moves, moves, moves, seed, (shared, one, another, seed) => {
          const until = shared.length + 1
          const play = (end: Move[]) =>
            movesAgainst(strategy, [...shared, ...end], { seed, game }).slice(0, until)
          expect(play(one)).toEqual(play(another))
        }),
        { numRuns: 20 },
      )
    })

    test('it leaves the history as it is', () => {
      const state = start()
      const random = new Streams(1).stream('own')
      for (const others of ['', 'C', 'D', 'CD', 'DDCCD', 'CCCCCCCCCCCCDC']) {
        for (let length = 0; length <= others.length; length++) {
          expect(['C', 'D']).toContain(
            strategy.move(state, frozenHistory(others.slice(0, length)), random),
          )
        }
      }
    })

    test(`its move depends on the last ${memoryDepth} rounds and on no fewer`, () => {
      if (memoryDepth === Infinity) {
        expect(differsBeyond(strategy, 8, game)).toBe(true)
        return
      }
      if (memoryDepth <= 4) expect(leastDepth(strategy, 5, game)).toBe(memoryDepth)
      expect(differsBeyond(strategy, memoryDepth, game)).toBe(false)
      if (memoryDepth > 0) expect(differsBeyond(strategy, memoryDepth - 1, game)).toBe(true)
    })

    test(`it ${stochastic ? 'draws' : 'never draws'} from its stream`, () => {
      let draws = 0
      for (const others of OPPONENTS) {
        const random = counting(new Streams(7).stream('own'))
        movesAgainst(strategy, others, { random, game })
        draws += random.draws()
      }
      expect(draws > 0).toBe(stochastic)
    })

    test(`it ${usesHorizon ? 'uses' : 'does not use'} the announced number of rounds`, () => {
      const differs = OPPONENTS.some((others) => {
        const played = [null, 10, 60, 200].map((rounds) =>
          movesAgainst(strategy, others, { seed: 7, game: { ...game, rounds } }).join(''),
        )
        return new Set(played).size > 1
      })
      expect(differs).toBe(usesHorizon)
    })
  })
}

/** Constant, alternating, moody and random series of 80 moves. */
const OPPONENTS: readonly Move[][] = [
  ...['C', 'D', 'CD', 'CCCCCCCCCCCD', 'DDDDDDC'].map(
    (cycle) => Array.from({ length: 80 }, (_, t) => cycle[t % cycle.length]) as Move[],
  ),
  ...[0.2, 0.5, 0.8].map((defections) => {
    const random = new Streams('opponents').stream(String(defections))
    return Array.from({ length: 80 }, (): Move => (random.chance(defections) ? 'D' : 'C'))
  }),
]

function goOn(
  strategy: AnyStrategy,
  state: unknown,
  history: History,
  others: readonly Move[],
  random: Random,
): Move[] {
  const grown = { ...history, own: [...history.own], other: [...history.other] }
  const played: Move[] = []
  for (const other of others) {
    const own = strategy.move(state, grown, random)
    played.push(own)
    addRound(grown, own, other)
  }
  return played
}

function frozenHistory(others: string): History {
  const history = emptyHistory()
  for (const other of others) addRound(history, 'C', other as Move)
  Object.freeze(history.own)
  Object.freeze(history.other)
  return Object.freeze(history)
}

/** A stream that counts what is drawn from it. */
function counting(random: Random): Random & { draws(): number } {
  let draws = 0
  const count = <T>(n: number, value: T): T => {
    draws += n
    return value
  }
  return {
    next: () => count(1, random.next()),
    below: (n) => count(1, random.below(n)),
    chance: (p) => count(1, random.chance(p)),
    pick: (list) => count(1, random.pick(list)),
    shuffle: (list) => count(Math.max(0, list.length - 1), random.shuffle(list)),
    draws: () => draws,
  }
}
