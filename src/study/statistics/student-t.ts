/** Student's t distribution. */
import { incompleteBeta } from './incomplete-beta.ts'

/**
 * P(|T| ≥ |t|) with `df` degrees of freedom, whole or not: the regularised incomplete beta function I_x(df/2, 1/2) at x = df/(df + t²) (Abramowitz & Stegun 1964,
 * 26.7.1 with 26.5.27). Relative error below 1e-13, with thousands of degrees of freedom below 1e-12.
 */
export function twoSidedT(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0
  const total = df + t * t
  return incompleteBeta(df / total, df / 2, 0.5, (t * t) / total)
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
