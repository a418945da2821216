/** Outcomes of rounds as shares of a whole. */

/** Shares of states under one treatment, occasion by occasion. */
export interface StateSeries {
  readonly treatment: string
  /** Of whom and of what; null for pairs of moves. */
  readonly about: { readonly role: string; readonly ask: string } | null
  readonly states: readonly string[]
  readonly isOrdered: boolean
  readonly points: readonly {
    readonly occasion: number
    readonly runs: number
    /** In the order of `states`. */
    readonly shares: readonly number[]
  }[]
}
