/** Whether a cast fits, found by trying: what a machine refuses at its start is told when a run is planned, and stands in one place. */
import { BadInputError } from '../../base/errors.ts'
import type { ParticipantId } from '../../record/ids.ts'

/** Participants for so many in each role, numbered through: enough to lay a scenario's table. */
export function participantsFor(
  seats: Readonly<Record<string, number>>,
): Record<string, ParticipantId[]> {
  let count = 0
  const next = (): ParticipantId => `p${++count}` as ParticipantId
  return Object.fromEntries(
    Object.entries(seats).map(([role, size]) => [role, Array.from({ length: size }, next)]),
  )
}

const NAMES_FIELD = /^[a-z][\w.-]*: /i

/** Why an attempt is refused as bad input, headed by `field` unless the refusal names one; empty where it is not. Other errors are thrown on. */
export function refusalOf(attempt: () => unknown, field: string): readonly string[] {
  try {
    attempt()
    return []
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    return [NAMES_FIELD.test(error.message) ? error.message : `${field}: ${error.message}`]
  }
}
