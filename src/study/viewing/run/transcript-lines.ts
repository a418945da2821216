/** Entries of a tick as the lines that people read: those that only prepare another are left to the view of every entry. */
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import type { StoredTick } from '../../../io/store/store.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import type { DecisionDefaulted, DecisionTaken } from '../../../record/decision-entries.ts'
import type { TickEntry } from '../../../record/entry.ts'
import type { MessageSent } from '../../../record/play-entries.ts'
import { readReading, VALID } from '../../../record/reading.ts'
import { groupOfKind } from './line-groups.ts'
import {
  MOST_DATA,
  MOST_WORDS,
  type Decided,
  type Line,
  type OptionPlace,
  type Said,
  type Told,
  type TranscriptTick,
} from './transcript.ts'

/** An entry in words; null where there are none for it. */
export type InWords = (entry: TickEntry) => string | null

/** @param seated everybody who sits in the run: who hears a message that all of them hear is not listed. */
export function transcriptTick(
  { tick, round, seq, content }: StoredTick,
  seated: readonly string[],
  inWords: InWords,
): TranscriptTick {
  const { phase, entries } = content
  return {
    ...{ tick, round, phase, seq },
    entries: entries.length,
    lines: linesOf(entries, seq, seated, inWords),
  }
}

function linesOf(
  entries: readonly TickEntry[],
  first: number,
  seated: readonly string[],
  inWords: InWords,
): Line[] {
  const forms = new Map<string, AnswerForm>()
  const said = new Set<string>()
  for (const entry of entries) {
    if (entry.kind === 'decision-asked') forms.set(`${entry.of}\n${entry.ask}`, entry.form)
    if (entry.kind === 'message-sent') said.add(`${entry.from}\n${entry.text}`)
  }
  return entries.flatMap((entry, place) => {
    const seq = first + place
    switch (entry.kind) {
      case 'message-sent':
        return [saidLine(entry, seq, seated)]
      case 'decision-taken':
      case 'decision-defaulted':
        return decidedLines(entry, seq, forms, said)
      case 'payoff-awarded':
        return [{ as: 'paid', seq, who: entry.to, points: entry.points } as const]
      case 'fact-shown':
        return [shownLine(entry, seq)]
      case 'decision-asked':
      case 'observation-shown':
        return []
      case 'probe-asked':
      case 'model-called':
      case 'human-answered':
        return isUneventful(entry) ? [] : toldLine(entry, seq, inWords)
      default:
        return toldLine(entry, seq, inWords)
    }
  })
}

/** What went as it should is told by the decision that came of it. */
function isUneventful(entry: TickEntry): boolean {
  return 'reading' in entry ? readReading(entry.reading).verdict === VALID : false
}

function saidLine(message: MessageSent, seq: number, seated: readonly string[]): Said {
  const { from, channel, audience, text, onRecord, planted, notice, launched, arrived } = message
  const others = audience.filter((one) => one !== from)
  const hearers = new Set<string>(audience)
  const isForAll = seated.every((one) => one === from || hearers.has(one))
  return {
    as: 'said',
    ...{ seq, who: from, channel },
    audience: isForAll ? null : others,
    text: text.slice(0, MOST_WORDS),
    cutFrom: text.length > MOST_WORDS ? text.length : null,
    isOffRecord: !onRecord,
    isPlanted: planted === true,
    isNotice: notice === true,
    launched: launched ?? null,
    arrived: arrived ?? null,
  }
}

/** What was said at once stands there as a message: the decision to say it tells nothing more. */
function decidedLines(
  decision: DecisionTaken | DecisionDefaulted,
  seq: number,
  forms: ReadonlyMap<string, AnswerForm>,
  said: ReadonlySet<string>,
): Decided[] {
  const { of, ask, value, displayed, status, attempts } = decision
  const isSaid = typeof value === 'string' && said.has(`${of}\n${value}`)
  if (isSaid && status === 'valid') return []
  const decided: Decided = {
    as: 'decided',
    ...{ seq, who: of, ask, status, attempts, isSaid },
    value: isSaid ? null : typeof value === 'string' ? value.slice(0, MOST_WORDS) : value,
    displayed: displayed === value ? null : displayed,
    why: decision.kind === 'decision-defaulted' ? decision.why : null,
    option: optionPlace(forms.get(`${of}\n${ask}`), value),
  }
  return [decided]
}

/** Where an answer stands among the options of its ask. */
export function optionPlace(form: AnswerForm | undefined, value: unknown): OptionPlace | null {
  if (form?.kind !== 'choice' || typeof value !== 'string') return null
  const at = form.options.indexOf(value)
  return at < 0 ? null : { at, of: form.options.length }
}

function shownLine(fact: Extract<TickEntry, { kind: 'fact-shown' }>, seq: number): Line {
  const { to, name, data } = fact
  const json = canonicalJson(data)
  const isCut = json.length > MOST_DATA
  return { as: 'shown', seq, who: to, name, data: json.slice(0, MOST_DATA), isCut }
}

function toldLine(entry: TickEntry, seq: number, inWords: InWords): Line[] {
  const words = inWords(entry)
  const { kind } = entry
  const who = participantOf(entry)
  if (words === null)
    return [
      { as: 'unknown', seq, kind, who, body: canonicalJson(entry as Json).slice(0, MOST_DATA) },
    ]
  const told: Told = { as: 'told', seq, group: groupOfKind(kind), kind, who, words }
  return [told]
}

/** Whose an entry is; null where it is of nobody, or of several. */
export function participantOf(entry: TickEntry): string | null {
  const { of, to, from } = entry as { of?: unknown; to?: unknown; from?: unknown }
  const who = of ?? to ?? from
  return typeof who === 'string' ? who : null
}
