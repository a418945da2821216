/** A run in which somebody speaks, as measures want it: who said what to whom, in which round, naming whom. */
import { mentionFinder } from '../../../record/mentions.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { namesIn, namesShown } from '../../../record/names.ts'
import type { MessageSent } from '../../../record/play-entries.ts'
import type { Store } from '../../../io/store/store.ts'
import type { RunRead } from '../read-runs.ts'
import { wordsIn } from '../talk.ts'

/** A participant’s own message: neither a notice in its name nor words that were put in its mouth. Seats are places among the run’s seats. */
export interface Said {
  readonly seat: number
  readonly tick: number
  readonly words: number
  readonly channel: string
  /** Those whom it names, apart from itself; null where the record tells no names. */
  readonly names: readonly number[] | null
  /** Who spoke last of those whom it had heard, on this channel; −1 where nobody had. */
  readonly follows: number
  /** True where somebody else spoke on the channel since its own last message there, or it had not spoken there. */
  readonly beginsTurn: boolean
}

export interface TalkRun {
  readonly run: RunRead
  readonly said: readonly Said[]
  /** Whether the record tells what participants are called. */
  readonly hasNames: boolean
  /** The first that crashed, and when; null where nobody did. */
  readonly crash: Crash | null
  /** tick → round, null where the tick has none; read when it is wanted. */
  rounds(): readonly (number | null)[]
}

export interface Crash {
  readonly seat: number
  readonly tick: number
}

/** Undefined for runs in which no participant said anything of its own. */
export function talkIn(store: Store): (run: RunRead) => TalkRun | undefined {
  return (run) => {
    if (!hasMessages(run)) return undefined
    const places = new Map(run.seats.map(({ participant }, place) => [participant, place]))
    const names = namesOf(run)
    const said = saidIn(run, places, names)
    if (said.length === 0) return undefined
    let rounds: readonly (number | null)[] | undefined
    return {
      run,
      said,
      hasNames: names !== null,
      crash: crashIn(run, places),
      rounds: () => (rounds ??= Array.from(store.ticks(run.runId), ({ round }) => round)),
    }
  }
}

function hasMessages({ times }: RunRead): boolean {
  for (const [list] of times)
    if (list.some((entry) => entry.kind === 'message-sent' && isOwn(entry))) return true
  return false
}

type OwnMessage = MessageSent & { readonly from: ParticipantId }

function isOwn(message: MessageSent): message is OwnMessage {
  return message.from !== null && message.notice !== true && message.planted !== true
}

/** What participants are called, by place: as they were told at the beginning, or as an import says. Null where the record does not tell. */
function namesOf({ ticks, seats, plan }: RunRead): readonly string[] | null {
  const names = namesShown(namesIn(plan), ticks.slice(0, 2).flat())
  if (names.size === 0) return null
  return seats.map(({ participant }) => {
    const name = names.get(participant)
    return name === undefined || name.trim() === '' ? participant : name
  })
}

/** What somebody might have heard when it spoke. */
interface Heard {
  readonly seat: number
  readonly audience: ReadonlySet<string>
  readonly tick: number
  readonly arrived: number
}

/** So far back the message is looked for that another one follows. */
const LOOK_BACK = 200

function saidIn(
  run: RunRead,
  places: ReadonlyMap<ParticipantId, number>,
  names: readonly string[] | null,
): Said[] {
  const find = names === null ? null : mentionFinder(names)
  const said: Said[] = []
  const channels = new Map<string, { heard: Heard[]; last: number }>()
  run.ticks.forEach((list, tick) => {
    for (const entry of list) {
      if (entry.kind !== 'message-sent') continue
      const channel = channels.get(entry.channel) ?? { heard: [], last: -1 }
      channels.set(entry.channel, channel)
      const seat = entry.from === null ? undefined : places.get(entry.from)
      if (isOwn(entry) && seat !== undefined) {
        const named = find?.(entry.text).map((name) => (names ?? []).indexOf(name)) ?? null
        said.push({
          seat,
          tick,
          words: wordsIn(entry.text),
          channel: entry.channel,
          names: named?.filter((one) => one !== seat) ?? null,
          follows: followed(channel.heard, entry, seat, tick),
          beginsTurn: channel.last !== seat,
        })
      }
      channel.last = seat ?? -1
      if (seat === undefined || entry.notice === true) continue
      const audience = new Set<string>(entry.audience)
      channel.heard.push({ seat, audience, tick, arrived: entry.arrived ?? tick })
      if (channel.heard.length > 2 * LOOK_BACK) channel.heard.splice(0, LOOK_BACK)
    }
  })
  return said
}

/** Staggered, a speaker has heard what had arrived when it began; else what was said in the ticks before: those who speak in one tick do not hear one another. */
function followed(
  heard: readonly Heard[],
  { from, launched }: OwnMessage,
  seat: number,
  tick: number,
): number {
  const until = launched ?? tick
  for (let i = heard.length - 1; i >= 0; i--) {
    const one = heard[i] as Heard
    if (one.seat === seat || !one.audience.has(from)) continue
    if (launched === undefined ? one.tick < tick : one.arrived <= until) return one.seat
  }
  return -1
}

function crashIn({ ticks }: RunRead, places: ReadonlyMap<ParticipantId, number>): Crash | null {
  for (const [tick, list] of ticks.entries())
    for (const entry of list)
      if (entry.kind === 'participant-crashed') {
        const seat = places.get(entry.of)
        if (seat !== undefined) return { seat, tick }
      }
  return null
}
