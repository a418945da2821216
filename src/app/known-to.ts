/** What a participant knew at a tick, and from where: what it was shown, or what it had seen by then. */
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import type { RunSummary, Store, StoredTick } from '../io/store/store.ts'
import type { ObservationShown } from '../record/decision-entries.ts'
import type { TickEntry } from '../record/entry.ts'
import type { ParticipantId } from '../record/ids.ts'
import { isSeenBy } from '../record/seen.ts'
import { asksBegin } from '../study/viewing/knew/known-truth.ts'
import { sourceInWords } from './source-in-words.ts'

/** A piece of what was known. */
export interface KnownPart {
  readonly name: string
  /** As the record has it, such as `message:p4@12`; null for the scenario's own words. */
  readonly source: string | null
  /** The same in words. */
  readonly from: string
  readonly text: string
}

/** What a reader of text was shown for one ask, part by part and word for word. */
export interface ShownAsk {
  readonly ask: string
  readonly parts: readonly (KnownPart & { readonly role: string })[]
  /** What of the past was left out by the plan's history budget; null where nothing was. */
  readonly dropped: {
    readonly parts: number
    readonly rounds: readonly [number, number]
    readonly characters: number
  } | null
}

export interface Known {
  readonly tick: number
  readonly round: number | null
  readonly phase: string
  readonly participant: string
  readonly role: string
  /** What it was asked at this tick; empty where it was not. */
  readonly asked: readonly string[]
  /** What it was shown at this tick; empty where nothing was put into words for it: it plays by a rule, or was not asked. */
  readonly shown: readonly ShownAsk[]
  /** What it had seen when this tick's asks were put, in order. */
  readonly seen: readonly KnownPart[]
}

/**
 * Reads one tick of a run for one of its participants.
 * @throws BadInputError where the run has no such tick or participant.
 */
export function knownTo(store: Store, run: RunSummary, number: number, participant: string): Known {
  const { runId, plan, ticks } = run
  const seat = plan.seats.find((one) => one.participant === participant)
  if (seat === undefined) {
    const known = plan.seats.map((one) => one.participant)
    throw new UnknownNameError('participant', participant, known, `They sit in ${runId}.`)
  }
  if (ticks === 0 || !Number.isInteger(number) || number < 0 || number >= ticks)
    throw new BadInputError(
      ticks === 0
        ? `${runId} has no ticks yet.`
        : `${runId} has no tick ${number}: it has ${ticks}, numbered from 0 to ${ticks - 1}.`,
    )
  const [at] = store.ticks(runId, number, number + 1)
  if (at === undefined) throw new BadInputError(`${runId} has lost its tick ${number}.`)
  const { entries } = at.content
  const asked = entries.flatMap((entry) => askOf(entry, participant))
  return {
    ...placeOf(at),
    participant,
    role: seat.role,
    asked,
    shown: shownIn(store, run, at, seat.participant),
    seen: seenBefore(store, run, at, seat.participant),
  }
}

/**
 * What a participant was put into words at a tick, for each of its asks. What it read for a probe is no part of what it knows, but it is what it was
 * shown. Only this tick is read, unless words were put in a mouth before.
 */
export function shownIn(
  store: Store,
  run: RunSummary,
  tick: StoredTick,
  participant: ParticipantId,
): ShownAsk[] {
  const shown = tick.content.entries.flatMap((entry) =>
    entry.kind === 'observation-shown' && entry.to === participant ? shownAsk(entry) : [],
  )
  if (shown.length === 0) return shown
  const told = toldOf(plantedUntil(store, run, tick.tick))
  return shown.map(({ parts, ...ask }) => ({ ...ask, parts: parts.map(told) }))
}

/** What a participant had seen when the asks of a tick were put, in order: the run is read up to there. */
function seenBefore(
  store: Store,
  run: RunSummary,
  at: StoredTick,
  participant: ParticipantId,
): KnownPart[] {
  const seen: KnownPart[] = []
  for (const { tick, content } of store.ticks(run.runId, 0, at.tick + 1)) {
    const { entries } = content
    const known = tick === at.tick ? entries.slice(0, asksBegin(entries)) : entries
    seen.push(...known.filter((entry) => isSeenBy(entry, participant)).flatMap(seenIn(tick)))
  }
  return seen.map(toldOf(plantedUntil(store, run, at.tick)))
}

/** The words that interventions put in mouths, up to a tick; plans without any need no look. */
function plantedUntil(store: Store, { runId, plan }: RunSummary, last: number): Planted[] {
  if (plan.interventions?.some(({ deed }) => deed.do === 'say') !== true) return []
  const planted: Planted[] = []
  for (const { tick, content } of store.ticks(runId, 0, last + 1))
    planted.push(...content.entries.flatMap(plantedIn(tick)))
  return planted
}

function placeOf({ tick, round, content }: StoredTick): Pick<Known, 'tick' | 'round' | 'phase'> {
  return { tick, round, phase: content.phase }
}

function askOf(entry: TickEntry, participant: string): string[] {
  if (entry.kind === 'decision-asked' && entry.of === participant) return [entry.ask]
  if (entry.kind === 'probe-asked' && entry.of === participant) return [`probe/${entry.probe}`]
  return []
}

function shownAsk(entry: ObservationShown): ShownAsk[] {
  const parts = entry.parts.map(({ role, name, text, source = null }) => ({
    role,
    ...known(name, source, text),
  }))
  return [{ ask: entry.ask, parts, dropped: entry.dropped ?? null }]
}

function seenIn(tick: number): (entry: TickEntry) => KnownPart[] {
  return (entry) => {
    switch (entry.kind) {
      case 'fact-shown':
        return [known(entry.name, `fact:${entry.name}@${tick}`, JSON.stringify(entry.data))]
      case 'message-sent': {
        const { from, channel, text } = entry
        return [known(channel, from === null ? `news@${tick}` : `message:${from}@${tick}`, text)]
      }
      case 'payoff-awarded':
        return [known('payoff', `payoff@${tick}`, String(entry.points))]
      case 'decision-taken':
      case 'decision-defaulted':
        return [known(entry.ask, `decision:${entry.ask}@${tick}`, String(entry.value))]
      default:
        return []
    }
  }
}

/** Words that an intervention put in a mouth: whoever heard them could not tell, whoever studies the record must. */
interface Planted {
  readonly source: string
  readonly text: string
  readonly words: string
}

function plantedIn(tick: number): (entry: TickEntry) => Planted[] {
  return (entry) => {
    if (entry.kind !== 'message-sent' || entry.planted !== true || entry.from === null) return []
    const words = `put in the mouth of ${entry.from} by an intervention in tick ${tick}`
    return [{ source: `message:${entry.from}@${tick}`, text: entry.text, words }]
  }
}

function toldOf(planted: readonly Planted[]): <P extends KnownPart>(part: P) => P {
  return (part) => {
    const found = planted.find(
      ({ source, text }) => source === part.source && part.text.includes(text),
    )
    return found === undefined ? part : { ...part, from: found.words }
  }
}

function known(name: string, source: string | null, text: string): KnownPart {
  return { name, source, from: sourceInWords(source, name), text }
}
