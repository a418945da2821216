/** The regularised incomplete gamma functions. */
import { stirlingError } from './log-gamma.ts'

const MOST_TERMS = 100_000
const TINY = 1e-300

/**
 * Q(a, x) = Γ(a, x) / Γ(a) for a > 0 and x ≥ 0: the upper tail. Below x = a + 1 it is 1 − P by the series of P (DLMF 8.11.4), beyond by the continued fraction
 * (DLMF 8.9.2), evaluated by the modified method of Lentz (1976, Applied Optics 15, 668–671). Relative error of a small tail below 1e-13 up to a = 10⁴.
 */
export function upperGamma(a: number, x: number): number {
  if (!(x > 0)) return 1
  if (x === Infinity) return 0
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
}

/** P(a, x) = 1 − Q(a, x): the lower tail. */
export function lowerGamma(a: number, x: number): number {
  if (!(x > 0)) return 0
  if (x === Infinity) return 1
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
}

/** x^a e^−x / Γ(a) without large numbers: powers are taken of x/a. */
function front(a: number, x: number): number {
  const off = (x - a) / a
  const log = off > -0.5 && off < 1 ? Math.log1p(off) : Math.log(x / a)
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * (log - off) - stirlingError(a))
}

function series(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < MOST_TERMS; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum * front(a, x)
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let value = d
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / nonZero(numerator * d + b)
    c = nonZero(b + numerator / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return value * front(a, x)
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
