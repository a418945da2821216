/** Conger's kappa. */
import { beyondChance, type Coefficient } from './coefficient.ts'
import { prevalences } from './prevalence.ts'
import type { Ratings } from './ratings.ts'
import { percentAgreement } from './percent-agreement.ts'
import { whyNone } from './shares.ts'
import type { Sums } from './sums.ts'

/**
 * Cohen's kappa for more than two coders: expected agreement is the mean over pairs of coders of Σ_k p_gk p_hk (Conger 1980, Psychological Bulletin 88), p_gk the share of
 * category k among the values of coder g; agreement is as in `percentAgreement`, so that values may be missing (Gwet 2014). Two coders without missing values: Cohen's kappa.
 */
export function congerKappa(ratings: Ratings, sums: Sums): Coefficient {
  const none = whyNone(sums)
  if (none !== undefined) return none
  const observed = percentAgreement(sums)
  if (observed.value === null) return observed
  const coders = prevalences(ratings)
  const r = coders.length
  let expected = 0
  // Σ over pairs g ≠ h of p_gk p_hk = (Σ_g p_gk)² − Σ_g p_gk²: no loop over pairs.
  for (let k = 0; k < ratings.categories.length; k++) {
    let [sum, squares] = [0, 0]
    for (const { shares } of coders) {
      const share = shares[k] as number
      sum += share
      squares += share * share
    }
    expected += (sum * sum - squares) / (r * (r - 1))
  }
  return beyondChance(observed.value, expected)
}
