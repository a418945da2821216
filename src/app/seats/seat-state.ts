/** What a participant's page is told of its seat, and of nothing else: types that the page shares with the server. */

/** The form to fill in. Options are told by their labels, in the order in which they are displayed; their canonical names are nobody's business. */
export type SeatForm =
  | { readonly kind: 'choice'; readonly labels: readonly string[]; readonly passable: boolean }
  | {
      readonly kind: 'amount'
      readonly min: number
      readonly max: number
      readonly step: number
      readonly passable: boolean
    }
  | { readonly kind: 'text'; readonly maxLength: number; readonly passable: boolean }

/** What is submitted by whoever passes, where `passable`. */
export const PASS_REPLY = 'PASS'

export interface SeatPart {
  /** `rules`, `history`, `question`, …: a name for a style, not a text. */
  readonly name: string
  readonly text: string
}

export type SeatState =
  /** To be answered with the same `id`. */
  | { readonly kind: 'consent'; readonly id: string; readonly text: string }
  /** The others are asked, or nobody is yet. `missed`: the time for the last question was over before an answer came. */
  | { readonly kind: 'waiting'; readonly missed: boolean }
  | {
      readonly kind: 'asked'
      /** To be answered with it: an answer to another question does not count. Another attempt has another id. */
      readonly id: string
      /** From 0. */
      readonly attempt: number
      readonly parts: readonly SeatPart[]
      readonly form: SeatForm
      /** Why the answer before did not count, in a sentence; null at the first attempt. */
      readonly refused: string | null
      /** Milliseconds until the time is over; null where there is no limit. */
      readonly leftMs: number | null
    }
  /** The work was stopped, and goes on later under the same link. */
  | { readonly kind: 'paused' }
  /** `declined`: no consent was given. `late`: the time to come was over before its page was opened. */
  | {
      readonly kind: 'over'
      readonly how: 'finished' | 'aborted' | 'failed' | 'declined' | 'late'
      readonly debrief: string | null
      /** With its unit: `$12.5`, `7 points`. Null where nobody can tell, or nobody shall know. */
      readonly earned: string | null
      /** True where there is something to read, and the page has not said yet that it was read. */
      readonly isToRead: boolean
    }

/** Body of `POST consent`. */
export interface ConsentGiven {
  readonly id: string
  readonly given: boolean
}

/** Body of `POST answer`. `reply`: the label of the option, the number in digits, the words, or `PASS_REPLY`. */
export interface AnswerGiven {
  readonly id: string
  readonly reply: string
}

/** What every POST is answered with, `POST read` among them. `taken` is false (and the status 409) where it was for another question than the one that is open, or nothing is to be read. */
export interface Received {
  readonly taken: boolean
  readonly state: SeatState
}
