/** How often each coder gave each category. */
import type { Ratings } from './ratings.ts'

export interface Prevalence {
  /** Values that the coder gave. */
  readonly values: number
  /** Category → its share among them, in the order of the categories. */
  readonly shares: Float64Array
}

/** The prevalence of each category among the values of each coder, coders in their order. Missing values are none. */
export function prevalences({ coders, categories, coderOf, categoryOf }: Ratings): Prevalence[] {
  const q = categories.length
  const counts = coders.map(() => new Float64Array(q))
  for (let i = 0; i < coderOf.length; i++) {
    const own = counts[coderOf[i] as number] as Float64Array
    const category = categoryOf[i] as number
    own[category] = (own[category] as number) + 1
  }
  return counts.map((own) => {
    const values = own.reduce((sum, one) => sum + one, 0)
    return { values, shares: own.map((one) => one / values) }
  })
}
