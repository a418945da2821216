/** Estimates about treatments: a mean over runs, with the interval that the runs, and nothing smaller, can vouch for. */
import { Streams, type Random } from '../../base/random.ts'

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

/** Sums with Neumaier's compensation (1974): a rate of 0.5 over a thousand runs shall read 0.5. */
function meanOf(values: Float64Array): number {
  let sum = 0
  let lost = 0
  for (const value of values) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return (sum + lost) / values.length
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
  const means = Float64Array.from({ length: RESAMPLES }, () => resampledMean(values, random)).sort()
  const widening = Math.sqrt(n / (n - 1))
  const at = (share: number): number => mean + widening * (quantile(means, share) - mean)
  return [at((1 - LEVEL) / 2), at((1 + LEVEL) / 2)]
}

function resampledMean(values: Float64Array, random: Random): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[random.below(values.length)] as number
  return sum / values.length
}

/** Between neighbours in proportion (type 7 of Hyndman & Fan 1996). */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] as number
  const above = sorted[Math.ceil(place)] as number
  return below + (above - below) * (place - Math.floor(place))
}
