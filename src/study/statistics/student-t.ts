/** Student's t distribution. */
import { incompleteBeta } from './incomplete-beta.ts'
import { twoSidedNormal } from './normal.ts'

/** Beyond this, the parameters of the beta function take digits away, and T is nearly normal. */
const MANY = 100_000

/**
 * P(|T| ≥ |t|) with `df` degrees of freedom, whole or not: the regularised incomplete beta function I_x(df/2, 1/2) at x = df/(df + t²) (Abramowitz & Stegun 1964,
 * 26.7.1 with 26.5.27). Relative error below 1e-13, with thousands of degrees of freedom below 1e-12. Past 100,000 by the normal distribution of a transformed t (Hill 1970, Communications of the ACM 13, 617–619,
 * algorithm 395).
 */
export function twoSidedT(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0
  // With so many, what is beyond 1,000 is below all numbers.
  if (df > MANY) return Math.abs(t) > 1_000 ? 0 : twoSidedNormal(hillsZ(t, df))
  const total = df + t * t
  return incompleteBeta(df / total, df / 2, 0.5, (t * t) / total)
}

function hillsZ(t: number, df: number): number {
  const a = df - 0.5
  const b = 48 * a * a
  const square = a * Math.log1p((t / df) * t)
  const inner = ((-0.4 * square - 3.3) * square - 24) * square - 85.5
  return ((inner / (0.8 * square * square + 100 + b) + square + 3) / b + 1) * Math.sqrt(square)
}

/** The value that |T| stays below with the given probability: `quantileT(0.95, 9)` = 2.262. Found by bisection to the last bits. */
export function quantileT(inside: number, df: number): number {
  let [low, high] = [0, 1]
  while (twoSidedT(high, df) > 1 - inside) [low, high] = [high, high * 2]
  for (let i = 0; i < 200 && high - low > Number.EPSILON * high; i++) {
    const middle = (low + high) / 2
    if (twoSidedT(middle, df) > 1 - inside) low = middle
    else high = middle
  }
  return (low + high) / 2
}
