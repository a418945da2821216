/** The disagreement that chance alone gives at ratio level: Σ over ordered pairs of n_c n_k ((c − k) / (c + k))². */

/** ((c − k) / (c + k))² of two numbers from 0; 0 of two zeros. */
export function relativeDifference(c: number, k: number): number {
  if (c === k) return 0
  // Halves keep the sum of two large numbers finite.
  return ((c / 2 - k / 2) / (c / 2 + k / 2)) ** 2
}

/** Σ_c Σ_k n_c n_k ((c − k) / (c + k))² as a function of how often each number occurs. */
export type RatioDisagreement = (times: ArrayLike<number>) => number

/** With more distinct numbers than this, the sum over pairs becomes an integral. */
const MOST_BY_PAIRS = 256

/** So many exponentials are kept between calls; beyond that, they are worked out anew. */
const MOST_KEPT = 16_000_000

/** Makes the function for distinct numbers from 0. Its time is linear in how many there are, but for a few hundred of them, where pairs are quicker. */
export function ratioDisagreement(numbers: Float64Array): RatioDisagreement {
  return numbers.length <= MOST_BY_PAIRS ? byPairs(numbers) : byIntegral(numbers)
}

/** The sum over all pairs. */
export function byPairs(numbers: Float64Array): RatioDisagreement {
  const q = numbers.length
  const differences = new Float64Array(q * q)
  for (let c = 0; c < q; c++)
    for (let k = 0; k < q; k++)
      differences[c * q + k] = relativeDifference(numbers[c] as number, numbers[k] as number)
  return (times) => {
    let sum = 0
    for (let c = 0; c < q; c++) {
      const often = times[c] as number
      if (often === 0) continue
      let row = 0
      for (let k = 0; k < c; k++) row += (times[k] as number) * (differences[c * q + k] as number)
      sum += 2 * often * row
    }
    return sum
  }
}

/**
 * The same by one integral: ((c − k)/(c + k))² = 1 − 4ck/(c + k)², and 1/(c + k)² = ∫₀^∞ t e^{−t(c + k)} dt; so that Σ n_c n_k 4ck/(c + k)² =
 * 4 ∫₀^∞ t (Σ n_c c e^{−tc})² dt. With t = eˢ the integrand is analytic for |Im s| < π/2 and falls off on both sides, so that the trapezoidal rule errs by about
 * e^{−π²/h} of the sum with steps of h (Trefethen & Weideman 2014, SIAM Review 56); h = 0.25 leaves rounding only.
 */
export function byIntegral(numbers: Float64Array): RatioDisagreement {
  const positive = numbers.filter((number) => number > 0)
  const largest = positive.reduce((most, number) => Math.max(most, number), 0)
  const least = positive.reduce((fewest, number) => Math.min(fewest, number), largest)
  // Scaled by the largest number: at s = −20 the integrand is e^{−40} of its size, at t = 20 / least, e^{−40} too.
  const steps = Math.ceil((20 + Math.log((20 * largest) / least)) / STEP) + 1
  const scaled = numbers.map((number) => number / largest)
  const q = numbers.length
  const keeps = q * steps <= MOST_KEPT
  const kept = new Float64Array(keeps ? q * steps : q)
  const fill = (step: number, at: number): void => {
    const t = Math.exp(STEP * step - 20)
    for (let c = 0; c < q; c++) {
      const x = t * (scaled[c] as number)
      kept[at + c] = x * Math.exp(-x)
    }
  }
  if (keeps) for (let step = 0; step < steps; step++) fill(step, step * q)
  return (times) => {
    let [all, zeros] = [0, 0]
    for (let c = 0; c < q; c++) {
      all += times[c] as number
      if (numbers[c] === 0) zeros += times[c] as number
    }
    let integral = 0
    for (let step = 0; step < steps; step++) {
      const at = keeps ? step * q : 0
      if (!keeps) fill(step, 0)
      let inner = 0
      for (let c = 0; c < q; c++) inner += (times[c] as number) * (kept[at + c] as number)
      integral += inner * inner
    }
    return all * all - zeros * zeros - 4 * STEP * integral
  }
}

const STEP = 0.25
