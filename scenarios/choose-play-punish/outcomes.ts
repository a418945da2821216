/** What everybody earned in a round, and what it learns of it. */
import type { ParticipantId } from '../../src/index.ts'
import { decimals, payoffsOf, pointsOf, sanctionOf, type Act } from './payoffs.ts'
import { actOf, playersOf, type Judged, type Round } from './round.ts'
import { nameOf } from './rules.ts'

/** A meeting, as one of the two knows it afterwards. Options are canonical; null where somebody did not answer. */
export type Outcome = {
  readonly round: number
  readonly with: string
  readonly own: Act | null
  readonly other: Act | null
  /** From the stage game alone. */
  readonly points: number
  /** Whether it punished the other; absent where it was not asked, null where it did not answer. */
  readonly punished?: boolean | null
  /** What that brought. */
  readonly sanction: number
  /** Who punished the reader. */
  readonly by: readonly string[]
  readonly loss: number
}

/** What an outsider decided, and what it brought. */
export type Verdict = {
  readonly round: number
  readonly about: string
  readonly punished: boolean | null
  readonly sanction: number
}

/** The whole round, for one player. */
export type Summary = {
  readonly round: number
  /** False where it met nobody. */
  readonly met: boolean
  readonly earned: number
}

/** The outcomes of all meetings of a player, in order. */
export function outcomesFor(round: Round, id: ParticipantId): Outcome[] {
  return round.meetings.flatMap((meeting, i) => {
    const side = playersOf(meeting).indexOf(id)
    return side < 0 ? [] : [outcomeOf(round, i, side)]
  })
}

function outcomeOf(round: Round, i: number, side: number): Outcome {
  const { parameters, players } = round.table
  const pair = playersOf(round.meetings[i] as Round['meetings'][number])
  const [own, other] = [actOf(round, i, side), actOf(round, i, 1 - side)]
  const about = (which: number): readonly Judged[] =>
    round.judged.filter((one) => one.meeting === i && one.side === which)
  const given = about(1 - side).find(({ as }) => as === 'partner')
  const punishers = about(side).filter(({ punishes }) => punishes === true)
  return {
    round: round.round,
    with: nameOf(players, pair[1 - side] as ParticipantId),
    own,
    other,
    points: own === null || other === null ? 0 : pointsOf(payoffsOf(parameters), own, other),
    ...(given === undefined ? {} : { punished: given.punishes }),
    sanction: given === undefined ? 0 : sanctionFor(round, given),
    by: punishers.map(({ of }) => nameOf(players, of)),
    loss: decimals(parameters.sanction.loss * punishers.length),
  }
}

/** What the outsiders among the verdicts of a round learn. */
export function verdictsFor(round: Round, id: ParticipantId): Verdict[] {
  return round.judged
    .filter(({ of, as }) => of === id && as === 'outsider')
    .map((one) => ({
      round: round.round,
      about: nameOf(round.table.players, targetOf(round, one)),
      punished: one.punishes,
      sanction: sanctionFor(round, one),
    }))
}

function targetOf({ meetings }: Round, { meeting, side }: Judged): ParticipantId {
  return playersOf(meetings[meeting] as Round['meetings'][number])[side]
}

function sanctionFor(round: Round, { meeting, side, punishes }: Judged): number {
  const act = actOf(round, meeting, side)
  return punishes === true && act !== null ? sanctionOf(round.table.parameters, act) : 0
}

/** All that a player earned in a round: its meetings, less what was taken, and what its punishing brought. */
export function summaryFor(round: Round, id: ParticipantId): Summary {
  const outcomes = outcomesFor(round, id)
  const meetings = outcomes.reduce(
    (sum, { points, sanction, loss }) => sum + points + sanction - loss,
    0,
  )
  const verdicts = verdictsFor(round, id).reduce((sum, { sanction }) => sum + sanction, 0)
  return { round: round.round, met: outcomes.length > 0, earned: decimals(meetings + verdicts) }
}
