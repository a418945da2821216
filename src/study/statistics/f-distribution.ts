/** Fisher's F distribution. */
import { incompleteBeta } from './incomplete-beta.ts'

/** P(F ≥ f) with `above` and `below` degrees of freedom: I_x(below/2, above/2) at x = below / (below + above·f) (Abramowitz & Stegun 1964, 26.6.2). */
export function fAbove(f: number, above: number, below: number): number {
  if (!(f > 0)) return 1
  if (f === Infinity) return 0
  const total = below + above * f
  return incompleteBeta(below / total, below / 2, above / 2, (above * f) / total)
}
