/** What became of the calls of one model or provider: plain data. */

/** Why calls failed, by what would help; refusals of a busy server (429) are counted apart. */
export type FailureKind = 'passing' | 'timeout' | 'unreached' | 'prompt' | 'setup'

/** Every try of a call is counted. */
export interface CallTally {
  /** A provider, or `provider/model`. */
  readonly name: string
  /** Calls, however many tries they took. */
  readonly calls: number
  /** Tries. */
  readonly made: number
  /** Tries after the first of their call. */
  readonly retries: number
  /** Tries that the server was too busy for (429). */
  readonly refused: number
  /** Tries that brought nothing for another reason. */
  readonly failures: Readonly<Record<FailureKind, number>>
  /** Calls that brought no reply at whatever try. */
  readonly unanswered: number
  /** As the server counted them, where that can be believed. */
  readonly inputTokens: number
  readonly outputTokens: number
  readonly usd: number
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
  /** Replies whose cost is not known. */
  readonly unpriced: number
}
