/** A game whose number of rounds is changed while it is played. */
import { BadInputError } from '../../base/errors.ts'

/** @throws BadInputError where fewer rounds are set than have begun: players would be asked in a round that is not to be. */
export function assertRoundsLeft(round: number, rounds: number): void {
  if (rounds >= round) return
  throw new BadInputError(
    `rounds: round ${round} has begun; a game of ${rounds} would be over already. Play ${round} or more.`,
  )
}
