/** Kendall's rank correlation, with ties. */
import { twoSidedNormal } from './normal.ts'
import { assertFinite } from './ranks.ts'
import { tieCubes } from './ties.ts'

/** What is undefined is null, and `reasons` says why. */
export interface Kendall {
  /** τ_b: (concordant − discordant) / √((pairs not tied in x)(pairs not tied in y)). */
  readonly tauB: number | null
  readonly n: number
  /** Concordant pairs less discordant ones. */
  readonly s: number
  /** Two-sided; given without ties up to 170 pairs. */
  readonly pExact: number | null
  /** Two-sided, with the variance corrected for ties, without correction for continuity. */
  readonly pNormal: number | null
  readonly reasons: Readonly<Partial<Record<'all' | 'exact', string>>>
}

/** Of more pairs the orders are not counted. */
const MOST_EXACT = 170

/**
 * Kendall's τ_b with its tests (Kendall 1938, Biometrika 30, 81–93; 1945, 33, 239–251; variance with ties: Kendall 1970, Rank Correlation Methods, ch. 4). The exact p counts all n! orders by their inversions,
 * twice the smaller tail.
 * @throws RangeError where the sides are not equally long, or a value is not finite.
 */
export function kendallTau(x: readonly number[], y: readonly number[]): Kendall {
  if (x.length !== y.length)
    throw new RangeError(`${x.length} values cannot be paired with ${y.length}`)
  assertFinite(x)
  assertFinite(y)
  const n = x.length
  const pairs = (n * (n - 1)) / 2
  const [inX, inY] = [tieCubes(x), tieCubes(y)]
  const both = tiedInBoth(x, y)
  const [freeX, freeY] = [pairs - pairsIn(inX.sizes), pairs - pairsIn(inY.sizes)]
  const discordant = discordantPairs(x, y)
  const s = freeX + freeY - pairs + both - 2 * discordant
  if (freeX === 0 || freeY === 0) {
    const all = n < 2 ? 'fewer than two pairs' : 'one side does not vary'
    return { tauB: null, n, s, pExact: null, pNormal: null, reasons: { all } }
  }
  const hasTies = inX.tied + inY.tied > 0
  const why = hasTies
    ? 'there are ties: orders are not counted'
    : n > MOST_EXACT
      ? `${n} pairs: past ${MOST_EXACT} the normal p is as good`
      : null
  const deviation = Math.sqrt(varianceOf(n, inX.sizes, inY.sizes))
  return {
    // Each root on its own: the product of large counts would not be exact.
    tauB: Math.max(-1, Math.min(1, s / Math.sqrt(freeX) / Math.sqrt(freeY))),
    n,
    s,
    pExact: why === null ? exactP(n, discordant) : null,
    pNormal: deviation > 0 ? twoSidedNormal(s / deviation) : null,
    reasons: why === null ? {} : { exact: why },
  }
}

function pairsIn(sizes: readonly number[]): number {
  return sizes.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0)
}

function tiedInBoth(x: readonly number[], y: readonly number[]): number {
  const counts = new Map<string, number>()
  x.forEach((one, i) => {
    const key = `${one + 0}/${(y[i] as number) + 0}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  return pairsIn([...counts.values()])
}

/** Sorted by x and then y, the swaps that sort y (Knight 1966, JASA 61, 436–439), counted while halves are merged. */
function discordantPairs(x: readonly number[], y: readonly number[]): number {
  const order = x
    .map((_, i) => i)
    .sort((i, j) => (x[i] as number) - (x[j] as number) || (y[i] as number) - (y[j] as number))
  let from = order.map((i) => y[i] as number)
  let swaps = 0
  for (let width = 1; width < from.length; width *= 2) {
    const to: number[] = []
    for (let start = 0; start < from.length; start += 2 * width) {
      let left = start
      const middle = Math.min(start + width, from.length)
      let right = middle
      const end = Math.min(start + 2 * width, from.length)
      while (left < middle || right < end) {
        const takesRight =
          left === middle || (right < end && (from[right] as number) < (from[left] as number))
        if (takesRight) swaps += middle - left
        to.push(from[takesRight ? right++ : left++] as number)
      }
    }
    from = to
  }
  return swaps
}

function varianceOf(n: number, t: readonly number[], u: readonly number[]): number {
  const sum = (sizes: readonly number[], of: (size: number) => number): number =>
    sizes.reduce((total, size) => total + of(size), 0)
  const cubic = (k: number): number => k * (k - 1) * (2 * k + 5)
  const two = (k: number): number => k * (k - 1)
  const three = (k: number): number => k * (k - 1) * (k - 2)
  const main = (cubic(n) - sum(t, cubic) - sum(u, cubic)) / 18
  const second = (sum(t, two) * sum(u, two)) / (2 * n * (n - 1))
  const third = n < 3 ? 0 : (sum(t, three) * sum(u, three)) / (9 * three(n))
  return main + second + third
}

/** The share of orders with so many inversions or fewer, from that side which has fewer. */
function exactP(n: number, discordant: number): number {
  const pairs = (n * (n - 1)) / 2
  const few = Math.min(discordant, pairs - discordant)
  // Shares, not counts: n! would be past all numbers. A k-th value adds 0 to k − 1 inversions, each as often.
  let shares = new Float64Array(few + 1)
  shares[0] = 1
  for (let k = 2; k <= n; k++) {
    const next = new Float64Array(few + 1)
    for (let i = 0; i <= few; i++)
      for (let j = Math.max(0, i - k + 1); j <= i; j++)
        next[i] = (next[i] as number) + (shares[j] as number) / k
    shares = next
  }
  return Math.min(1, 2 * shares.reduce((sum, one) => sum + one, 0))
}
