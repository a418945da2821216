/** Which sums over units the coefficients are made of, and where each stands in a row of sums. */
import { agreementWeights, type WeightScheme } from './agreement-weights.ts'
import type { Level } from './level.ts'
import { plainSize } from '../statistics/plain-size.ts'
import { valuesOf, type Ratings } from './ratings.ts'

/** Columns that every row has. */
export const CODED = 0
export const PAIRABLE = 1
export const VALUES = 2
export const AGREEMENT = 3
export const COINCIDENT = 4
const FIRST_OPTIONAL = 5

/**
 * A row of sums. Each is a sum over units, so that rows may be added, weighted and taken away: a resampled data set is a weighted sum of rows. For a unit
 * with m values, r_k of them in category k:
 * CODED 1 · PAIRABLE 1 where m ≥ 2 · VALUES m where m ≥ 2 · AGREEMENT a = Σ r_k(r_k − 1) / (m(m − 1)) · COINCIDENT m·a; the others below. −1 marks
 * columns that are left out.
 */
export interface Layout {
  readonly level: Level
  /** True where it holds what Krippendorff's alpha needs and no more: AGREEMENT and COINCIDENT are NaN then. */
  readonly isLean: boolean
  readonly coders: number
  /** q, the number of categories. */
  readonly categories: number
  /** What categories are at interval and ratio level, as multiples of a plain unit; otherwise null. */
  readonly numbers: Float64Array | null
  /** What is taken off every number, so that sums of squares keep their digits. */
  readonly centre: number
  /** m, where all units have the same number of values; otherwise null. */
  readonly sameSize: number | null
  /** Three columns: Σ x, Σ x², and Σ over ordered pairs of the squared (interval) or relative (ratio) differences / (m − 1). Units with m ≥ 2. */
  readonly moments: number
  /** One column for each scheme: weighted agreement of a unit with m ≥ 2. */
  readonly schemes: readonly WeightScheme[]
  readonly weights: readonly Float64Array[]
  /** T_w of each scheme: the sum of its weights. */
  readonly weightTotals: readonly number[]
  readonly weighted: number
  /** How many columns there are before the ones that are mostly zero. */
  readonly dense: number
  /** q columns: r_k where m ≥ 2. */
  readonly marginal: number
  /** q columns: r_k / m. Left out where all units have the same m. */
  readonly share: number
  /** q columns each, of two coders: 1 for the category that the first (the second) gave, where both did. */
  readonly first: number
  readonly second: number
  /** At ordinal level, q(q − 1)/2 columns or fewer, made as pairs are met: 2·r_c·r_k / (m − 1). */
  readonly pairs: number
}

/** With more categories than this, weights by table are left out, and at metric levels everything that treats values as names is left out of resampling. */
export const MANY_CATEGORIES = 200

/** The sums that the coefficients of some ratings need; `lean` keeps to those of Krippendorff's alpha. */
export function layoutOf(ratings: Ratings, lean = false): Layout {
  const { level, coders, categories } = ratings
  const q = categories.length
  const isMetric = level === 'interval' || level === 'ratio'
  const numbers = isMetric ? plainNumbers(ratings) : null
  const hasSchemes = level !== 'nominal' && q <= MANY_CATEGORIES && !lean
  const schemes: WeightScheme[] = hasSchemes ? ['linear', 'quadratic', 'ordinal'] : []
  const positions = numbers ?? categories.map((_, i) => i)
  const sameSize = sameSizeOf(ratings)
  const weighted = FIRST_OPTIONAL + (isMetric ? 3 : 0)
  const dense = weighted + schemes.length
  let width = dense
  const block = (isWanted: boolean): number => {
    if (!isWanted) return -1
    width += q
    return width - q
  }
  const marginal = block(!lean || level !== 'interval')
  const share = block(!lean && sameSize === null)
  const hasTwo = coders.length === 2 && !lean
  const weights = schemes.map((scheme) => agreementWeights(scheme, positions))
  return {
    level,
    isLean: lean,
    coders: coders.length,
    categories: q,
    numbers,
    centre: numbers !== null ? centreOf(ratings, numbers) : 0,
    sameSize,
    moments: isMetric ? FIRST_OPTIONAL : -1,
    schemes,
    weights,
    weightTotals: weights.map((table) => table.reduce((sum, weight) => sum + weight, 0)),
    weighted,
    dense,
    marginal,
    share,
    first: block(hasTwo),
    second: block(hasTwo),
    pairs: level === 'ordinal' ? width : -1,
  }
}

/** True where resampling keeps to Krippendorff's alpha. */
export function isLeanWhenResampled({ level, categories }: Ratings): boolean {
  return (level === 'interval' || level === 'ratio') && categories.length > MANY_CATEGORIES
}

function sameSizeOf(ratings: Ratings): number | null {
  if (ratings.units === 0) return null
  const size = valuesOf(ratings, 0)
  for (let unit = 1; unit < ratings.units; unit++) if (valuesOf(ratings, unit) !== size) return null
  return size
}

/** No coefficient depends on the unit of measurement: numbers of any size are brought to one whose squares are numbers. */
function plainNumbers({ numbers }: Ratings): Float64Array | null {
  if (numbers === null) return null
  const size = plainSize(numbers)
  return size === 1 ? numbers : numbers.map((number) => number / size)
}

function centreOf({ categoryOf }: Ratings, numbers: Float64Array): number {
  let sum = 0
  for (const category of categoryOf) sum += numbers[category] as number
  return categoryOf.length === 0 ? 0 : sum / categoryOf.length
}
