/** The talk of a run as plain text, one text for each channel and one for what was decided, with the place of each line in it. */
import { total } from '../../base/exact-decimals.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import { nameOf } from '../../record/names.ts'
import type { Tick } from '../../record/tick.ts'
import { decisionLine, isOwnMessage, ownDecisions } from '../coding/own-words.ts'
import {
  runWorldOf,
  type PlacedDecision,
  type PlacedMessage,
  type RunWorld,
} from '../coding/run-world.ts'
import { NOBODY } from '../coding/unit-text.ts'
import { codePoints } from '../coding/code-points.ts'
import { holdable } from './xml.ts'

/** One message or decision where it stands in a source: offsets in code points of the source's text. */
export interface LaidLine {
  /** Its place in the record. */
  readonly seq: number
  readonly kind: 'message' | 'decision'
  /** Whose own words or decision it is; null for news, notices, planted words and decisions that were not made. */
  readonly participant: ParticipantId | null
  /** Where the line begins, where its words begin, where they end. */
  readonly start: number
  readonly words: number
  readonly end: number
  /** The words as they are recorded, before line ends were made alike. */
  readonly recorded: string
}

export interface LaidSource {
  /** A channel's name, or null for decisions. */
  readonly channel: string | null
  readonly name: string
  readonly text: string
  readonly lines: readonly LaidLine[]
}

export interface LaidRun {
  readonly run: RunId
  readonly world: RunWorld
  readonly sources: readonly LaidSource[]
  readonly names: ReadonlyMap<ParticipantId, string>
  /** Sums of what was awarded. */
  readonly payoffs: ReadonlyMap<ParticipantId, number>
}

export interface LayingOut {
  /** Lines end with CRLF, which counts as two code points; they end with LF otherwise. */
  readonly crlf?: boolean
  /** Told how many characters XML cannot hold were replaced. */
  readonly replaced?: (count: number) => void
}

/**
 * Lays out a run. What participants said and decided themselves is a line `Name: words`; what nobody did so stands in brackets; a line tells each round.
 * Words keep their own line breaks, so that a selection of them is what was said and nothing else.
 */
export function layOut(run: RunSummary, ticks: Iterable<Tick>, laying: LayingOut = {}): LaidRun {
  const payoffs = new Map<ParticipantId, number>()
  const world = runWorldOf(run, countingPayoffs(ticks, payoffs))
  const names = new Map(
    run.plan.seats.map(({ participant }) => [
      participant,
      speakerName(nameOf(participant, world.names)),
    ]),
  )
  const drafts = new Map<string | null, Draft>()
  for (const line of linesOf(world, names)) {
    let draft = drafts.get(line.channel)
    if (draft === undefined)
      drafts.set(line.channel, (draft = draftOf(world.run, line.channel, laying)))
    draft.put(line)
  }
  const sources = [...drafts.values()].map((draft) => draft.laid())
  return { run: world.run, world, sources, names, payoffs }
}

function* countingPayoffs(
  ticks: Iterable<Tick>,
  payoffs: Map<ParticipantId, number>,
): Iterable<Tick> {
  for (const tick of ticks) {
    for (const entry of tick.content.entries)
      if (entry.kind === 'payoff-awarded')
        payoffs.set(entry.to, total(payoffs.get(entry.to) ?? 0, entry.points))
    yield tick
  }
}

interface Line extends Pick<LaidLine, 'seq' | 'kind' | 'participant' | 'recorded'> {
  readonly channel: string | null
  readonly round: number | null
  readonly prefix: string
}

/** Messages, and decisions that are not the words of a message, as they stand in the record. */
function linesOf(world: RunWorld, names: ReadonlyMap<ParticipantId, string>): Line[] {
  const own = new Set(ownDecisions(world))
  const decisions = world.decisions.filter((one) => own.has(one) || !isMade(one))
  return [
    ...world.messages.map((message) => lineOfMessage(message, names)),
    ...decisions.map((decision) => lineOfDecision(decision, own.has(decision), names)),
  ].sort((a, b) => a.seq - b.seq)
}

/** A decision that was made by its participant; where it is laid out nowhere, it is the words of a message. */
function isMade({ entry }: PlacedDecision): boolean {
  return entry.kind === 'decision-taken' && entry.status !== 'planted'
}

function lineOfMessage(message: PlacedMessage, names: ReadonlyMap<ParticipantId, string>): Line {
  const { seq, round, entry } = message
  const { from, channel, text, notice, planted } = entry
  const line = { seq, round, channel, kind: 'message' as const, recorded: text }
  if (isOwnMessage(message))
    return { ...line, participant: from, prefix: `${names.get(message.entry.from) ?? '?'}: ` }
  const who = from === null ? NOBODY : (names.get(from) ?? '?')
  const how =
    from === null
      ? ''
      : notice === true
        ? ', notice'
        : planted === true
          ? ', planted'
          : ', off the record'
  return { ...line, participant: null, prefix: `[${who}${how}] ` }
}

function lineOfDecision(
  decision: PlacedDecision,
  isOwn: boolean,
  names: ReadonlyMap<ParticipantId, string>,
): Line {
  const { seq, round, entry } = decision
  const who = names.get(entry.of) ?? '?'
  const recorded = decisionLine(decision).text
  const line = { seq, round, channel: null, kind: 'decision' as const, recorded }
  return isOwn
    ? { ...line, participant: entry.of, prefix: `${who}: ` }
    : { ...line, participant: null, prefix: `[${who}, ${entry.status}] ` }
}

interface Draft {
  put(line: Line): void
  laid(): LaidSource
}

function draftOf(run: RunId, channel: string | null, { crlf = false, replaced }: LayingOut): Draft {
  const name = `${run} ${oneLine(channel ?? 'decisions')}`
  const lineEnd = crlf ? '\r\n' : '\n'
  const parts: string[] = []
  const lines: LaidLine[] = []
  let at = 0
  let last: number | null = null
  const write = (text: string): number => {
    parts.push(text)
    return (at += codePoints(text))
  }
  write(`${name.replaceAll(':', ' ')}${lineEnd}`)
  return {
    put({ round, prefix, seq, kind, participant, recorded }) {
      if (round !== last && round !== null) write(`${lineEnd}Round ${round}${lineEnd}`)
      last = round
      const start = at
      const words = write(prefix)
      const end = write(laidText(holdable(recorded, replaced), crlf))
      lines.push({ seq, kind, participant, start, words, end, recorded })
      write(lineEnd)
    },
    laid: () => ({ channel, name, text: parts.join(''), lines }),
  }
}

/** Text with all line ends alike. */
export function laidText(text: string, crlf: boolean): string {
  const alike = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
  return crlf ? alike.replaceAll('\n', '\r\n') : alike
}

function oneLine(words: string): string {
  return holdable(words).replaceAll(/\s+/gu, ' ').trim()
}

/** A tool that codes speakers by themselves takes what stands before the first colon, up to 63 characters. */
const MOST_OF_A_NAME = 60

function speakerName(name: string): string {
  const cut = [...oneLine(name.replaceAll(/[:[\]\p{Cc}]/gu, ' '))].slice(0, MOST_OF_A_NAME).join('')
  return cut.trim() === '' ? '?' : cut.trim()
}
