/** Weighted agreement: which column holds it, and what the weights add up to. */
import type { WeightScheme } from './agreement-weights.ts'
import { undefinedFor, type Coefficient } from './coefficient.ts'
import { AGREEMENT, MANY_CATEGORIES, PAIRABLE, type Layout } from './layout.ts'
import type { Sums } from './sums.ts'

export interface Weighing {
  /** Mean agreement over units with two values or more. */
  readonly observed: number
  /** Row by row; null where they are the identity. */
  readonly weights: Float64Array | null
  /** T_w = Σ_k Σ_l w_kl; q for the identity. */
  readonly total: number
}

/** The agreement that was observed under a scheme, or why there is none. */
export function weighing(sums: Sums, scheme: WeightScheme): Weighing | Coefficient {
  const { layout, at } = sums
  if (scheme === 'identity')
    return {
      observed: (at[AGREEMENT] as number) / (at[PAIRABLE] as number),
      weights: null,
      total: layout.categories,
    }
  const i = layout.schemes.indexOf(scheme)
  if (i < 0) return undefinedFor(whyNoWeights(layout))
  return {
    observed: (at[layout.weighted + i] as number) / (at[PAIRABLE] as number),
    weights: layout.weights[i] as Float64Array,
    total: layout.weightTotals[i] as number,
  }
}

function whyNoWeights({ level, categories }: Layout): string {
  return level === 'nominal'
    ? 'weights give credit for near misses, and nominal categories are not near each other.'
    : `${categories} categories are too many for weights by table (at most ${MANY_CATEGORIES}).`
}

/** Σ_k Σ_l w_kl x_k y_l. */
export function weighedProduct(
  weights: Float64Array | null,
  x: Float64Array,
  y: Float64Array,
): number {
  const q = x.length
  let sum = 0
  if (weights === null) {
    for (let k = 0; k < q; k++) sum += (x[k] as number) * (y[k] as number)
    return sum
  }
  for (let k = 0; k < q; k++) {
    const share = x[k] as number
    if (share === 0) continue
    let row = 0
    for (let l = 0; l < q; l++) row += (weights[k * q + l] as number) * (y[l] as number)
    sum += share * row
  }
  return sum
}
