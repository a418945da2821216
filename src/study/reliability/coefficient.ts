/** A coefficient, or why there is none. */

/** A number that is defined, or null and the reason in plain words. Never NaN, never a stand-in such as 0 or 1. */
export type Coefficient =
  | { readonly value: number; readonly reason?: never }
  | { readonly value: null; readonly reason: string }

/** A value; what rounding makes of an undefined one is no value. */
export function defined(value: number): Coefficient {
  return Number.isFinite(value) ? { value } : undefinedFor('the formula divides by zero.')
}

/** No value, and why. */
export function undefinedFor(reason: string): Coefficient {
  return { value: null, reason }
}

/** (observed − expected) / (1 − expected): agreement beyond chance. */
export function beyondChance(observed: number, expected: number): Coefficient {
  // Where everything is one category, shares are exactly 1, and so is the sum of their squares.
  return 1 - expected <= 1e-15
    ? undefinedFor(ONE_CATEGORY)
    : defined((observed - expected) / (1 - expected))
}

export const ONE_CATEGORY =
  'every value is the same category: without variation there is no agreement beyond chance to speak of.'
export const ONE_CODER = 'only one coder gave values: agreement takes two.'
export const NO_PAIRS = 'no unit has two values: nobody coded what another coded.'
export const ONE_UNIT = 'only one unit has two values: agreement beyond chance takes two units.'
