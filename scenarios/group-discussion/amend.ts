/** What becomes of a discussion whose parameters are changed while it is held. */
import type { Amended } from '../../src/index.ts'
import type { Context } from './context.ts'
import { announce } from './discussion.ts'
import type { Parameters } from './parameters.ts'
import { settingsFor } from './setting.ts'
import { tableOf } from './table.ts'

/**
 * Goes on under other parameters: names, brief, rounds and whatever is read hold at once, and so does who hears whom; the speaking order holds from the next
 * round on. Whoever has been asked already answers in the form in which it was asked.
 * @throws BadInputError where the parameters do not fit the cast.
 */
export function amend(context: Context, parameters: Parameters): Amended<Context> {
  const { roles, draw, parameters: before } = context.table
  const table = tableOf(parameters, roles, draw)
  const isBriefed = parameters.brief !== before.brief
  return {
    context: { ...context, table },
    effects: [
      ...settingsFor(table),
      ...(isBriefed ? [announce(table, 'brief', parameters.brief)] : []),
    ],
  }
}
