/** What of the parameters does not fit the cast. */
import { BadInputError, type ParticipantId } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import { tableOf } from './table.ts'

/** Lays the table for so many, and tells why that cannot be done; empty where it can. */
export function castProblems(
  parameters: Parameters,
  roles: Readonly<Record<string, number>>,
): readonly string[] {
  const { speaker: speakers = 0, moderator = 0 } = roles
  const seats = (from: number, count: number): ParticipantId[] =>
    Array.from({ length: count }, (_, i) => `p${from + i}` as ParticipantId)
  if (speakers === 1 && parameters.visibility !== 'isolated')
    return [
      'visibility: there is one speaker, whom nobody hears. Cast two or more, or write isolated.',
    ]
  try {
    tableOf(
      parameters,
      { speaker: seats(1, speakers), moderator: seats(speakers + 1, moderator) },
      () => 0,
    )
    return []
  } catch (error) {
    if (error instanceof BadInputError) return [error.message]
    throw error
  }
}
