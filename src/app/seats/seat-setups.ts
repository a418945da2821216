/** The seats of people in the plans of a sitting, as the record leaves them. */
import type { Store } from '../../io/store/store.ts'
import { humanSettingsOf, isHuman } from '../../play/agent/policies/human-settings.ts'
import type { ConsentReply, PersonReply } from '../../play/agent/people.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import { parametersOf } from '../../play/scenario/parameters.ts'
import { NEVER_CAME } from '../../record/human-entries.ts'
import { isOfPerson } from '../../record/kept-call.ts'
import { everySeatOf, runIdOf, type Plan } from '../../record/plan.ts'
import { pointsIn } from '../../record/points-in.ts'
import { placeKey, type SeatSetup } from './desk-seat.ts'

export interface PersonSeat extends SeatSetup {
  /** The place of its run in the order of play, from 1. */
  readonly order: number
  readonly treatment: string
  readonly replicate: number
  readonly role: string
  /** As the experiment names whoever sits there. */
  readonly agent: string
}

/** Somebody who takes a person's place in the course of a run sits behind the same link. */
export function personSeats(
  plans: readonly Plan[],
  scenario: Scenario,
  store: Store,
): PersonSeat[] {
  const { declined, late } = awayIn(store)
  const earnings = new Map(
    [...store.entriesByRun(['payoff-awarded'])].map(({ runId, ticks }) => [
      runId,
      pointsIn(ticks.flat()),
    ]),
  )
  return plans.flatMap((plan, i) => {
    const run = runIdOf(plan)
    const kept = store.run(run)
    const unit = unitOf(scenario, plan)
    const people = new Map(
      everySeatOf(plan)
        .filter(isHuman)
        .map((seat) => [seat.participant, seat]),
    )
    return [...people].map(([participant, seat]): PersonSeat => {
      const key = placeKey({ run, participant })
      const how = kept?.status ?? 'started'
      return {
        run,
        participant,
        order: i + 1,
        treatment: plan.treatment,
        replicate: plan.replicate,
        role: seat.role,
        agent: seat.agent,
        debrief: humanSettingsOf(seat).debrief ?? null,
        unit,
        hasDeclined: declined.has(key),
        isLate: late.has(key),
        ended:
          how === 'started' ? null : { how, earnings: earnings.get(run)?.get(participant) ?? 0 },
      }
    })
  })
}

function unitOf(scenario: Scenario, plan: Plan): string | null {
  if (scenario.unit === undefined) return 'points'
  return scenario.unit(parametersOf(scenario, plan))
}

/** Who is through before its run is: it did not consent, or did not come in time. */
function awayIn(store: Store): Record<'declined' | 'late', Set<string>> {
  const declined = new Set<string>()
  const late = new Set<string>()
  for (const { runId, ticks } of store.entriesByRun(['consent-answered', 'human-answered']))
    for (const entry of ticks.flat()) {
      const key = placeKey({ run: runId, participant: entry.of })
      if (entry.kind === 'consent-answered' && !entry.given) declined.add(key)
      if (entry.kind === 'human-answered' && entry.reading === NEVER_CAME) late.add(key)
    }
  for (const { runId, status } of store.runs()) {
    if (status !== 'started') continue
    for (const call of store.keptCalls(runId).filter(isOfPerson)) {
      const reply = JSON.parse(call.completion) as ConsentReply | PersonReply
      const key = placeKey({ run: runId, participant: call.participant })
      if (reply.kind === 'answered' && !reply.given) declined.add(key)
      if (reply.kind === 'absent') late.add(key)
    }
  }
  return { declined, late }
}
