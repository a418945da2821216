/** The chi-squared distribution. */
import { lowerGamma, upperGamma } from './incomplete-gamma.ts'

/** P(X ≥ x) with `df` degrees of freedom: Q(df/2, x/2) (Abramowitz & Stegun 1964, 26.4.19). */
export function chiSquaredAbove(x: number, df: number): number {
  return upperGamma(df / 2, x / 2)
}

/** P(X ≤ x) with `df` degrees of freedom. */
export function chiSquaredBelow(x: number, df: number): number {
  return lowerGamma(df / 2, x / 2)
}
