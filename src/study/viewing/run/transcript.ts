/** The transcript of a run, a page of ticks at a time: what the lines that people read tell, each with the place of its entry. */
import type { Value } from '../../../record/ask.ts'
import type { LineGroup } from './line-groups.ts'

/** Characters (UTF-16) of one text on a page; what is longer is cut, and says so. */
export const MOST_WORDS = 20_000
/** Characters of a fact's data as JSON. */
export const MOST_DATA = 600

interface Placed {
  /** The place of its entry in the record, as the view `entries` numbers it. */
  readonly seq: number
}

/** Words on a channel. */
export interface Said extends Placed {
  readonly as: 'said'
  /** Null where nobody who is seated says them. */
  readonly who: string | null
  readonly channel: string
  /** Those who may hear it beside the speaker; null where everybody may. */
  readonly audience: readonly string[] | null
  readonly text: string
  /** How long the text is, where it was cut. */
  readonly cutFrom: number | null
  readonly isOffRecord: boolean
  readonly isPlanted: boolean
  readonly isNotice: boolean
  /** In staggered talk: the tick at which its speaker began, and the first at which it is heard. */
  readonly launched: number | null
  readonly arrived: number | null
}

/** What was decided, or put in the place of a decision. */
export interface Decided extends Placed {
  readonly as: 'decided'
  readonly who: string
  readonly ask: string
  /** Canonical. */
  readonly value: Value
  /** The label that was displayed, where it differs from the value. */
  readonly displayed: string | null
  readonly status: string
  readonly attempts: number
  readonly why: string | null
  /** Which of how many options, in canonical order; null for amounts, words and passes. */
  readonly option: OptionPlace | null
  /** True where the words were said at once, so that they stand there as a message. */
  readonly isSaid: boolean
}

/** `at` counts from 0. */
export interface OptionPlace {
  readonly at: number
  readonly of: number
}

export interface Paid extends Placed {
  readonly as: 'paid'
  readonly who: string
  readonly points: number
}

/** A fact that was shown, as JSON. */
export interface Shown extends Placed {
  readonly as: 'shown'
  readonly who: string
  readonly name: string
  readonly data: string
  readonly isCut: boolean
}

/** What is told in words of ours: chance, interventions, presence, probes, calls that failed, consent. */
export interface Told extends Placed {
  readonly as: 'told'
  readonly group: LineGroup
  readonly kind: string
  readonly who: string | null
  readonly words: string
}

/** An entry of a kind that is not known here: its JSON. */
export interface Unknown extends Placed {
  readonly as: 'unknown'
  readonly kind: string
  readonly who: string | null
  readonly body: string
}

export type Line = Said | Decided | Paid | Shown | Told | Unknown

export interface TranscriptTick {
  readonly tick: number
  readonly round: number | null
  readonly phase: string
  /** The place of its first entry. */
  readonly seq: number
  /** How many entries it has, those among them that no line tells. */
  readonly entries: number
  readonly lines: readonly Line[]
}

export interface TranscriptPage {
  readonly page: number
  readonly ticks: readonly TranscriptTick[]
}
