/** What a record keeps of money beside its runs. */

/** What was spent on calls of which nothing came. */
export interface UnrecordedSpend {
  /** Tries. */
  readonly calls: number
  readonly usd: number
  /** US dollars that may have been charged. */
  readonly uncertainUsd: number
}

export interface KeptSpend {
  readonly spend: UnrecordedSpend
  /** At which cap the last sitting stopped and why, in words; null where it did not, or was played before this was kept. */
  readonly stoppedAt: string | null
}

/** @param text JSON as a store keeps it; undefined where it keeps none. */
export function keptSpendIn(text: string | undefined): KeptSpend {
  const {
    calls = 0,
    usd = 0,
    uncertainUsd = 0,
    stoppedAt,
  } = (text === undefined ? {} : JSON.parse(text)) as Partial<UnrecordedSpend> & {
    readonly stoppedAt?: unknown
  }
  return {
    spend: { calls, usd, uncertainUsd },
    stoppedAt: typeof stoppedAt === 'string' ? stoppedAt : null,
  }
}
