/** What a seat of a model carries from ask to ask: the turns of its thread, and the running summary of what is told no more. */
import type { TickEntry } from '../../record/entry.ts'
import { isProbeAsk } from '../../record/probe.ts'
import { readReading, VALID } from '../../record/reading.ts'
import { isReply, isSummary, OPENING, originOf, type ShownPart } from './shown-part.ts'

/**
 * `fresh`: every ask is put to somebody who remembers nothing but what it is told. `thread`: every ask goes on with one conversation. `branch`: one
 * conversation up to an ask; each later ask goes on from there, and knows nothing of the others.
 */
export type Session =
  { readonly kind: 'fresh' | 'thread' } | { readonly kind: 'branch'; readonly after: string }

/** One ask that was answered: what was told for it, and the reply that was accepted. */
export interface Turn {
  readonly tick: number
  readonly round: number
  readonly parts: readonly ShownPart[]
  readonly reply: string
}

export interface Summary {
  readonly text: string
  /** When it was written. */
  readonly tick: number
  /** The last round that it covers. */
  readonly upTo: number
}

export interface Conversation {
  readonly turns: readonly Turn[]
  readonly summary: Summary | null
  /** True for a branch whose stem is at its end. */
  readonly isClosed: boolean
}

export const NOTHING_SAID: Conversation = { turns: [], summary: null, isClosed: false }

/** The conversation after an ask was answered. An ask that was not, in the end, leaves no turn: what it told is told again. */
export function withTurn(
  conversation: Conversation,
  session: Session,
  ask: string,
  turn: Turn,
): Conversation {
  if (session.kind === 'fresh' || conversation.isClosed) return conversation
  return {
    ...conversation,
    turns: [...conversation.turns, { ...turn, reply: quoted(turn.reply) }],
    isClosed: session.kind === 'branch' && session.after === ask,
  }
}

/** What was told for this ask and not before it: the parts behind the last reply. */
export function ownParts(parts: readonly ShownPart[]): readonly ShownPart[] {
  const last = parts.findLastIndex((part) => isReply(part) || originOf(part.source) === OPENING)
  return parts.slice(last + 1).filter((part) => part.role !== 'system' && !isSummary(part))
}

/** The name under which the record keeps the calls that write a summary for an ask. */
export function summaryAsk(ask: string): string {
  return `${ask}/summary`
}

/** The conversation after a tick that stands in the record; `entries` are those that the participant may know. */
export function recalled(
  conversation: Conversation,
  session: Session,
  { tick, round }: { readonly tick: number; readonly round: number },
  entries: readonly TickEntry[],
): Conversation {
  let after = conversation
  for (const shown of entries) {
    if (shown.kind !== 'observation-shown') continue
    const { ask, parts, dropped } = shown
    if (isProbeAsk(ask) || ask.includes('/')) continue
    const summary = acceptedReply(entries, summaryAsk(ask))
    if (summary !== undefined && dropped !== undefined)
      after = { ...after, summary: { text: summary, tick, upTo: dropped.rounds[1] } }
    const isTaken = entries.some((entry) => entry.kind === 'decision-taken' && entry.ask === ask)
    const reply = isTaken ? acceptedReply(entries, ask) : undefined
    if (reply !== undefined)
      after = withTurn(after, session, ask, { tick, round, parts: ownParts(parts), reply })
  }
  return after
}

/** The words of the last call for an ask, where they were an answer. */
function acceptedReply(entries: readonly TickEntry[], ask: string): string | undefined {
  const last = entries.findLast((entry) => entry.kind === 'model-called' && entry.ask === ask)
  if (last?.kind !== 'model-called' || last.completion === null) return undefined
  return readReading(last.reading).verdict === VALID ? last.completion : undefined
}

/** A reply that is shown to the model again is cut here, so that an endless one does not burst the next prompt. */
const QUOTED_LIMIT = 8_000

/** A reply as it is shown again. */
export function quoted(reply: string): string {
  return reply.length > QUOTED_LIMIT ? `${reply.slice(0, QUOTED_LIMIT).toWellFormed()} […]` : reply
}
