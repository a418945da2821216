/** Which items of a long list are drawn. */

/** A range of items; never empty where the list is not. */
export interface Drawn {
  readonly from: number
  /** The first one behind it. */
  readonly to: number
}

/** Items that are drawn before anything is measured. */
const FIRST = 10

export function around(place: number, count: number): Drawn {
  const from = Math.max(0, Math.min(place - 2, count - FIRST))
  return { from, to: Math.min(count, from + FIRST) }
}

/** What is left of a range in a list that may have become shorter: its end, where nothing is. */
export function within({ from, to }: Drawn, count: number): Drawn {
  return from < count && from < to ? { from, to: Math.min(count, to) } : around(count - 1, count)
}
