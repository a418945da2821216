/** The slope of a straight line through points. */

/** Ordinary least squares, y on x; null where there are fewer than three points or x does not vary. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number | null {
  const n = points.length
  if (n < 3) return null
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n
  let [covariance, variance, largest] = [0, 0, 0]
  for (const [x, y] of points) {
    covariance += (x - meanX) * (y - meanY)
    variance += (x - meanX) ** 2
    largest = Math.max(largest, Math.abs(x))
  }
  // What rounding leaves of a constant is no variation.
  return variance <= n * (largest * 1e-12) ** 2 ? null : covariance / variance
}

export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length
}
