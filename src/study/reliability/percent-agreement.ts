/** Percent agreement: how often two values of a unit are the same. */
import type { WeightScheme } from './agreement-weights.ts'
import { defined, type Coefficient } from './coefficient.ts'
import { whyNone } from './shares.ts'
import type { Sums } from './sums.ts'
import { weighing } from './weighted.ts'

/**
 * The mean, over units with m ≥ 2 values, of Σ_k r_k (r*_k − 1) / (m (m − 1)), r_k values being in category k and r*_k = Σ_l w_kl r_l: the share of pairs
 * of values that agree, as a share and not in hundredths (Fleiss 1971, Psychological Bulletin 76; with missing values and weights, Gwet 2014, Handbook of Inter-Rater
 * Reliability, 4th ed.). Every unit weighs the same. Units with fewer than two values are skipped.
 */
export function percentAgreement(sums: Sums, scheme: WeightScheme = 'identity'): Coefficient {
  const none = whyNone(sums, 1)
  if (none !== undefined) return none
  const weighed = weighing(sums, scheme)
  return 'observed' in weighed ? defined(weighed.observed) : weighed
}
