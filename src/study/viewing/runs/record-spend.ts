/** What the calls of a record came to. */
import type { FailureKind } from '../sitting-status.ts'

/** What became of the calls of one provider, each try counted. */
export interface ProviderCalls {
  readonly name: string
  readonly made: number
  /** Tries after the first of their call. */
  readonly retries: number
  /** Tries that the server was too busy for (429). */
  readonly refused: number
  readonly failures: Readonly<Record<FailureKind, number>>
  /** As the server counted them, where that can be believed. */
  readonly inputTokens: number
  readonly outputTokens: number
  readonly usd: number
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
  /** Replies whose cost is not known. */
  readonly unpriced: number
}

export interface RecordSpend {
  readonly calls: number
  readonly usd: number
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
  /** Replies whose cost is not known. */
  readonly unpriced: number
  /** The same by provider, but for tries of calls that were given up: of these no run has an entry. */
  readonly providers: readonly ProviderCalls[]
}
