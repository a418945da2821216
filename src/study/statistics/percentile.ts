/** Percentiles of a sample. */

/**
 * The value below which a share p of a sample lies, with linear interpolation between order statistics: definition 7 of Hyndman & Fan 1996 (The American Statistician
 * 50), which R's `quantile` uses.
 * @throws RangeError for an empty sample, or p outside 0 to 1.
 */
export function percentile(sorted: ArrayLike<number>, p: number): number {
  const { length } = sorted
  if (length === 0) throw new RangeError('an empty sample has no percentiles')
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no share: give one from 0 to 1`)
  const at = (length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, length - 1)] as number
  return low === high ? low : low + (at - below) * (high - low)
}
