/** From ratings to what coefficients are worked out from. */
import { layoutOf } from './layout.ts'
import type { Ratings } from './ratings.ts'
import { rowsOfUnits } from './rows.ts'
import { sumsOf, type Sums } from './sums.ts'

/** The sums of ratings, for one coefficient on its own: `krippendorffAlpha(ratingsSums(ratings))`. */
export function ratingsSums(ratings: Ratings): Sums {
  return sumsOf(rowsOfUnits(ratings, layoutOf(ratings)).rows)
}
