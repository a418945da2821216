/** What becomes of a game whose parameters are changed while it is played. */
import { assertRoundsLeft, BadInputError, type Amended } from '../../src/index.ts'
import { pairsFor } from './matching.ts'
import { roundsOf, type Parameters } from './parameters.ts'
import { rules, sendAsks, type Context } from './play.ts'

/** Changes of these would make the past rounds, or what is held, those of another game. */
const FIXED = ['resets', 'swap', 'prior'] as const
const FIXED_WITH_BALANCES = ['endowment', 'endow'] as const

/**
 * Goes on under other parameters. Before anything is sent in a round, everybody reads the new rules and trustors are asked anew. Once something is on its way, the
 * round is played to its end as it was begun, and the new rules are told when the next one begins.
 * @throws BadInputError for what cannot be changed in the middle of a game.
 */
export function amend(phase: string, context: Context, parameters: Parameters): Amended<Context> {
  const fixed = parameters.resets ? FIXED : [...FIXED, ...FIXED_WITH_BALANCES]
  for (const name of fixed) {
    if (JSON.stringify(context.parameters[name]) === JSON.stringify(parameters[name])) continue
    throw new BadInputError(
      `trust-game: "${name}" cannot be changed while the game is played. Change multiplier, step, rounds, horizon, framing or, where every round starts from scratch, endowment.`,
    )
  }
  if (parameters.continuation === undefined) assertRoundsLeft(context.round, roundsOf(parameters))
  const pairs = pairsFor(context.players, parameters, context.draw)
  const changed = { ...context, parameters, pairs }
  if (phase === 'sending')
    return { context: changed, effects: [...rules(changed), ...sendAsks(changed)] }
  return { context: { ...changed, untold: true }, effects: [] }
}
