/** Who said what where the other said what: the table of two coders, and the standard errors of kappa that it gives. */
import { agreementWeights, type WeightScheme } from './agreement-weights.ts'
import { defined, ONE_CATEGORY, undefinedFor, type Coefficient } from './coefficient.ts'
import { valuesOf, type Ratings } from './ratings.ts'

export interface ConfusionTable {
  readonly coders: readonly [string, string]
  readonly categories: readonly string[]
  /** Units that both coded, row by row: `counts[i × q + j]` is category i of the first coder and j of the second. */
  readonly counts: Float64Array
  readonly units: number
}

/** The table of two of the coders, over the units that both coded. Null with more categories than can be tabled. */
export function confusionTable(
  ratings: Ratings,
  first: number,
  second: number,
): ConfusionTable | null {
  const { categories, coders, coderOf, categoryOf, starts } = ratings
  const q = categories.length
  if (q > 1_000) return null
  const counts = new Float64Array(q * q)
  let units = 0
  for (let unit = 0; unit < ratings.units; unit++) {
    const from = starts[unit] as number
    let [one, other] = [-1, -1]
    for (let i = from; i < from + valuesOf(ratings, unit); i++) {
      if (coderOf[i] === first) one = categoryOf[i] as number
      else if (coderOf[i] === second) other = categoryOf[i] as number
    }
    if (one < 0 || other < 0) continue
    counts[one * q + other] = (counts[one * q + other] as number) + 1
    units++
  }
  return { coders: [coders[first] as string, coders[second] as string], categories, counts, units }
}

export interface KappaErrors {
  /** For intervals: the standard error in large samples, whatever kappa is. */
  readonly asymptotic: Coefficient
  /** For the hypothesis that there is no agreement beyond chance. */
  readonly underNull: Coefficient
}

/**
 * Standard errors of Cohen's kappa, plain or weighted (Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72). With κ, p_o and p_e as in `cohenKappa`, w̄_i+ = Σ_j w_ij p_+j, w̄_+j = Σ_i w_ij p_i+:
 * variance [Σ p_ij (w_ij − (w̄_i+ + w̄_+j)(1 − κ))² − (κ − p_e (1 − κ))²] / (n (1 − p_e)²); under the null hypothesis
 * [Σ p_i+ p_+j (w_ij − (w̄_i+ + w̄_+j))² − p_e²] / (n (1 − p_e)²). `positions` are those of `agreementWeights`.
 */
export function kappaErrors(
  { counts, units: n, categories }: Pick<ConfusionTable, 'counts' | 'units' | 'categories'>,
  scheme: WeightScheme = 'identity',
  positions: ArrayLike<number> = categories.map((_, i) => i),
): KappaErrors {
  const q = categories.length
  const w = agreementWeights(scheme, positions)
  const [rows, columns] = [new Float64Array(q), new Float64Array(q)]
  for (let cell = 0; cell < q * q; cell++) {
    const share = (counts[cell] as number) / n
    const [i, j] = [Math.floor(cell / q), cell % q]
    rows[i] = (rows[i] as number) + share
    columns[j] = (columns[j] as number) + share
  }
  const [rowMeans, columnMeans] = [new Float64Array(q), new Float64Array(q)]
  let [observed, expected] = [0, 0]
  for (let cell = 0; cell < q * q; cell++) {
    const [i, j, weight] = [Math.floor(cell / q), cell % q, w[cell] as number]
    rowMeans[i] = (rowMeans[i] as number) + weight * (columns[j] as number)
    columnMeans[j] = (columnMeans[j] as number) + weight * (rows[i] as number)
    observed += (weight * (counts[cell] as number)) / n
    expected += weight * (rows[i] as number) * (columns[j] as number)
  }
  if (n < 2 || 1 - expected <= 1e-15) {
    const none = undefinedFor(n < 2 ? 'fewer than two units were coded by both.' : ONE_CATEGORY)
    return { asymptotic: none, underNull: none }
  }
  const kappa = (observed - expected) / (1 - expected)
  let [large, zero] = [0, 0]
  for (let cell = 0; cell < q * q; cell++) {
    const [i, j, weight] = [Math.floor(cell / q), cell % q, w[cell] as number]
    const means = (rowMeans[i] as number) + (columnMeans[j] as number)
    large += ((counts[cell] as number) / n) * (weight - means * (1 - kappa)) ** 2
    zero += (rows[i] as number) * (columns[j] as number) * (weight - means) ** 2
  }
  const scale = n * (1 - expected) ** 2
  const error = (sum: number): Coefficient => defined(Math.sqrt(Math.max(0, sum) / scale))
  return {
    asymptotic: error(large - (kappa - expected * (1 - kappa)) ** 2),
    underNull: error(zero - expected ** 2),
  }
}
