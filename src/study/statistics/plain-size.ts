/** Numbers so large or so small that their squares are none are brought to a plain size first. */

const LARGE = 1e50
const SMALL = 1e-50

/**
 * What to divide values by so that sums of their squares, and products of these, are numbers: 1 as a rule; a power of two, which takes no digit, where the largest size is past 1e50 or below 1e-50.
 */
export function plainSize(values: Iterable<number>): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  if (largest === 0 || (largest <= LARGE && largest >= SMALL)) return 1
  // 2⁻¹⁰²² is the least power of two that has all its digits.
  return 2 ** Math.max(-1022, Math.floor(Math.log2(largest)))
}

/** The values themselves where their size is plain, otherwise a scaled copy. */
export function atSize(values: readonly number[], size: number): readonly number[] {
  return size === 1 ? values : values.map((value) => value / size)
}
