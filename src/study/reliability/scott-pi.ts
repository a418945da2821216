/** Scott's pi of two coders. */
import { beyondChance, type Coefficient } from './coefficient.ts'
import { AGREEMENT, PAIRABLE } from './layout.ts'
import { pairableShares, sumOfSquares, whyNone, whyNotTwo } from './shares.ts'
import type { Sums } from './sums.ts'

/**
 * π = (p_o − p_e) / (1 − p_e) with p_e = Σ ((p_i+ + p_+i) / 2)² (Scott 1955, Public Opinion Quarterly 19): both coders are taken to use the categories alike.
 * For two coders only; over the units that both coded.
 */
export function scottPi(sums: Sums): Coefficient {
  const none = whyNotTwo(sums, "Scott's pi", 'Fleiss’ kappa is its form for more.') ?? whyNone(sums)
  if (none !== undefined) return none
  const { at } = sums
  return beyondChance(
    (at[AGREEMENT] as number) / (at[PAIRABLE] as number),
    sumOfSquares(pairableShares(sums)),
  )
}
