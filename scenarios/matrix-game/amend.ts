/** What becomes of a match whose parameters are changed while it is played. */
import { assertRoundsLeft, BadInputError, type Amended } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import { asksOf, tableOf, type Match } from './play.ts'
import { roundsOf } from './rules.ts'

export interface Context {
  /** Counted from 1. */
  readonly round: number
  readonly match: Match
}

/**
 * Goes on under other parameters: both read the rules as they are from here on, and are asked anew. What was played stays as it was paid.
 * @throws BadInputError where the past rounds could not be told any more: other options.
 */
export function amend(
  phase: string,
  { round, match }: Context,
  parameters: Parameters,
): Amended<Context> {
  if (parameters.continuation === undefined) assertRoundsLeft(round, roundsOf(parameters))
  const before = match.table.game
  const table = tableOf(parameters, match.table.players)
  for (const seat of ['row', 'column'] as const) {
    if (before.options[seat].join('\n') !== table.game.options[seat].join('\n')) {
      throw new BadInputError(
        `the options of ${seat} cannot be changed while a match is played: its history would be of another game. Change payoffs, noise, rounds, framing or labels.`,
      )
    }
  }
  const changed = { ...match, table }
  return {
    context: { round, match: changed },
    effects: [
      ...table.rules,
      ...asksOf(changed, phase === 'predicting' ? 'prediction' : 'choice', round),
    ],
  }
}
