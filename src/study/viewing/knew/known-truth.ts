/** The true state of a run, tick by tick: everything that happened, each thing with those who may know of it. */
import { canonicalJson } from '../../../base/canonical-json.ts'
import type { StoredTick } from '../../../io/store/store.ts'
import type { TickEntry } from '../../../record/entry.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { isSeenBy } from '../../../record/seen.ts'
import type { Happening, HappenedTick } from './known-boundary.ts'
import { tellingsOf } from './known-telling.ts'
import { happeningInWords } from './known-words.ts'

/** With the first of these the asks of a tick begin; what stands before them was known when they were put. */
const ASKING: ReadonlySet<TickEntry['kind']> = new Set(['decision-asked', 'probe-asked'])

/** What somebody was shown and how its model was called are told with its own ask: see `attempts.ts`. */
const TOLD_ELSEWHERE: ReadonlySet<TickEntry['kind']> = new Set([
  'observation-shown',
  'model-called',
  'human-answered',
  'probability-estimated',
  'decision-asked',
  'probe-asked',
])

/** The place of the first ask of a tick; behind its last entry where nobody is asked. */
export function asksBegin(entries: readonly TickEntry[]): number {
  const place = entries.findIndex(({ kind }) => ASKING.has(kind))
  return place < 0 ? entries.length : place
}

/** What happened in ticks. Of those that follow each other, the later ones say when the earlier ones were told. */
export function happenedIn(
  ticks: readonly StoredTick[],
  participants: readonly ParticipantId[],
): HappenedTick[] {
  const tellings = tellingsOf(ticks, participants, asksBegin)
  return ticks.map(({ tick, round, seq, content }) => ({
    tick,
    round,
    seq,
    phase: content.phase,
    happenings: merged(
      content.entries.flatMap((entry, place) => {
        if (TOLD_ELSEWHERE.has(entry.kind)) return []
        const told = tellings(tick, place)
        return [happening(entry, place, asksBegin(content.entries), participants, told)]
      }),
    ),
  }))
}

function happening(
  entry: TickEntry,
  place: number,
  asks: number,
  participants: readonly ParticipantId[],
  told: Happening['told'],
): Happening {
  return {
    place,
    kind: entry.kind,
    ...happeningInWords(entry),
    knownTo: participants.filter((participant) => isSeenBy(entry, participant)),
    isAhead: place < asks,
    told,
  }
}

/** The same fact, shown to several in one tick, is one thing that all of them know. */
function merged(happenings: readonly Happening[]): Happening[] {
  const facts = new Map<string, number>()
  const kept: Happening[] = []
  for (const one of happenings) {
    if (one.kind !== 'fact-shown') {
      kept.push(one)
      continue
    }
    const key = canonicalJson([one.what, one.text, one.isAhead])
    const at = facts.get(key)
    const first = at === undefined ? undefined : kept[at]
    if (at === undefined || first === undefined) {
      facts.set(key, kept.length)
      kept.push(one)
    } else kept[at] = { ...first, knownTo: [...first.knownTo, ...one.knownTo] }
  }
  return kept
}
