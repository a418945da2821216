/** Cohen's kappa of two coders, plain and weighted. */
import type { WeightScheme } from './agreement-weights.ts'
import { beyondChance, type Coefficient } from './coefficient.ts'
import { sharesOfBlock, whyNone, whyNotTwo } from './shares.ts'
import type { Sums } from './sums.ts'
import { weighedProduct, weighing } from './weighted.ts'

/**
 * κ = (p_o − p_e) / (1 − p_e), p_o = Σ w_ij p_ij, p_e = Σ w_ij p_i+ p_+j (Cohen 1960, Educational and Psychological Measurement 20; weighted: Cohen 1968, Psychological
 * Bulletin 70, as agreement weights). For two coders only; over the units that both coded, all others are skipped. Weights go by the position of a category in the set
 * (at interval and ratio level by its number), so that a category that nobody used counts where it was declared. Null where both gave one and the same
 * category throughout; where only one of them did, it is 0.
 */
export function cohenKappa(sums: Sums, scheme: WeightScheme = 'identity'): Coefficient {
  const none =
    whyNotTwo(sums, "Cohen's kappa", 'take Krippendorff’s alpha, or compare them two by two.') ??
    whyNone(sums)
  if (none !== undefined) return none
  const weighed = weighing(sums, scheme)
  if (!('observed' in weighed)) return weighed
  const { first, second } = sums.layout
  const expected = weighedProduct(
    weighed.weights,
    sharesOfBlock(sums, first),
    sharesOfBlock(sums, second),
  )
  return beyondChance(weighed.observed, expected)
}
