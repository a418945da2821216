/** When those from whom a decision or a payoff was hidden are told of it: the first entry shown to them that holds its value. */
import type { Json } from '../../../base/canonical-json.ts'
import type { StoredTick } from '../../../io/store/store.ts'
import type { Value } from '../../../record/ask.ts'
import type { TickEntry } from '../../../record/entry.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { isSeenBy } from '../../../record/seen.ts'
import type { Telling } from './known-boundary.ts'

type Tellable = Extract<
  TickEntry,
  { kind: 'decision-taken' | 'decision-defaulted' | 'payoff-awarded' }
>

/** Words are told when they are said, be it ticks later; everything else in the tick in which it happened. */
interface Pending {
  readonly entry: Tellable
  readonly tellings: Telling[]
  /** Those who do not know of it yet. */
  open: ParticipantId[]
}

/**
 * The tellings of the entry at a place of a tick; entries that are neither decision nor payoff have none. A fact tells a value where it holds it more
 * often than the reader's own decisions (or payoffs) of the tick account for: that is what the record shows. What the value means there only the
 * scenario knows.
 */
export function tellingsOf(
  ticks: readonly StoredTick[],
  participants: readonly ParticipantId[],
  asksBegin: (entries: readonly TickEntry[]) => number,
): (tick: number, place: number) => readonly Telling[] {
  const found = new Map<string, Telling[]>()
  let talk: Pending[] = []
  for (const { tick, content } of ticks) {
    const asks = asksBegin(content.entries)
    const happened = content.entries.filter(isTellable)
    let pending = talk
    for (const [place, entry] of content.entries.entries()) {
      if (isTellable(entry)) {
        if (valueOf(entry) === null) continue
        const tellings: Telling[] = []
        found.set(`${tick} ${place}`, tellings)
        const open = participants.filter((one) => one !== ownerOf(entry))
        pending = [...pending, { entry, tellings, open }]
      } else for (const one of pending) tell(one, entry, place < asks ? tick : tick + 1, happened)
    }
    // Choices and amounts that nobody was told of at once may be told in any way later: nothing is said of that.
    talk = pending.filter(({ entry, open }) => open.length > 0 && isWords(entry))
  }
  return (tick, place) => found.get(`${tick} ${place}`) ?? []
}

function tell(
  pending: Pending,
  entry: TickEntry,
  from: number,
  happened: readonly Tellable[],
): void {
  if (entry.kind !== 'message-sent' && entry.kind !== 'fact-shown') return
  const { entry: tellable, tellings } = pending
  const holds = (reader: ParticipantId): boolean =>
    isSeenBy(entry, reader) &&
    (entry.kind === 'message-sent'
      ? entry.from === ownerOf(tellable) && entry.text === valueOf(tellable)
      : count(entry.data, tellable) > ownOf(reader, tellable, happened))
  const told = pending.open.filter(holds)
  if (told.length === 0) return
  const by = entry.kind === 'message-sent' ? entry.channel : `fact ${entry.name}`
  tellings.push(...told.map((to) => ({ to, from, by })))
  pending.open = pending.open.filter((one) => !told.includes(one))
}

/** How much of what a fact holds may be the reader's own. */
function ownOf(reader: ParticipantId, told: Tellable, happened: readonly Tellable[]): number {
  const isPayoff = told.kind === 'payoff-awarded'
  return happened.filter(
    (one) =>
      ownerOf(one) === reader &&
      valueOf(one) === valueOf(told) &&
      (one.kind === 'payoff-awarded') === isPayoff,
  ).length
}

function isTellable(entry: TickEntry): entry is Tellable {
  const { kind } = entry
  return kind === 'decision-taken' || kind === 'decision-defaulted' || kind === 'payoff-awarded'
}

function isWords(entry: Tellable): boolean {
  return (
    entry.kind !== 'payoff-awarded' && typeof entry.value === 'string' && entry.displayed === null
  )
}

function ownerOf(entry: Tellable): ParticipantId {
  return entry.kind === 'payoff-awarded' ? entry.to : entry.of
}

function valueOf(entry: Tellable): Value {
  return entry.kind === 'payoff-awarded' ? entry.points : entry.value
}

/** Which round it is, is no value that anybody decided. */
const COUNTING = ['round', 'rounds', 'tick']

/** How often a value, or the label under which it was seen, stands in the data of a fact. */
function count(data: Json, entry: Tellable): number {
  if (Array.isArray(data)) return data.reduce<number>((sum, one) => sum + count(one, entry), 0)
  if (typeof data === 'object' && data !== null)
    return Object.entries(data).reduce(
      (sum, [key, one]) => (COUNTING.includes(key) ? sum : sum + count(one, entry)),
      0,
    )
  const displayed = entry.kind === 'payoff-awarded' ? null : entry.displayed
  return data === valueOf(entry) || (displayed !== null && data === displayed) ? 1 : 0
}
