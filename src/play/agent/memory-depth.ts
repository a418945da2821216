/** How far back a strategy's next move depends on the moves of both sides, found by trying. */
import { Streams, type Random } from '../../base/random.ts'
import type { AnyStrategy, GameFacts, Move } from './define-strategy.ts'
import { addRound, emptyHistory } from './history.ts'

/** Both sides' moves of one round; own moves are as noise left them, so that every pair can occur. */
type Outcome = readonly [own: Move, other: Move]

const OUTCOMES: readonly Outcome[] = [
  ['C', 'C'],
  ['C', 'D'],
  ['D', 'C'],
  ['D', 'D'],
]

/** Where every draw is the same, a stochastic strategy is a function of the history; these draws tell its chances apart. */
const DRAWS = [0.02, 0.2, 0.34, 0.45, 0.55, 0.7, 0.97]

/** The least k such that histories of equal length, at most `rounds`, with the same last k rounds have the same next move. Tries them all. */
export function leastDepth(strategy: AnyStrategy, rounds: number, game: GameFacts): number {
  let depth = 0
  for (let length = 0; length <= rounds; length++) {
    for (const draw of DRAWS) {
      const answers = histories(length).map((history): [string, Move] => [
        history.map((outcome) => outcome.join('')).join(''),
        nextMove(strategy, history, draw, game),
      ])
      while (depth < length && !isDecidedBy(answers, depth)) depth++
    }
  }
  return depth
}

function isDecidedBy(answers: readonly [string, Move][], depth: number): boolean {
  const known = new Map<string, Move>()
  for (const [history, move] of answers) {
    const tail = history.slice(history.length - 2 * depth)
    if ((known.get(tail) ?? move) !== move) return false
    known.set(tail, move)
  }
  return true
}

/** True when two histories of equal length that agree in their last k rounds are found to have different next moves. Tries 600 pairs of up to k + 60 rounds. */
export function differsBeyond(strategy: AnyStrategy, k: number, game: GameFacts): boolean {
  const random = new Streams('memory depth').stream(`${strategy.name} ${k}`)
  for (let pair = 0; pair < 600; pair++) {
    const head = 1 + random.below(60)
    const tail = anyHistory(random, k)
    const one = [...anyHistory(random, head), ...tail]
    const another = [...anyHistory(random, head), ...tail]
    const draw = random.pick(DRAWS)
    if (nextMove(strategy, one, draw, game) !== nextMove(strategy, another, draw, game)) return true
  }
  return false
}

const RATES = [0, 0, 0.1, 0.25, 0.5, 0.9, 1]

function anyHistory(random: Random, length: number): Outcome[] {
  const own = random.pick(RATES)
  const other = random.pick(RATES)
  return Array.from({ length }, () => [
    random.chance(own) ? 'D' : 'C',
    random.chance(other) ? 'D' : 'C',
  ])
}

function histories(length: number): Outcome[][] {
  let all: Outcome[][] = [[]]
  for (let round = 0; round < length; round++) {
    all = all.flatMap((history) => OUTCOMES.map((outcome) => [...history, outcome]))
  }
  return all
}

function nextMove(
  strategy: AnyStrategy,
  outcomes: readonly Outcome[],
  draw: number,
  game: GameFacts,
): Move {
  const random = always(draw)
  const state = strategy.start(strategy.parameters.parse({}), game)
  const history = emptyHistory()
  for (const [own, other] of outcomes) {
    strategy.move(state, history, random)
    addRound(history, own, other)
  }
  return strategy.move(state, history, random)
}

/** A generator whose every draw is the same. */
function always(draw: number): Random {
  return {
    next: () => draw,
    below: (n) => Math.floor(draw * n),
    chance: (p) => draw < p,
    pick: (list) => list[Math.floor(draw * list.length)] as (typeof list)[number],
    shuffle: (list) => [...list],
  }
}
