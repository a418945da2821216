/** What a participant is told of the setting, as data: the only source of the words about it. */
import { show, type Effect, type ParticipantId } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import type { Table } from './table.ts'

export type Setting = {
  readonly isModerator: boolean
  /** The names of all, its own among them, in the order of places, the moderator last. */
  readonly names: Readonly<Record<ParticipantId, string>>
  readonly rounds: number
  readonly scaffold: Parameters['scaffold']
  readonly history: Parameters['history']
  readonly vote: { readonly question: string; readonly options: readonly string[] } | null
}

/** A round has begun: with the ticks from `tick` on. */
export type Begun = { readonly round: number; readonly tick: number }

/** The setting as each knows it. */
export function settingsFor(table: Table): Effect[] {
  const { everyone, moderator, names, parameters } = table
  const { rounds, scaffold, history, vote } = parameters
  return everyone.map((one) => {
    const inOrder = Object.fromEntries(
      [...table.places, ...(moderator === null ? [] : [moderator])].map((of) => [
        of,
        names[of] ?? of,
      ]),
    )
    return show(one, 'setting', {
      isModerator: one === moderator,
      names: inOrder,
      rounds,
      scaffold: { ...scaffold },
      history,
      vote:
        vote === undefined ? null : { question: vote.question, options: [...(vote.options ?? [])] },
    })
  })
}
