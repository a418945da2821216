/** Gwet's AC1 and AC2. */
import type { WeightScheme } from './agreement-weights.ts'
import { beyondChance, undefinedFor, type Coefficient } from './coefficient.ts'
import { meanShares, whyNone } from './shares.ts'
import type { Sums } from './sums.ts'
import { weighing } from './weighted.ts'

/**
 * AC = (p_a − p_e) / (1 − p_e) with p_e = T_w / (q (q − 1)) · Σ π_k (1 − π_k), T_w the sum of all weights, π_k the mean over units with a value of the category's
 * share among the unit's values (Gwet 2008, British Journal of Mathematical and Statistical Psychology 61; weights and missing values: Gwet 2014, Handbook of
 * Inter-Rater Reliability, 4th ed.). With identity weights it is AC1, with others AC2. Any number of coders; p_a skips units with fewer than two values. q is the size of
 * the set of categories: the declared one, otherwise of those that somebody used. Null where q is 1.
 */
export function gwetAc(sums: Sums, scheme: WeightScheme = 'identity'): Coefficient {
  const none = whyNone(sums)
  if (none !== undefined) return none
  const { categories: q } = sums.layout
  if (q < 2) return undefinedFor(ONE_KNOWN)
  const weighed = weighing(sums, scheme)
  if (!('observed' in weighed)) return weighed
  let spread = 0
  for (const share of meanShares(sums)) spread += share * (1 - share)
  return beyondChance(weighed.observed, (weighed.total / (q * (q - 1))) * spread)
}

/** Of coefficients that ask how many categories there are. */
export const ONE_KNOWN =
  'only one category is known: declare the set of categories that coders could choose from.'
