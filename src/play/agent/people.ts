/** The port to people: brings them what they are asked, and brings their answers back. It promises; whoever stands behind it has the clock. */
import type { AnswerForm } from '../../record/ask.ts'
import type { ObservationShown } from '../../record/decision-entries.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import type { Mending } from '../../record/reading.ts'

/** Where something is put to a person: one place in one run. */
export interface PersonAddress {
  readonly run: RunId
  readonly tick: number
  readonly participant: ParticipantId
  readonly ask: string
  /** From 0. */
  readonly attempt: number
}

export interface PutToPerson {
  readonly address: PersonAddress
  /** What the person reads: what an agent in its place would. */
  readonly parts: ObservationShown['parts']
  readonly form: AnswerForm
  /** Why the submission before was no answer, in a sentence; null at the first. */
  readonly refused: string | null
  /** Seconds for all attempts of the ask together; null where there is no limit. */
  readonly timeLimitS: number | null
  /** Seconds in which a person that has not come yet has to come; null where it is waited for. */
  readonly arriveWithinS: number | null
  /** The points of the participant as the run stands when it is called. */
  earnings(): number
}

/** Nobody was asked: the work was told to stop, or there is nobody to ask. The run is left as it is. */
export type NotPut =
  { readonly kind: 'withheld' } | { readonly kind: 'unreached'; readonly why: string }

/** The person has not come in the time in which it had to: its seat is closed. */
export interface NeverCame {
  readonly kind: 'absent'
  readonly latencyMs: number
}

export type PersonReply =
  | NeverCame
  | {
      readonly kind: 'submitted'
      /** The words as they were submitted. */
      readonly reply: string
      readonly latencyMs: number
      /** What had been done to the words already when they were recorded. */
      readonly mended?: readonly Mending[]
    }
  | { readonly kind: 'timeout'; readonly latencyMs: number }
  | NotPut

export type ConsentReply =
  { readonly kind: 'answered'; readonly given: boolean } | NeverCame | NotPut

/** Whatever people do comes back as a value. */
export interface People {
  answer(put: PutToPerson): Promise<PersonReply>
  /** `arriveWithinS` as of what is put to it. */
  consent(
    address: PersonAddress,
    text: string,
    arriveWithinS?: number | null,
  ): Promise<ConsentReply>
}
