/** What a speaking order is: a pure function that says who is asked next. */
import type { Value } from '../../../record/ask.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import type { Draw } from '../groups/draw.ts'

/** What those who have the turn are asked for: words, whether they want to speak, or who speaks next. */
export type Wanted = 'words' | 'hand' | 'next'

/** Those who are asked at once; none of them hears another's answer before it has given its own. */
export interface Turn {
  readonly who: readonly ParticipantId[]
  readonly wanted: Wanted
}

/** A turn that was taken, and what came of it. */
export interface Held extends Turn {
  /** Null where somebody passed, or did not answer. */
  readonly decisions: Readonly<Record<ParticipantId, Value>>
}

/** Everything that may decide who speaks next. How long anybody took to answer is no part of it. */
export interface Floor {
  /** All places of the table in their order, also of those who are not there in this round. */
  readonly places: readonly ParticipantId[]
  /** Those who may be asked in this round, in the order of the places. */
  readonly present: readonly ParticipantId[]
  /** Counted from 1. */
  readonly round: number
  readonly draw: Draw
  /** The turns of this round so far. */
  readonly held: readonly Held[]
}

/** The next turn of a round, or null where the round is over. */
export type SpeakingOrder = (floor: Floor) => Turn | null

/** A turn of one after another, as they stand in the list: the first who is there and has not spoken in this round. */
export function nextOf(list: readonly ParticipantId[], { present, held }: Floor): Turn | null {
  const spoken = held.flatMap(({ wanted, who }) => (wanted === 'words' ? who : []))
  const next = list.find((one) => present.includes(one) && !spoken.includes(one))
  return next === undefined ? null : { who: [next], wanted: 'words' }
}
