/** The logarithm of the gamma function, and what Stirling's formula leaves of it. */

/** Below this, arguments are lifted first: Stirling's series needs large ones. */
const LARGE = 12
const HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI)

/** B₂ₖ / (2k(2k−1)): the coefficients of Stirling's series (DLMF 5.11.1). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
]

/**
 * ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) from 12 up, below by the recurrence Γ(x+1) = xΓ(x) (DLMF 5.5.1). Error below 1e-14, or below 1e-15 of the value
 * where that is more.
 * @throws RangeError where x is not above 0.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`the logarithm of gamma is taken of numbers above 0, not ${x}`)
  let product = 1
  let lifted = x
  while (lifted < LARGE) product *= lifted++
  return (
    (lifted - 0.5) * Math.log(lifted) - lifted + HALF_LOG_2_PI + series(lifted) - Math.log(product)
  )
}

/** ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), which goes to 0 as 1/12x: it lets powers be taken of ratios, and not of the large numbers themselves. */
export function stirlingError(x: number): number {
  return x >= LARGE ? series(x) : logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_2_PI)
}

function series(x: number): number {
  const square = 1 / (x * x)
  return STIRLING.reduceRight((sum, coefficient) => coefficient + sum * square, 0) / x
}
