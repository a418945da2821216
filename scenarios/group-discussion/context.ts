/** Where a discussion stands between two ticks. */
import type { Effect, Floor, Held, ParticipantId, Schedule, Turn } from '../../src/index.ts'
import type { Attendance } from './attendance.ts'
import type { Table } from './table.ts'

/** What is asked at the moment: the moderator's opening, hands, the next speaker, words, votes. */
export type Phase = 'opening' | 'raising' | 'choosing' | 'talking' | 'voting' | 'over'

/** Words of staggered talk that have been said and have not arrived. */
export interface Arriving {
  readonly from: ParticipantId
  readonly text: string
}

/** One round so far. */
export interface RoundOfTalk {
  /** The table as it was laid when the round began: an order that is changed holds from the next round on. */
  readonly table: Table
  /** Speakers who are asked in this round, by place. */
  readonly present: readonly ParticipantId[]
  readonly held: readonly Held[]
  readonly turn: Turn | null
  /** Null where talk is not staggered. */
  readonly schedule: Schedule | null
  /** The tick of the first turn. */
  readonly firstTick: number
  readonly onTheirWay: readonly Arriving[]
  readonly asked: readonly ParticipantId[]
  readonly failed: readonly ParticipantId[]
  /** Messages of speakers that held words. */
  readonly said: number
}

export interface Context {
  /** Counted from 1. */
  readonly round: number
  readonly phase: Phase
  readonly table: Table
  readonly attendance: Attendance
  readonly talk: RoundOfTalk
  /** True where nothing follows after the vote that is being taken. */
  readonly isLastVote: boolean
  /** What follows from the last step. */
  readonly wishes: readonly Effect[]
}

/** Everything that a step wishes for is added here. */
export function wish(context: Context, ...effects: readonly Effect[]): Context {
  return { ...context, wishes: [...context.wishes, ...effects] }
}

export function emptyRound(
  table: Table,
  present: readonly ParticipantId[],
  firstTick: number,
): RoundOfTalk {
  const nothing = { held: [], turn: null, schedule: null, onTheirWay: [], asked: [], failed: [] }
  return { table, present, firstTick, said: 0, ...nothing }
}

/** What the speaking order is told. */
export function floorOf({ round, talk: { table, present, held } }: Context): Floor {
  return { places: table.places, present, round, draw: table.draw, held }
}
