/** What the calls of a record came to. */

export interface RecordSpend {
  readonly calls: number
  readonly usd: number
  /** US dollars that may have been charged besides. */
  readonly uncertainUsd: number
  /** Replies whose cost is not known. */
  readonly unpriced: number
}
