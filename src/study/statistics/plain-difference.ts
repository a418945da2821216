/** Differences without what rounding leaves in them. */

/** Digits that a sum of points can be trusted to have, of those that its larger value has. */
const DIGITS = 12
/** Past these, the digits of a very small number are counted from its own first one. */
const MOST_PLACES = 20

/**
 * `to` − `from` to the digits that they can be trusted in: two equal sums made in another order differ by nothing, and 0.4 − 0.1 by as much as 0.5 − 0.2. Else a spread of rounding errors alone would
 * make a t of 10¹⁶.
 */
export function plainDifference(to: number, from: number): number {
  const size = Math.max(Math.abs(from), Math.abs(to))
  if (size === 0) return 0
  const places = Math.max(0, DIGITS - Math.ceil(Math.log10(size)))
  return places > MOST_PLACES
    ? Number((to / size - from / size).toFixed(DIGITS)) * size + 0
    : Number((to - from).toFixed(places)) + 0
}
