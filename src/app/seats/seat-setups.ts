/** The seats of people in the plans of a sitting, as the record leaves them. */
import type { Store } from '../../io/store/store.ts'
import { humanSettingsOf, isHuman } from '../../play/agent/policies/human-settings.ts'
import type { ConsentReply } from '../../play/agent/people.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import { isOfPerson } from '../../record/kept-call.ts'
import { everySeatOf, runIdOf, type Plan } from '../../record/plan.ts'
import type { SeatSetup } from './desk-seat.ts'

export interface PersonSeat extends SeatSetup {
  /** The place of its run in the order of play, from 1. */
  readonly order: number
  readonly treatment: string
  readonly replicate: number
  readonly role: string
}

/** Somebody who takes a person's place in the course of a run sits behind the same link. */
export function personSeats(plans: readonly Plan[], store: Store): PersonSeat[] {
  const declined = declinedIn(store)
  const earnings = earningsIn(store)
  return plans.flatMap((plan, i) => {
    const run = runIdOf(plan)
    const kept = store.run(run)
    const people = new Map(
      everySeatOf(plan)
        .filter(isHuman)
        .map((seat) => [seat.participant, seat]),
    )
    return [...people].map(([participant, seat]): PersonSeat => {
      const key = keyOf(run, participant)
      const hasEnded = kept !== undefined && kept.status !== 'started'
      return {
        run,
        participant,
        order: i + 1,
        treatment: plan.treatment,
        replicate: plan.replicate,
        role: seat.role,
        debrief: humanSettingsOf(seat).debrief ?? null,
        hasDeclined: declined.has(key),
        ended: hasEnded
          ? { how: kept.status as 'finished', earnings: earnings.get(key) ?? 0 }
          : null,
      }
    })
  })
}

function declinedIn(store: Store): Set<string> {
  const declined = new Set<string>()
  for (const { runId, ticks } of store.entriesByRun(['consent-answered']))
    for (const { of, given } of ticks.flat()) if (!given) declined.add(keyOf(runId, of))
  for (const { runId, status } of store.runs()) {
    if (status !== 'started') continue
    for (const call of store.keptCalls(runId).filter(isOfPerson)) {
      const reply = JSON.parse(call.completion) as Partial<ConsentReply>
      if (reply.kind === 'answered' && reply.given === false)
        declined.add(keyOf(runId, call.participant))
    }
  }
  return declined
}

function earningsIn(store: Store): Map<string, number> {
  const earnings = new Map<string, number>()
  for (const { runId, ticks } of store.entriesByRun(['payoff-awarded']))
    for (const { to, points } of ticks.flat())
      earnings.set(keyOf(runId, to), (earnings.get(keyOf(runId, to)) ?? 0) + points)
  return earnings
}

function keyOf(run: RunId, participant: ParticipantId): string {
  return `${run}/${participant}`
}
