/** Spearman's rank correlation, with ties. */
import { atSize, plainSize } from './plain-size.ts'
import { meanOf } from './running-sum.ts'
import { assertFinite, midRanks } from './ranks.ts'

/**
 * Spearman's rho: Pearson's correlation of the mid-ranks, which is 1 − 6 Σd² / (n³ − n) where nothing is tied (Spearman 1904, Am. J. Psychology 15; for ties
 * Kendall 1945). Null where it is not defined: fewer than two pairs, or one side all tied.
 * @throws RangeError where the sides are not equally long, or a value is not finite.
 */
export function spearmanRho(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length)
    throw new RangeError(`${x.length} values cannot be paired with ${y.length}`)
  return pearsonR(midRanks(x), midRanks(y))
}

/**
 * Spearman's rho of two orders of the same things, each listed once, first to last.
 * @throws RangeError where the two do not list the same things.
 */
export function spearmanOfOrders(one: readonly string[], other: readonly string[]): number | null {
  const places = new Map(other.map((thing, place) => [thing, place]))
  if (places.size !== one.length || new Set(one).size !== other.length)
    throw new RangeError('the two orders do not list the same things, each once')
  const paired = one.map((thing) => {
    const place = places.get(thing)
    if (place === undefined) throw new RangeError(`"${thing}" is in one of the two orders only`)
    return place
  })
  return spearmanRho(
    one.map((_, place) => place),
    paired,
  )
}

/** Pearson's product-moment correlation: Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²). Null where a side does not vary, or there are fewer than two pairs. */
export function pearsonR(x: readonly number[], y: readonly number[]): number | null {
  assertFinite(x)
  assertFinite(y)
  if (x.length !== y.length)
    throw new RangeError(`${x.length} values cannot be paired with ${y.length}`)
  if (x.length < 2 || isFlat(x) || isFlat(y)) return null
  const [offX, offY] = [deviations(x), deviations(y)]
  let [xx, yy, xy] = [0, 0, 0]
  offX.forEach((dx, i) => {
    const dy = offY[i] as number
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  })
  if (xx === 0 || yy === 0) return null
  // Rounding must not carry a perfect correlation beyond itself.
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}

/** From the mean, at a plain size. */
function deviations(values: readonly number[]): readonly number[] {
  const plain = atSize(values, plainSize(values))
  const mean = meanOf(plain)
  const off = plain.map((value) => value - mean)
  return atSize(off, plainSize(off))
}

function isFlat(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}
