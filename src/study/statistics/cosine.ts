/** How alike two profiles are in their direction, whatever their size. */
import { assertFinite } from './ranks.ts'
import type { EffectSize } from './effect-sizes.ts'

/**
 * The cosine of the angle between two lists of numbers, Σab / √(Σa² Σb²), from −1 to 1; null where one of them is all zeros, as it has no direction.
 * @throws RangeError where they are not equally long, or a value is not finite.
 */
export function cosineSimilarity(one: readonly number[], other: readonly number[]): EffectSize {
  if (one.length !== other.length)
    throw new RangeError(`${one.length} values cannot be compared with ${other.length}`)
  assertFinite(one)
  assertFinite(other)
  const [a, b] = [scaled(one), scaled(other)]
  if (a === null || b === null)
    return { value: null, reason: 'a profile of zeros only has no direction' }
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((value, i) => {
    const beside = b[i] as number
    ab += value * beside
    aa += value * value
    bb += beside * beside
  })
  return { value: Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))), reason: null }
}

/** By the largest: squares of very large or very small values would be no numbers. */
function scaled(values: readonly number[]): number[] | null {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest === 0 ? null : values.map((value) => value / largest)
}
