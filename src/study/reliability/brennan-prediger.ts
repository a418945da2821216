/** The coefficient of Brennan and Prediger. */
import type { WeightScheme } from './agreement-weights.ts'
import { beyondChance, undefinedFor, type Coefficient } from './coefficient.ts'
import { ONE_KNOWN } from './gwet-ac.ts'
import { whyNone } from './shares.ts'
import type { Sums } from './sums.ts'
import { weighing } from './weighted.ts'

/**
 * (p_a − p_e) / (1 − p_e) with p_e = T_w / q²; 1/q without weights (Brennan & Prediger 1981, Educational and Psychological Measurement 41; Bennett, Alpert & Goldstein's S;
 * weights and missing values: Gwet 2014). Any number of coders. q as for AC1: the declared set, otherwise the categories used.
 */
export function brennanPrediger(sums: Sums, scheme: WeightScheme = 'identity'): Coefficient {
  const none = whyNone(sums)
  if (none !== undefined) return none
  const { categories: q } = sums.layout
  if (q < 2) return undefinedFor(ONE_KNOWN)
  const weighed = weighing(sums, scheme)
  if (!('observed' in weighed)) return weighed
  return beyondChance(weighed.observed, weighed.total / (q * q))
}
