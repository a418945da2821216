/** What coefficients ask of sums before they are worked out. */
import { NO_PAIRS, ONE_CODER, ONE_UNIT, undefinedFor, type Coefficient } from './coefficient.ts'
import { CODED, PAIRABLE, VALUES } from './layout.ts'
import type { Sums } from './sums.ts'

/** Why nothing can be said about agreement beyond chance, or undefined where something can. */
export function whyNone({ layout, at }: Sums, fewest = 2): Coefficient | undefined {
  if (layout.coders === 0) return undefinedFor('nobody gave a value.')
  if (layout.coders === 1) return undefinedFor(ONE_CODER)
  if (at[PAIRABLE] === 0) return undefinedFor(NO_PAIRS)
  if ((at[PAIRABLE] as number) < fewest) return undefinedFor(ONE_UNIT)
  return undefined
}

/** Why a coefficient of exactly two coders is none, or undefined. */
export function whyNotTwo(
  { layout }: Sums,
  name: string,
  instead: string,
): Coefficient | undefined {
  return layout.coders <= 2
    ? undefined
    : undefinedFor(`${name} is for two coders, and there are ${layout.coders}: ${instead}`)
}

/** Share of each category among the values of units with two values or more. */
export function pairableShares({ layout, at }: Sums): Float64Array {
  return sharesIn(at, layout.marginal, layout.categories, at[VALUES] as number)
}

/** The mean over units with a value of the category's share among the unit's values. */
export function meanShares(sums: Sums): Float64Array {
  const { layout, at } = sums
  if (layout.share < 0) return pairableShares(sums)
  return sharesIn(at, layout.share, layout.categories, at[CODED] as number)
}

/** One block of categories, as shares of the units that both coders coded. */
export function sharesOfBlock({ layout, at }: Sums, block: number): Float64Array {
  return sharesIn(at, block, layout.categories, at[PAIRABLE] as number)
}

function sharesIn(at: Float64Array, from: number, q: number, whole: number): Float64Array {
  const shares = new Float64Array(q)
  for (let k = 0; k < q; k++) shares[k] = (at[from + k] as number) / whole
  return shares
}

export function sumOfSquares(shares: Float64Array): number {
  let sum = 0
  for (const share of shares) sum += share * share
  return sum
}
