/** Plays strategies without a kernel: against a given series of moves, or against each other. */
import { Streams } from '../../base/random.ts'
import type { Random } from '../../base/random.ts'
import type { AnyStrategy, GameFacts, Move } from './define-strategy.ts'
import { addRound, emptyHistory } from './history.ts'

/** How a strategy is seated; what is left out is: seed 0, default parameters, and the dilemma of Axelrod's tournaments without a horizon. */
export interface MatchSetting {
  readonly seed?: string | number
  readonly random?: Random
  readonly parameters?: unknown
  readonly game?: GameFacts
}

/** Axelrod's tournaments: R 3, S 0, T 5, P 1. */
export const AXELROD_GAME: GameFacts = { R: 3, S: 0, T: 5, P: 1, rounds: null }

/** A strategy's moves against a given series: one for each of the opponent's, and one after the last. */
export function movesAgainst(
  strategy: AnyStrategy,
  others: readonly Move[],
  setting: MatchSetting = {},
): Move[] {
  const next = seated(strategy, setting, 'own')
  const history = emptyHistory()
  for (const other of others) addRound(history, next(history), other)
  return [...history.own, next(history)]
}

/** Two strategies' moves against each other, each with a stream of its own. */
export function playMatch(
  first: AnyStrategy,
  second: AnyStrategy,
  rounds: number,
  setting: MatchSetting = {},
): { readonly first: readonly Move[]; readonly second: readonly Move[] } {
  const [a, b] = [seated(first, setting, 'first'), seated(second, setting, 'second')]
  const [seenByA, seenByB] = [emptyHistory(), emptyHistory()]
  for (let round = 1; round <= rounds; round++) {
    const [own, other] = [a(seenByA), b(seenByB)]
    addRound(seenByA, own, other)
    addRound(seenByB, other, own)
  }
  return { first: seenByA.own, second: seenByB.own }
}

/** Points per round for (own, other) moves. */
export function pointsOf(own: Move, other: Move, { R, S, T, P }: GameFacts): number {
  if (own === 'C') return other === 'C' ? R : S
  return other === 'C' ? T : P
}

function seated(strategy: AnyStrategy, setting: MatchSetting, stream: string) {
  const state = strategy.start(
    strategy.parameters.parse(setting.parameters ?? {}),
    setting.game ?? AXELROD_GAME,
  )
  const random = setting.random ?? new Streams(setting.seed ?? 0).stream(stream)
  return (history: Parameters<AnyStrategy['move']>[1]) => strategy.move(state, history, random)
}
