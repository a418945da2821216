/** What the calls of a record came to. */
import type { CallTally } from '../../analysis/call-tally.ts'

/** What became of the calls of one provider. */
export type ProviderCalls = CallTally

export interface RecordSpend {
  /** Each try counted. */
  readonly calls: number
  readonly usd: number
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
  /** Replies whose cost is not known. */
  readonly unpriced: number
  /** The same by provider, but for tries of calls that were given up: of these no run has an entry. */
  readonly providers: readonly ProviderCalls[]
  /** At which cap of the budget the last sitting stopped, in words; null where it did not, or the record is from before this was kept. */
  readonly stoppedAt: string | null
}
