/** The permutation test of paired differences: had the pairs' members changed places, every difference would have changed its sign. */
import { Streams } from '../../base/random.ts'
import { atSize, plainSize } from './plain-size.ts'

export interface SignFlips {
  /** Two-sided. */
  readonly p: number
  readonly method: 'exact' | 'monte-carlo'
  /** How many assignments of signs were looked at: 2ⁿ, or those that were drawn. */
  readonly assignments: number
}

/** Up to so many differences other than zero, all 2ⁿ assignments are gone through. */
const MOST_EXACT = 18

/** How assignments are drawn where there are too many to go through. */
export interface Drawing {
  readonly seed: string | number
  readonly draws: number
}

const FIXED: Drawing = { seed: 'sign-flips', draws: 9_999 }

/**
 * The share of all assignments of signs under which |Σd| is at least as large as it is (Fisher 1935, The Design of Experiments, § 21). Past 18 differences
 * assignments are drawn, 9,999 from a fixed seed where nothing else is said, and p = (1 + as large) / (1 + drawn), which is never 0 and never too small (Phipson & Smyth 2010,
 * Statistical Applications in Genetics and Molecular Biology 9(1), 39). Differences of zero have no sign and change nothing. Null where there are none.
 */
export function signFlips(
  differences: readonly number[],
  drawing: Drawing = FIXED,
): SignFlips | null {
  if (differences.length === 0) return null
  const plain = atSize(differences, plainSize(differences))
  const sizes = plain.filter((one) => one !== 0).map(Math.abs)
  const observed = Math.abs(plain.reduce((sum, one) => sum + one, 0))
  // Sums that are equal but for rounding count as equal.
  const bound = observed - 1e-9 * sizes.reduce((sum, one) => sum + one, 0)
  const all = 2 ** differences.length
  if (sizes.length === 0) return { p: 1, method: 'exact', assignments: all }
  return sizes.length <= MOST_EXACT
    ? { p: exactShare(sizes, bound), method: 'exact', assignments: all }
    : { p: drawnShare(sizes, bound, drawing), method: 'monte-carlo', assignments: drawing.draws }
}

/** In the order of a Gray code each assignment differs from the one before in one sign. The first sign stays: its opposite mirrors everything. */
function exactShare(sizes: readonly number[], bound: number): number {
  const half = 2 ** (sizes.length - 1)
  const signs = sizes.map(() => 1)
  let sum = sizes.reduce((total, one) => total + one, 0)
  let large = 0
  for (let i = 1; ; i++) {
    if (Math.abs(sum) >= bound) large++
    if (i >= half) return large / half
    const place = 32 - Math.clz32(i & -i)
    const sign = signs[place] as number
    sum -= 2 * sign * (sizes[place] as number)
    signs[place] = -sign
  }
}

function drawnShare(sizes: readonly number[], bound: number, { seed, draws }: Drawing): number {
  const random = new Streams(seed).stream(`draws/${sizes.length}`)
  // Sorted, so that the draws do not depend on the order in which pairs were read.
  const sorted = [...sizes].sort((a, b) => a - b)
  let large = 0
  for (let i = 0; i < draws; i++) {
    let sum = 0
    for (const size of sorted) sum += random.chance(0.5) ? size : -size
    if (Math.abs(sum) >= bound) large++
  }
  return (1 + large) / (1 + draws)
}
