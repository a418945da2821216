/** Draws from the binomial distribution, exactly, in a time that does not grow with its size. */
import type { Random } from '../../base/random.ts'

/**
 * How many of n trials succeed, each with probability p. Small means are drawn by inversion (Kachitvichyanukul & Schmeiser 1988, Communications of the ACM 31, algorithm BINV), means from
 * 10 on by transformed rejection with squeeze (Hörmann 1993, Journal of Statistical Computation and Simulation 46, algorithm BTRS).
 * @throws RangeError where n is no whole number from 0, or p does not lie from 0 to 1.
 */
export function binomialDraw(n: number, p: number, random: Random): number {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of trials`)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no probability`)
  if (n === 0 || p === 0) return 0
  if (p === 1) return n
  if (p > 0.5) return n - smallSide(n, 1 - p, random)
  return smallSide(n, p, random)
}

function smallSide(n: number, p: number, random: Random): number {
  return n * p < 10 ? byInversion(n, p, random) : byRejection(n, p, random)
}

function byInversion(n: number, p: number, random: Random): number {
  const odds = p / (1 - p)
  // log1p keeps (1 − p)ⁿ right where p is tiny and n large.
  let mass = Math.exp(n * Math.log1p(-p))
  let left = random.next()
  let k = 0
  while (left > mass && k < n) {
    left -= mass
    k++
    mass *= (odds * (n - k + 1)) / k
  }
  return k
}

function byRejection(n: number, p: number, random: Random): number {
  const deviation = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * deviation
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = n * p + 0.5
  const squeeze = 0.92 - 4.2 / b
  const odds = p / (1 - p)
  const alpha = (2.83 + 5.1 / b) * deviation
  const mode = Math.floor((n + 1) * p)
  for (;;) {
    const u = random.next() - 0.5
    const v = random.next()
    const edge = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / edge + b) * u + centre)
    if (edge >= 0.07 && v <= squeeze) return k
    if (!(k >= 0 && k <= n)) continue
    const height = Math.log((v * alpha) / (a / (edge * edge) + b))
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(n - mode) -
      stirlingTail(k) -
      stirlingTail(n - k)
    if (height <= bound) return k
  }
}

/** ln k! less Stirling's approximation (k + ½) ln(k + 1) − (k + 1) + ½ ln 2π. */
function stirlingTail(k: number): number {
  if (k < TAILS.length) return TAILS[k] as number
  const x = k + 1
  const square = x * x
  return (1 / 12 - (1 / 360 - 1 / 1_260 / square) / square) / x
}

const TAILS: readonly number[] = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0
  for (let i = 2; i <= k; i++) logFactorial += Math.log(i)
  return logFactorial - ((k + 0.5) * Math.log(k + 1) - (k + 1) + 0.5 * Math.log(2 * Math.PI))
})
