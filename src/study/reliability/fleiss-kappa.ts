/** Fleiss' kappa, as published and in its form for missing values. */
import { beyondChance, defined, undefinedFor, type Coefficient } from './coefficient.ts'
import { AGREEMENT, CODED, PAIRABLE } from './layout.ts'
import { meanShares, sumOfSquares, whyNone } from './shares.ts'
import type { Sums } from './sums.ts'

/**
 * κ = (P − P_e) / (1 − P_e), P the mean over units of Σ_j (n_ij² − r) / (r (r − 1)), P_e = Σ p_j² (Fleiss 1971, Psychological Bulletin 76). Every unit has to have
 * the same number r of values, from whichever coders; otherwise null, and `fleissKappaGeneralised` is the form to name.
 */
export function fleissKappa(sums: Sums): Coefficient {
  const none = whyNone(sums)
  if (none !== undefined) return none
  return sums.layout.sameSize === null ? undefinedFor(UNEQUAL) : fleissKappaGeneralised(sums)
}

const UNEQUAL =
  "Fleiss' kappa takes the same number of values for each unit, and here some are missing: Fleiss' kappa, generalised (fleiss_kappa_generalised), allows for that."

/**
 * Fleiss' kappa for missing values (Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2; "generalised"): agreement is the mean over units with two values
 * or more, p_j the mean over units with one value or more of the category's share among the unit's values. Equal to Fleiss' kappa where nothing is missing.
 */
export function fleissKappaGeneralised(sums: Sums): Coefficient {
  const none = whyNone(sums)
  if (none !== undefined) return none
  const { at } = sums
  return beyondChance(
    (at[AGREEMENT] as number) / (at[PAIRABLE] as number),
    sumOfSquares(meanShares(sums)),
  )
}

/**
 * The standard error of Fleiss' kappa under the hypothesis of no agreement beyond chance (Fleiss, Nee & Landis 1979, Psychological Bulletin 86):
 * √2 / (A √(n r (r − 1))) · √(A² − Σ p_j (1 − p_j)(1 − 2 p_j)), A = Σ p_j (1 − p_j). It is for testing that hypothesis, not for intervals: resample for
 * those.
 */
export function fleissNullError(sums: Sums): Coefficient {
  const kappa = fleissKappa(sums)
  if (kappa.value === null) return kappa
  const r = sums.layout.sameSize as number
  const n = sums.at[CODED] as number
  let [a, skew] = [0, 0]
  for (const p of meanShares(sums)) {
    a += p * (1 - p)
    skew += p * (1 - p) * (1 - 2 * p)
  }
  return defined((Math.SQRT2 / (a * Math.sqrt(n * r * (r - 1)))) * Math.sqrt(a * a - skew))
}
