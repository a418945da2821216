/** Gini’s coefficient of inequality. */

/** Null where it is undefined, with the reason. */
export type Gini =
  | { readonly value: number; readonly reason?: undefined }
  | { readonly value: null; readonly reason: string }

/**
 * The mean absolute difference between all pairs (each with itself among them) over twice the mean: G = Σ (2i − n − 1) x_i / (n Σ x) with values in ascending order (Gini 1912;
 * Sen 1973). From 0, all alike, to (n − 1)/n, one has everything; no correction for small n. Undefined where a value is negative (it could pass 1), where all are 0, and for
 * fewer than two values.
 */
export function giniOf(values: readonly number[]): Gini {
  const n = values.length
  if (n < 2) return { value: null, reason: 'fewer than two participants' }
  if (values.some((value) => value < 0)) return { value: null, reason: 'a total is negative' }
  const sum = values.reduce((a, b) => a + b, 0)
  if (sum === 0) return { value: null, reason: 'all totals are 0' }
  const sorted = [...values].sort((a, b) => a - b)
  const weighted = sorted.reduce((total, value, i) => total + (2 * (i + 1) - n - 1) * value, 0)
  return { value: Math.min((n - 1) / n, Math.max(0, weighted / (n * sum))) }
}
