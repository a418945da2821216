/** How far forecasts were off. */
import { meanOf } from './running-sum.ts'
import { assertFinite } from './ranks.ts'

/** Mean absolute error and how many pairs it is over. */
export interface ForecastError {
  readonly mae: number | null
  readonly pairs: number
  /** Pairs of which one side is missing: they count for nothing. */
  readonly skipped: number
}

/**
 * The mean absolute error, (1/R) Σ |forecastᵣ − actualᵣ|. A pair of which either side is null (a forfeit, a failed forecast) is skipped and counted; `mae` is
 * null where no pair is left.
 * @throws RangeError where the sides are not equally long.
 */
export function forecastError(
  forecasts: readonly (number | null)[],
  actual: readonly (number | null)[],
): ForecastError {
  if (forecasts.length !== actual.length)
    throw new RangeError(
      `${forecasts.length} forecasts are no forecasts of ${actual.length} values`,
    )
  const errors = forecasts.flatMap((forecast, i) => {
    const came = actual[i] as number | null
    return forecast === null || came === null ? [] : [Math.abs(forecast - came)]
  })
  assertFinite(errors)
  return {
    mae: errors.length === 0 ? null : meanOf(errors),
    pairs: errors.length,
    skipped: forecasts.length - errors.length,
  }
}
