/** A policy that plays a fixed list: the n-th entry answers its participant's n-th ask. */
import { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'
import { Value } from '../../../record/ask.ts'
import type { SeatPolicy } from '../policy.ts'
import { parseSettings } from './parse-settings.ts'

/** Canonical names or displayed labels, amounts, words, or null for a pass. */
export const MovesSettings = z.strictObject({ moves: z.array(Value) })

/** Plays the list `moves` of its settings; throws a BadInputError when the list runs out. */
export const moves: SeatPolicy = ({ seat, participant }) => {
  const list = parseSettings('moves', MovesSettings, seat.settings, participant).moves
  return {
    decide({ ask, tick, seen }) {
      // Counted by what was decided, not by calls: so a fork or a resumed run goes on in the right place.
      const move = list[seen.decisions.length]
      if (move === undefined) {
        throw new BadInputError(
          `${participant} has no move left for the ask "${ask.name}" at tick ${tick}: its list holds ${list.length}. Lengthen "moves" in its settings.`,
        )
      }
      return move
    },
  }
}
