/** The difference that a two-level thing makes, with what differs between blocks taken out. */
import { quantileT } from './student-t.ts'

/** How many values there are, what they add up to, and their squares. */
export interface Moments {
  n: number
  sum: number
  squares: number
}

export function noMoments(): Moments {
  return { n: 0, sum: 0, squares: 0 }
}

export function addMoment(moments: Moments, value: number): void {
  moments.n++
  moments.sum += value
  moments.squares += value * value
}

/** One block (a treatment): the values at the one level and at the other. */
export interface Block {
  readonly at: Moments
  readonly against: Moments
}

/** At the one level less at the other. What is undefined is null, and `reason` says why. */
export interface BlockedDifference {
  readonly difference: number | null
  readonly interval: readonly [low: number, high: number] | null
  readonly reason: string | null
}

/** Below this share of the squares themselves, squared deviations are what rounding left of none. */
const NOTHING = 1e-12

/**
 * The difference of two levels within blocks: the least-squares estimate of the level in a model with one constant for each block (Montgomery 2017, Design and
 * Analysis of Experiments, ch. 4). Each block's difference weighs n·m/(n + m); blocks that have one level only say nothing and are skipped. The interval is that of
 * Student's t with N − blocks − 1 degrees of freedom. Values are one for each run: runs are independent, what is within them is not.
 */
export function blockedDifference(blocks: readonly Block[], inside = 0.95): BlockedDifference {
  const both = blocks.filter(({ at, against }) => at.n > 0 && against.n > 0)
  if (both.length === 0)
    return { difference: null, interval: null, reason: 'no treatment has runs of both' }
  let [weights, weighted, squares, n, size] = [0, 0, 0, 0, 0]
  const told = both.map(({ at, against }) => {
    const weight = (at.n * against.n) / (at.n + against.n)
    const difference = at.sum / at.n - against.sum / against.n
    weights += weight
    weighted += weight * difference
    squares += deviationsIn(at) + deviationsIn(against)
    n += at.n + against.n
    size += at.squares + against.squares
    return { weight, difference }
  })
  const difference = weighted / weights
  for (const block of told) squares += block.weight * (block.difference - difference) ** 2
  const df = n - both.length - 1
  if (df < 1) return { difference, interval: null, reason: 'too few runs: their spread is unknown' }
  if (squares <= NOTHING * size)
    return { difference, interval: null, reason: 'runs differ in nothing else: no spread to go by' }
  const half = quantileT(inside, df) * Math.sqrt(squares / df / weights)
  return { difference, interval: [difference - half, difference + half], reason: null }
}

/** The mean of differences within runs, with the interval of Student's t with n − 1 degrees of freedom. */
export function meanDifference(differences: Moments, inside = 0.95): BlockedDifference {
  const { n, sum } = differences
  if (n === 0) return { difference: null, interval: null, reason: 'no run saw both' }
  const difference = sum / n
  if (n === 1) return { difference, interval: null, reason: 'one run: its spread is unknown' }
  const squares = deviationsIn(differences)
  if (squares <= NOTHING * differences.squares)
    return {
      difference,
      interval: null,
      reason: 'all runs have the same difference: no spread to go by',
    }
  const half = quantileT(inside, n - 1) * Math.sqrt(squares / (n - 1) / n)
  return { difference, interval: [difference - half, difference + half], reason: null }
}

/** The moments of all values together. */
export function togetherOf(list: readonly Moments[]): Moments {
  const all = noMoments()
  for (const { n, sum, squares } of list) {
    all.n += n
    all.sum += sum
    all.squares += squares
  }
  return all
}

/** Σ(x − mean)². */
function deviationsIn({ n, sum, squares }: Moments): number {
  return Math.max(0, squares - (sum * sum) / n)
}

/** Mean ± 1.96 s/√n; null of fewer than two values, and where none differs. */
export function moments95(moments: Moments): readonly [low: number, high: number] | null {
  const { n, sum } = moments
  if (n < 2) return null
  const squares = deviationsIn(moments)
  if (squares <= NOTHING * moments.squares) return null
  const half = 1.959963984540054 * Math.sqrt(squares / (n - 1) / n)
  return [sum / n - half, sum / n + half]
}
