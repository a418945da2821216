/** The signed-rank test of pairs as it is reported: one p, exact while that is worth the work. */
import { signedRank } from '../statistics/signed-rank.ts'

export interface SignedRanks {
  /** The sum of the ranks of positive differences. */
  readonly v: number
  /** How many differences are not zero. */
  readonly n: number
  /** Two-sided. */
  readonly p: number
  readonly method: 'exact' | 'normal'
}

/** With more differences than this the normal approximation is as good. */
const MOST_EXACT = 50

/** Up to 50 differences other than zero p is exact given the ties, beyond it is normal, corrected for continuity; see `signedRank`. Null where all differences are zero. */
export function signedRanks(differences: readonly number[]): SignedRanks | null {
  const { v, n, pExact, pNormal } = signedRank(differences)
  if (v === null || pNormal === null) return null
  return n <= MOST_EXACT && pExact !== null
    ? { v, n, p: pExact, method: 'exact' }
    : { v, n, p: pNormal, method: 'normal' }
}
