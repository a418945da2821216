/** What becomes of a game whose parameters are changed while it is played. */
import { assertRoundsLeft, type Amended } from '../../src/index.ts'
import { tableOf, type Pair, type Table } from './meetings.ts'
import type { Parameters } from './parameters.ts'
import { choiceEffects, playEffects, rulesEffects } from './play.ts'
import type { Standing } from './reputations.ts'
import { beginRound, type Round } from './round.ts'

export interface Context {
  /** Counted from 1. */
  readonly round: number
  /** What the next round is played under. */
  readonly table: Table
  /** The table whose rules were told last. */
  readonly toldOf: Table | null
  /** Who stays together until partners are chosen or drawn anew. */
  readonly pairs: readonly Pair[]
  readonly current: Round | null
  readonly standing: Standing
}

/**
 * Goes on under other parameters: until the first play of a round at once, with the rules as they are from here on and the questions put anew; after
 * that from the next round on. Who meets whom in this round, and what is thought of anybody, stay.
 */
export function amend(phase: string, context: Context, parameters: Parameters): Amended<Context> {
  const { table: before, round, standing, pairs, current } = context
  assertRoundsLeft(round, parameters.rounds)
  const table = tableOf(parameters, before.players, before.draw)
  if (phase === 'choosing') {
    return {
      context: { ...context, table, toldOf: table },
      effects: [...rulesEffects(table), ...choiceEffects(table, standing, round)],
    }
  }
  if (phase === 'playing' && current?.turn === 0) {
    const again = beginRound(table, round, pairs)
    return {
      context: { ...context, table, toldOf: table, current: again },
      effects: [...rulesEffects(table), ...playEffects(again, standing)],
    }
  }
  return { context: { ...context, table }, effects: [] }
}
