/** Those who sit in a run, each with what it has seen. */
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import { Seen } from '../../record/seen.ts'
import type { Policy } from '../agent/policy.ts'

export interface Participant {
  readonly id: ParticipantId
  /** Another one from where an intervention seats somebody else. */
  policy: Policy
  readonly seen: Seen
  /** Its place in the order of commitment, from 0. */
  readonly place: number
}

/** The participants of a run, in order and by name. */
export interface Participants {
  readonly inOrder: readonly Participant[]
  readonly byId: ReadonlyMap<ParticipantId, Participant>
}

/** Everybody takes the seat that the plan gives. */
export function seatParticipants(
  { seats }: Plan,
  policies: ReadonlyMap<ParticipantId, Policy>,
): Participants {
  const inOrder = seats.map(({ participant }, place): Participant => {
    const policy = policies.get(participant)
    if (policy === undefined) throw new Error(`no policy sits at ${participant}`)
    return { id: participant, policy, seen: new Seen(participant), place }
  })
  return { inOrder, byId: new Map(inOrder.map((participant) => [participant.id, participant])) }
}

/** role → who plays it, in order. */
export function rolesOf({ seats }: Plan): Record<string, [ParticipantId, ...ParticipantId[]]> {
  const roles: Record<string, [ParticipantId, ...ParticipantId[]]> = {}
  for (const { role, participant } of seats) {
    const seated = roles[role]
    if (seated === undefined) roles[role] = [participant]
    else seated.push(participant)
  }
  return roles
}

/** Lets every participant know what it may know of the entries from `from` on. Gives back how many there are. */
export function show(
  entries: readonly TickEntry[],
  from: number,
  tick: number,
  { inOrder }: Participants,
): number {
  for (let i = from; i < entries.length; i++) {
    for (let j = 0; j < inOrder.length; j++) inOrder[j]?.seen.add(entries[i] as TickEntry, tick)
  }
  return entries.length
}
