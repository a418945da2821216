/** Estimates about treatments: a mean over runs, with the interval that the runs, and nothing smaller, can vouch for. */
import { Streams, type Random } from '../../base/random.ts'
import { meanOf } from './running-sum.ts'

/** A mean over runs. What is undefined is null, and `reason` says why. */
export interface Estimate {
  readonly mean: number | null
  /** How many runs it rests on. */
  readonly runs: number
  /** The 95 % interval of the mean; null where runs cannot tell. */
  readonly interval: readonly [low: number, high: number] | null
  readonly method: 'bootstrap' | 'normal' | null
  /** Why there is no interval, or why it is to be read with care. */
  readonly reason: string | null
}

/** Where the quantity itself cannot lie beyond. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

export const A_RATE: Bounds = { low: 0, high: 1 }

const RESAMPLES = 2_000
/** Past this many runs the bootstrap distribution of a mean is normal for all that a table shows, and only slower. */
const MOST_RESAMPLED = 200
/** With fewer runs than this, percentile intervals are known to be too narrow. */
const FEW = 10
const LEVEL = 0.95
/** The 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054

/**
 * The mean of one value per run, and its interval. The run is the unit of inference: decisions within a run are not independent.
 * Up to 200 runs the interval is a percentile bootstrap over runs (Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13): 2,000 resamples
 * from a fixed seed, so that the same record gives the same interval; each resampled mean's distance from the mean is widened by √(n/(n−1)), which
 * makes up for resampling from n values rather than a population (Hesterberg 2015, The American Statistician 69, 371–386, doi:10.1080/00031305.2015.1089789).
 * Resamples come in antithetic pairs, one with the k-th largest value wherever the other has the k-th smallest (Hall 1989, Biometrika 76, 713–724), so that
 * the interval of 1 − x is 1 − the interval of x: what is said of one option is said of the other.
 * Past 200 runs it is mean ± 1.96 s/√n. It is cut off at the bounds. No interval is given for fewer than two runs, nor where all runs
 * have the same value: a width of zero would claim a certainty that no sample has.
 */
export function estimateOf(values: readonly number[], bounds?: Bounds): Estimate {
  const runs = values.length
  if (runs === 0)
    return { mean: null, runs, interval: null, method: null, reason: 'no run has a value' }
  // Sorted, so that neither sums nor draws depend on the order in which runs were read.
  const sorted = Float64Array.from(values).sort()
  const mean = meanOf(sorted)
  if (runs === 1)
    return { mean, runs, interval: null, method: null, reason: 'one run: its spread is unknown' }
  if (sorted[0] === sorted[runs - 1]) {
    return {
      mean,
      runs,
      interval: null,
      method: null,
      reason: `all ${runs} runs have the same value: nothing to resample`,
    }
  }
  const method = runs > MOST_RESAMPLED ? 'normal' : 'bootstrap'
  const [low, high] =
    method === 'normal' ? normalInterval(sorted, mean) : bootstrapInterval(sorted, mean)
  const interval = [
    Math.max(low, bounds?.low ?? -Infinity),
    Math.min(high, bounds?.high ?? Infinity),
  ] as const
  const reason = runs < FEW ? `${runs} runs: with so few the interval is too narrow` : null
  return { mean, runs, interval, method, reason }
}

function normalInterval(values: Float64Array, mean: number): [number, number] {
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  const half = Z * Math.sqrt(squares / (values.length - 1) / values.length)
  return [mean - half, mean + half]
}

function bootstrapInterval(values: Float64Array, mean: number): [number, number] {
  const n = values.length
  const random = new Streams('interval').stream(`bootstrap/${n}`)
  const means = resampledMeans(values, random)
  const widening = Math.sqrt(n / (n - 1))
  const at = (share: number): number => mean + widening * (quantile(means, share) - mean)
  return [at((1 - LEVEL) / 2), at((1 + LEVEL) / 2)]
}

/** The means of pairs of resamples, sorted. `values` are sorted too: mirrored places hold mirrored values. */
function resampledMeans(values: Float64Array, random: Random): Float64Array {
  const n = values.length
  const means = new Float64Array(RESAMPLES)
  for (let resample = 0; resample < RESAMPLES; resample += 2) {
    let sum = 0
    let mirrored = 0
    for (let i = 0; i < n; i++) {
      const place = random.below(n)
      sum += values[place] as number
      mirrored += values[n - 1 - place] as number
    }
    means[resample] = sum / n
    means[resample + 1] = mirrored / n
  }
  return means.sort()
}

/** Between neighbours in proportion (type 7 of Hyndman & Fan 1996). */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] as number
  const above = sorted[Math.ceil(place)] as number
  return below + (above - below) * (place - Math.floor(place))
}
