/** What the page of who knew what is answered. */
import type { PromptMessage } from '../../../record/prompt.ts'
import type { SeatTold } from '../seat-told.ts'
import type { AskTold, CallMade } from './attempts.ts'
import type { Holder } from './known-boundary.ts'

/** A piece of what was shown, word for word. */
export interface ShownPiece {
  readonly role: string
  readonly name: string
  /** As the record has it, such as `message:p4@12`; null for the scenario's own words. */
  readonly source: string | null
  /** The same in words. */
  readonly from: string
  readonly text: string
}

export interface ShownPieces {
  readonly ask: string
  readonly parts: readonly ShownPiece[]
  /** What of the past the plan's history budget left out; null where nothing was. */
  readonly dropped: {
    readonly parts: number
    readonly rounds: readonly [number, number]
    readonly characters: number
  } | null
}

export interface AskKnown extends AskTold {
  /** Null where nothing was put into words: it plays by a rule, or was not asked. */
  readonly shown: ShownPieces | null
  /** The messages that the parts make up, what each attempt sent first: by places of parts, so that no words are told twice. */
  readonly messages: readonly ShownMessage[]
}

export interface ShownMessage {
  readonly role: PromptMessage['role']
  /** Their texts, with blank lines between, are the message. */
  readonly parts: readonly number[]
}

/** What each attempt at an ask sent first, whole. */
export function messagesShown({
  shown,
  messages,
}: Pick<AskKnown, 'shown' | 'messages'>): PromptMessage[] {
  return messages.map(({ role, parts }) => ({
    role,
    text: parts.map((place) => shown?.parts[place]?.text ?? '').join('\n\n'),
  }))
}

/** The whole list of messages that a call sent: what each attempt begins with, and what was added for this one. */
export function messagesSent(
  shown: readonly PromptMessage[],
  { further }: Pick<CallMade, 'further'>,
): PromptMessage[] {
  return [...shown, ...further]
}

/** One tick for one participant. */
export interface KnewAnswer {
  readonly runId: string
  readonly tick: number
  readonly round: number | null
  readonly phase: string
  readonly participant: string
  readonly role: string
  readonly consents: readonly { readonly text: string; readonly given: boolean }[]
  readonly asks: readonly AskKnown[]
}

/** What is the same for all ticks of a run. */
export interface KnewFrame {
  readonly runId: string
  readonly scenario: string
  readonly treatment: string
  readonly replicate: number
  readonly status: string
  readonly ticks: number
  /** The runs that its ticks were played in, the oldest first: a fork's shared ticks are asked of whoever played them. */
  readonly line: readonly Holder[]
  /** The plan's history budget as JSON; null where all of the past is told. */
  readonly history: string | null
  /** What is done where no valid answer comes, in words. */
  readonly invalid: string
  readonly seats: readonly SeatTold[]
  /** Participant → the ticks at which it was asked, as ranges, both ends included. */
  readonly asked: Readonly<Record<string, readonly (readonly [number, number])[]>>
}

/** The nearest tick before or after one at which a participant was asked; undefined where there is none. */
export function askedBeside(
  ranges: readonly (readonly [number, number])[],
  tick: number,
  way: 'before' | 'after',
): number | undefined {
  const near =
    way === 'after'
      ? ranges.flatMap(([from, to]) => (to > tick ? [Math.max(from, tick + 1)] : []))
      : ranges.flatMap(([from, to]) => (from < tick ? [Math.min(to, tick - 1)] : []))
  return way === 'after' ? near[0] : near.at(-1)
}
