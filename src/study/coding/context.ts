/** What a coder is shown with a unit: a fixed number of messages before and after it. */
import type { ParticipantId } from '../../record/ids.ts'
import { messageLine } from './own-words.ts'
import type { PlacedMessage, RunWorld } from './run-world.ts'
import type { Unit, UnitLine } from './unit.ts'

/** How many messages. */
export interface Window {
  readonly before: number
  readonly after: number
}

export interface UnitContext {
  readonly before: readonly UnitLine[]
  readonly after: readonly UnitLine[]
}

/**
 * The last messages before a unit and the first after it, of its own channel, in order. Where the unit is one participant's, they are messages that this
 * participant may hear; those before it had been said when the participant was asked (in staggered talk: had arrived when it began), so that a coder sees
 * nothing that its speaker could not answer; where it is of several, messages that somebody on its channel may hear. Briefs, news, notices and planted words are among them, for they were heard. A decision has what its participant
 * could hear on any channel; whole runs have no context.
 */
export function contextOf(unit: Unit, world: RunWorld, window: Window): UnitContext {
  if (unit.kind === 'run' || window.before + window.after === 0) return { before: [], after: [] }
  const heard = heardBy(unit, world)
  const own = unit.participant === null ? undefined : messageAt(world.messages, unit.seq)
  const at = placeOf(heard, unit.seq)
  const before: PlacedMessage[] = []
  // Of those who spoke at once, or had not arrived, there are some of the same round only.
  const late: PlacedMessage[] = []
  for (let i = at - 1; i >= 0; i--) {
    const one = heard[i] as PlacedMessage
    if (before.length === window.before && one.round !== unit.round) break
    if (!isBefore(one, own)) late.unshift(one)
    else if (before.length < window.before) before.unshift(one)
  }
  const from = placeOf(heard, unit.lastSeq + 1)
  const after = [...late, ...heard.slice(from, from + window.after)].slice(0, window.after)
  return { before: before.map(messageLine), after: after.map(messageLine) }
}

/** World → channel and participant → what there is to hear: units of a run ask for it again and again. */
const lists = new WeakMap<RunWorld, Map<string, readonly PlacedMessage[]>>()

function heardBy({ channel, participant }: Unit, world: RunWorld): readonly PlacedMessage[] {
  let own = lists.get(world)
  if (own === undefined) lists.set(world, (own = new Map()))
  const key = JSON.stringify([channel, participant])
  let heard = own.get(key)
  if (heard === undefined) {
    const listeners = listenersOf(channel, participant, world)
    // A brief and news stand on channels of their own and are told to all who are to know.
    heard = world.messages.filter(
      ({ entry }) =>
        (channel === null || entry.channel === channel || entry.from === null) &&
        entry.audience.some((one) => listeners.has(one)),
    )
    own.set(key, heard)
  }
  return heard
}

/** Whose unit it is; where it is of several, who is on its channel. */
function listenersOf(
  channel: string | null,
  participant: ParticipantId | null,
  { messages }: RunWorld,
): ReadonlySet<ParticipantId> {
  if (participant !== null) return new Set([participant])
  return new Set(
    messages.flatMap(({ entry }) =>
      channel === null || entry.channel === channel ? entry.audience : [],
    ),
  )
}

/** Where the first message from that place of the record on stands in a list. */
function placeOf(list: readonly PlacedMessage[], seq: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle]?.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}

function messageAt(list: readonly PlacedMessage[], seq: number): PlacedMessage | undefined {
  const found = list[placeOf(list, seq)]
  return found?.seq === seq ? found : undefined
}

/** True where the speaker of `own` could have heard what stands in the record before it. */
function isBefore(one: PlacedMessage, own: PlacedMessage | undefined): boolean {
  if (own === undefined || one.entry.from === own.entry.from) return true
  const { launched } = own.entry
  if (launched === undefined) return one.seq < own.since
  return one.entry.arrived === undefined ? one.tick < launched : one.entry.arrived <= launched
}
