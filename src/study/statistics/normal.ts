/** The standard normal distribution. */

/**
 * P(|Z| ≥ z) = erfc(z/√2), by the Chebyshev-fitted form of Numerical Recipes (Press et al. 1992, 2nd ed., 6.2 `erfcc`): relative error below 1.2e-7.
 */
export function twoSidedNormal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.5 * x)
  const exponent = COEFFICIENTS.reduceRight((sum, coefficient) => coefficient + t * sum, 0)
  return Math.min(1, t * Math.exp(-x * x + exponent))
}

const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
]
