/** The standard normal distribution. */

/** From here on the continued fraction of the tail converges fast; below it the series loses no digits. */
const FAR = 1
const MOST_TERMS = 1_000

/** φ(z). The square is taken in two parts, so that far out its rounding does not show. */
export function normalDensity(z: number): number {
  const coarse = Math.trunc(z * 16) / 16
  const rest = (z - coarse) * (z + coarse)
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * rest) * 0.398942280401432678
}

/** P(Z ≤ z). Relative error below 1e-15, in the far tails as well. */
export function normalBelow(z: number): number {
  return z < 0 ? upperTail(-z) : 1 - upperTail(z)
}

/** P(|Z| ≥ |z|), both tails. Relative error below 1e-15; 0 only where it is below the smallest number there is. */
export function twoSidedNormal(z: number): number {
  const size = Math.abs(z)
  return size < FAR ? 1 - 2 * middle(size) : 2 * upperTail(size)
}

/**
 * The z with P(Z ≤ z) = p: Newton's method with Halley's correction, from the approximation of Abramowitz & Stegun 1964, 26.2.23; −∞ and ∞ for 0 and 1.
 * @throws RangeError where p is no probability.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no probability`)
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity
  if (p === 0.5) return 0
  if (p > 0.5) return -lowerQuantile(1 - p)
  return lowerQuantile(p)
}

/** P(Z ≥ z) for z ≥ 0: the series 26.2.11 of Abramowitz & Stegun near the centre, the continued fraction 26.2.14 of the tail beyond. */
function upperTail(z: number): number {
  if (z < FAR) return 0.5 - middle(z)
  return z === Infinity ? 0 : normalDensity(z) * tailRatio(z)
}

/** P(0 ≤ Z ≤ z): φ(z) Σ z^(2k+1) / (1·3·5···(2k+1)), all terms above 0. */
function middle(z: number): number {
  let term = z
  let sum = z
  for (let k = 1; term > sum * 1e-18 && k < MOST_TERMS; k++) {
    term *= (z * z) / (2 * k + 1)
    sum += term
  }
  return sum * normalDensity(z)
}

/** (1 − Φ(z)) / φ(z) = 1/(z + 1/(z + 2/(z + 3/(z + …)))), from its end: with so many terms the rest does not show. */
function tailRatio(z: number): number {
  let value = z
  for (let k = Math.ceil(20 + 300 / (z * z)); k >= 1; k--) value = z + k / value
  return 1 / value
}

function lowerQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  let z = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  )
  for (let i = 0; i < 10; i++) {
    const step = (normalBelow(z) - p) / normalDensity(z)
    const next = z - step / (1 + (z * step) / 2)
    if (Math.abs(next - z) <= 4e-16 * Math.abs(next)) return next
    z = next
  }
  return z
}
