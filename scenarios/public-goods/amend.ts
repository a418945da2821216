/** What becomes of a game whose parameters are changed while it is played. */
import { assertRoundsLeft, BadInputError, type Amended } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import { contributionAsks, rulesEffects } from './play.ts'
import { tableOf, type Round, type Table } from './round.ts'

export interface Context {
  /** Counted from 1. */
  readonly round: number
  /** What the next contributions are made under. */
  readonly table: Table
  /** The table whose rules were told last. */
  readonly toldOf: Table | null
  /** The round whose deduction points are being assigned. */
  readonly current: Round | null
}

/**
 * Goes on under other parameters: before contributions are in, everybody reads the rules as they are from here on and is asked anew; while deduction
 * points are assigned, the round is played to its end under the rules it began with.
 * @throws BadInputError where perfect strangers would have to be planned anew after they have met.
 */
export function amend(phase: string, context: Context, parameters: Parameters): Amended<Context> {
  const { members, draw, parameters: before } = context.table
  assertRoundsLeft(context.round, parameters.rounds)
  const replanned = (['rounds', 'groupSize', 'matching'] as const).find(
    (name) => before[name] !== parameters[name],
  )
  if (replanned !== undefined && parameters.matching === 'perfect-stranger') {
    throw new BadInputError(
      `${replanned} cannot be changed while perfect strangers play: some would meet twice. Change it with matching: stranger, or from the start.`,
    )
  }
  const table = tableOf(parameters, members, draw)
  if (phase !== 'contributing') return { context: { ...context, table }, effects: [] }
  return {
    context: { ...context, table, toldOf: table },
    effects: [...rulesEffects(table), ...contributionAsks(table)],
  }
}
