/** One round: what is asked of whom, one question at a time, and what was answered. */
import type { ParticipantId, Value } from '../../src/index.ts'
import { meetingsOf, type Meeting, type Pair, type Table } from './meetings.ts'
import { GAMES } from './parameters.ts'
import type { Act } from './payoffs.ts'

/** What one player does in one meeting. `side`: 0 is the first of the two. */
export interface PlayQuestion {
  readonly of: ParticipantId
  readonly meeting: number
  readonly side: 0 | 1
}

/** Whether somebody punishes the player on a side of a meeting. */
export interface PunishQuestion extends PlayQuestion {
  readonly as: 'partner' | 'outsider'
}

export interface Played extends PlayQuestion {
  /** Null where no answer came. */
  readonly act: Act | null
}

export interface Judged extends PunishQuestion {
  /** Null where no answer came. */
  readonly punishes: boolean | null
}

export interface Round {
  readonly table: Table
  readonly round: number
  readonly meetings: readonly Meeting[]
  readonly played: readonly Played[]
  readonly judged: readonly Judged[]
  /** Which of its questions everybody is asked, from 0. Nothing of an answer is told before all have answered all. */
  readonly turn: number
}

export function beginRound(table: Table, round: number, pairs: readonly Pair[]): Round {
  const meetings = meetingsOf(table, round, pairs)
  return { table, round, meetings, played: [], judged: [], turn: 0 }
}

export function playersOf({ first, second }: Pair): readonly [ParticipantId, ParticipantId] {
  return [first, second]
}

/** The plays that are asked for in this turn. */
export function playQuestions({ meetings, turn }: Round): readonly PlayQuestion[] {
  const all = meetings.flatMap((meeting, i) =>
    playersOf(meeting).map((of, side): PlayQuestion => ({ of, meeting: i, side: side as 0 | 1 })),
  )
  return inTurn(all, turn)
}

/** The punishments that are decided on in this turn, once all have played. */
export function punishQuestions(round: Round): readonly PunishQuestion[] {
  const { punishment } = round.table.parameters
  const all = round.meetings.flatMap((meeting, i) => {
    if (isVoid(round, i)) return []
    return playersOf(meeting).flatMap((_, side): PunishQuestion[] => {
      const target = { meeting: i, side: side as 0 | 1 }
      const partner = playersOf(meeting)[1 - side] as ParticipantId
      const judge = meeting.judges[side] ?? null
      const isDirect = punishment === 'direct' || punishment === 'both'
      return [
        ...(isDirect ? [{ ...target, of: partner, as: 'partner' as const }] : []),
        ...(judge === null ? [] : [{ ...target, of: judge, as: 'outsider' as const }]),
      ]
    })
  })
  return inTurn(all, round.turn)
}

/** Everybody's question of a turn: its turn-th. */
function inTurn<Q extends PlayQuestion>(questions: readonly Q[], turn: number): Q[] {
  const asked = new Map<ParticipantId, number>()
  return questions.filter(({ of }) => {
    const before = asked.get(of) ?? 0
    asked.set(of, before + 1)
    return before === turn
  })
}

type Decisions = Readonly<Record<ParticipantId, Value>>

/** The round with the plays of a turn. */
export function withPlays(round: Round, decisions: Decisions): Round {
  const [cooperative, selfish] = GAMES[round.table.parameters.game].options
  const actOf = (value: Value | undefined): Act | null =>
    value === cooperative ? 'cooperative' : value === selfish ? 'selfish' : null
  const more = playQuestions(round).map((one) => ({ ...one, act: actOf(decisions[one.of]) }))
  return { ...round, played: [...round.played, ...more], turn: round.turn + 1 }
}

/** The round at the beginning of its punishments. */
export function beginPunishing(round: Round): Round {
  return { ...round, turn: 0 }
}

/** The round with the punishments of a turn. */
export function withPunishments(round: Round, decisions: Decisions): Round {
  const more = punishQuestions(round).map((one) => {
    const value = decisions[one.of] ?? null
    return { ...one, punishes: value === null ? null : value === 'punish' }
  })
  return { ...round, judged: [...round.judged, ...more], turn: round.turn + 1 }
}

/** What the player on a side of a meeting did. */
export function actOf({ played }: Round, meeting: number, side: number): Act | null {
  return played.find((one) => one.meeting === meeting && one.side === side)?.act ?? null
}

/** A meeting in which one did not answer counts for neither. */
export function isVoid(round: Round, meeting: number): boolean {
  return actOf(round, meeting, 0) === null || actOf(round, meeting, 1) === null
}
