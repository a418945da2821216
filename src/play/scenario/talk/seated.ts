/** Whether those who are named sit at the table. */
import { BadInputError } from '../../../base/errors.ts'
import type { ParticipantId } from '../../../record/ids.ts'

/** @throws BadInputError that names the stranger, or whoever is named twice. */
export function assertSeated(
  named: readonly ParticipantId[],
  seated: readonly ParticipantId[],
  what: string,
): void {
  const stranger = named.find((one) => !seated.includes(one))
  if (stranger !== undefined) {
    throw new BadInputError(
      `${what} names ${stranger}, who is not seated. Name some of ${seated.join(', ')}.`,
    )
  }
  const twice = named.find((one, i) => named.indexOf(one) !== i)
  if (twice !== undefined)
    throw new BadInputError(`${what} names ${twice} twice. Name everybody once.`)
}
