/** How much two categories agree: weights for coefficients that give credit for near misses. */

/**
 * - `identity`: 1 for the same category, 0 otherwise.
 * - `linear`: 1 − |x − y| / range (Cicchetti & Allison 1971).
 * - `quadratic`: 1 − ((x − y) / range)² (Fleiss & Cohen 1973).
 * - `ordinal`: 1 − C(d + 1, 2) / C(q, 2), where the two are d places apart among q (Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 3). This is
 *   not the ordinal metric of Krippendorff's alpha, which depends on how often each category is used.
 */
export type WeightScheme = 'identity' | 'linear' | 'quadratic' | 'ordinal'

export const WEIGHT_SCHEMES: readonly WeightScheme[] = [
  'identity',
  'linear',
  'quadratic',
  'ordinal',
]

/**
 * The weights of q categories, row by row. Categories stand at `positions`, as a rule 0 to q − 1; range is the distance of the outermost two.
 */
export function agreementWeights(scheme: WeightScheme, positions: ArrayLike<number>): Float64Array {
  const q = positions.length
  const weights = new Float64Array(q * q)
  const range = q < 2 ? 1 : (positions[q - 1] as number) - (positions[0] as number)
  for (let i = 0; i < q; i++)
    for (let j = 0; j < q; j++) {
      const apart = Math.abs((positions[i] as number) - (positions[j] as number)) / range
      weights[i * q + j] = i === j ? 1 : weightOf(scheme, apart, Math.abs(i - j), q)
    }
  return weights
}

function weightOf(scheme: WeightScheme, apart: number, places: number, q: number): number {
  switch (scheme) {
    case 'identity':
      return 0
    case 'linear':
      return 1 - apart
    case 'quadratic':
      return 1 - apart * apart
    case 'ordinal':
      return 1 - (places * (places + 1)) / (q * (q - 1))
  }
}
