/** Differences without what rounding leaves in them. */

/** Digits that a sum of points can be trusted to have, of those that its larger value has. */
const DIGITS = 12

/**
 * `to` − `from` to the digits that they can be trusted in: two equal sums made in another order differ by nothing, and 0.4 − 0.1 by as much as 0.5 − 0.2. Else a spread of rounding errors alone would
 * make a t of 10¹⁶.
 */
export function plainDifference(to: number, from: number): number {
  const size = Math.max(Math.abs(from), Math.abs(to))
  if (size === 0) return 0
  const places = Math.min(20, Math.max(0, DIGITS - Math.ceil(Math.log10(size))))
  return Number((to - from).toFixed(places)) + 0
}
