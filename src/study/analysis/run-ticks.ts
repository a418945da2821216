/** What is read of a run for any question: the entries that are wanted, by tick, and how often each list of them stands. */
import type { ModelCalled } from '../../record/call-entries.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import type { EntryOf } from '../../io/store/store.ts'

/** The kinds of entries that questions are asked about. */
export type ReadKind =
  | 'decision-asked'
  | 'decision-taken'
  | 'decision-defaulted'
  | 'payoff-awarded'
  | 'model-called'
  | 'probability-estimated'
  | 'message-sent'
  | 'probe-answered'
  | 'fact-shown'
  | 'chance-drawn'
  | 'participant-crashed'

export type ReadEntry = EntryOf<ReadKind>
export type Decision = EntryOf<'decision-taken' | 'decision-defaulted'>
/** The entries of one tick. Equal ticks share a list as a rule. */
export type TickList = readonly ReadEntry[]
export type Ticks = readonly TickList[]
/** Each list once, with the number of ticks that it stands for; in the order in which they first occur. */
export type Times = ReadonlyMap<TickList, number>
/** participant → role. */
export type Roles = ReadonlyMap<string, string>

export function timesIn(ticks: Ticks): Times {
  const times = new Map<TickList, number>()
  for (const list of ticks) times.set(list, (times.get(list) ?? 0) + 1)
  return times
}

/** Gives the roles of seats; runs of one design share their seats, and then their roles. */
export function rolesReader(): (seats: readonly Seat[]) => Roles {
  const known = new WeakMap<readonly Seat[], Roles>()
  return (seats) => {
    let roles = known.get(seats)
    if (roles === undefined) {
      roles = new Map(seats.map(({ participant, role }) => [participant, role]))
      known.set(seats, roles)
    }
    return roles
  }
}

/** True for a decision that its participant did not make. */
export function isLost({ status }: Decision): boolean {
  return status === 'forfeited' || status === 'defaulted'
}

/** One string for each ask of a tick: nobody is asked the same twice in one. */
export function askKey({ of, ask }: { readonly of: ParticipantId; readonly ask: string }): string {
  return `${of}\n${ask}`
}

/** `provider/model`, as experiments name it. */
export function modelOf({ provider, model }: ModelCalled): string {
  return `${provider}/${model}`
}
