/** What players think of one another: one figure for all, or each observer's own. */
import type { ParticipantId } from '../../src/index.ts'
import type { Table } from './meetings.ts'
import { decimals, reputationOfPlay, reputationOfPunishing, type Act } from './payoffs.ts'
import { actOf, isVoid, playersOf, type Round } from './round.ts'

/** Standing of everybody after the rounds so far. */
export interface Standing {
  /** observer → subject → figure; absent is 0. */
  readonly views: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** What everybody did last, with whomever; absent before that. */
  readonly last: Readonly<Record<string, Act>>
}

export const UNKNOWN: Standing = { views: {}, last: {} }

export function reputationOf({ views }: Standing, observer: string, subject: string): number {
  return views[observer]?.[subject] ?? 0
}

interface Deed {
  readonly by: ParticipantId
  readonly adds: number
  /** Who has met with it, beside everybody where reputations are shared. */
  readonly witnesses: readonly ParticipantId[]
}

/** Standing after a round. Acts of one round count together: nobody's act in it is judged by another's. */
export function standingAfter(before: Standing, round: Round): Standing {
  const views: Record<string, Record<string, number>> = structuredClone(before.views) as never
  for (const { by, adds, witnesses } of deedsOf(round)) {
    for (const observer of observersOf(round.table, witnesses)) {
      const view = (views[observer] ??= {})
      view[by] = decimals((view[by] ?? 0) + adds)
    }
  }
  const last = { ...before.last }
  for (const { of, act, meeting } of round.played)
    if (act !== null && !isVoid(round, meeting)) last[of] = act
  return { views, last }
}

function observersOf(
  { parameters, players }: Table,
  witnesses: readonly ParticipantId[],
): readonly ParticipantId[] {
  return parameters.reputation.seenBy === 'all' ? players : witnesses
}

function deedsOf(round: Round): Deed[] {
  const { parameters } = round.table
  const plays = round.played.flatMap(({ of, meeting, act }): Deed[] => {
    const { first, second, judges } = round.meetings[meeting] as Round['meetings'][number]
    if (act === null || isVoid(round, meeting)) return []
    const others = [first, second, ...judges].filter((one) => one !== null && one !== of)
    const witnesses = [...new Set(others as ParticipantId[])]
    return [{ by: of, adds: reputationOfPlay(parameters, act), witnesses }]
  })
  const punishments = round.judged.flatMap(({ of, meeting, side, punishes }): Deed[] => {
    const target = actOf(round, meeting, side)
    if (punishes === null || target === null) return []
    const adds = reputationOfPunishing(parameters, punishes, target)
    const punished = playersOf(round.meetings[meeting] as Round['meetings'][number])[side]
    return [{ by: of, adds, witnesses: [punished] }]
  })
  return [...plays, ...punishments]
}
