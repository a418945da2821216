/** Estimates about treatments: a mean over runs, with the interval that the runs, and nothing smaller, can vouch for. */
import { Streams, type Random } from '../../base/random.ts'
import { percentile } from '../statistics/percentile.ts'
import { meanOf } from '../statistics/running-sum.ts'

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
  const half = Z * Math.sqrt(squaredError(values))
  return [mean - half, mean + half]
}

function bootstrapInterval(values: Float64Array, mean: number): [number, number] {
  const n = values.length
  const random = new Streams('interval').stream(`bootstrap/${n}`)
  const means = resampledMeans(values, random).sort()
  const widening = Math.sqrt(n / (n - 1))
  const at = (share: number): number => mean + widening * (percentile(means, share) - mean)
  return [at((1 - LEVEL) / 2), at((1 + LEVEL) / 2)]
}

/** A difference of two means over runs of two treatments. What is undefined is null, and `reason` says why. */
export interface DifferenceEstimate {
  /** `to` minus `from`. */
  readonly difference: number | null
  readonly fromRuns: number
  readonly toRuns: number
  readonly interval: readonly [low: number, high: number] | null
  readonly method: Estimate['method']
  readonly reason: string | null
}

/**
 * The difference of the means of two treatments, and its interval: the percentile bootstrap for two samples (Efron & Tibshirani 1993, ch. 8 and 13).
 * The runs of each treatment are resampled on their own, 2,000 times from a fixed seed, each resampled mean's distance from its mean widened as in
 * `estimateOf`. Where both treatments have more than 200 runs it is the difference ± 1.96 √(s²/n + t²/m). No interval is given where either
 * has fewer than two runs, nor where no run differs from the others of its treatment.
 */
export function differenceOf(
  from: readonly number[],
  to: readonly number[],
  bounds?: Bounds,
): DifferenceEstimate {
  const [a, b] = [Float64Array.from(from).sort(), Float64Array.from(to).sort()]
  const runs = { fromRuns: a.length, toRuns: b.length }
  const none = { ...runs, interval: null, method: null }
  if (a.length === 0 || b.length === 0)
    return { difference: null, ...none, reason: 'a treatment has no run with a value' }
  const difference = meanOf(b) - meanOf(a)
  if (a.length === 1 || b.length === 1)
    return { difference, ...none, reason: 'one run of a treatment: its spread is unknown' }
  const flat = [a, b].filter((values) => values[0] === values.at(-1)).length
  if (flat === 2)
    return {
      difference,
      ...none,
      reason: 'within each treatment all runs have the same value: nothing to resample',
    }
  const method = Math.min(a.length, b.length) > MOST_RESAMPLED ? 'normal' : 'bootstrap'
  const [low, high] = method === 'normal' ? normalBetween(a, b, difference) : bootstrapBetween(a, b)
  const interval = [
    Math.max(low, bounds?.low ?? -Infinity),
    Math.min(high, bounds?.high ?? Infinity),
  ] as const
  const few = Math.min(a.length, b.length)
  const reasons = [
    ...(few < FEW ? [`${few} runs of a treatment: with so few the interval is too narrow`] : []),
    ...(flat === 1 ? ['all runs of one treatment have the same value: it counts as certain'] : []),
  ]
  return { difference, ...runs, interval, method, reason: reasons.join('; ') || null }
}

function normalBetween(
  a: Float64Array,
  b: Float64Array,
  difference: number,
): [low: number, high: number] {
  const half = Z * Math.sqrt(squaredError(a) + squaredError(b))
  return [difference - half, difference + half]
}

/** The square of the standard error of the mean. */
function squaredError(values: Float64Array): number {
  const mean = meanOf(values)
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return squares / (values.length - 1) / values.length
}

function bootstrapBetween(a: Float64Array, b: Float64Array): [low: number, high: number] {
  const streams = new Streams('interval')
  const [ofA, ofB] = [
    widenedMeans(a, streams.stream(`bootstrap/from/${a.length}`)),
    widenedMeans(b, streams.stream(`bootstrap/to/${b.length}`)),
  ]
  const differences = ofB.map((one, place) => one - (ofA[place] as number)).sort()
  return [percentile(differences, (1 - LEVEL) / 2), percentile(differences, (1 + LEVEL) / 2)]
}

function widenedMeans(values: Float64Array, random: Random): Float64Array {
  const [n, mean] = [values.length, meanOf(values)]
  const widening = Math.sqrt(n / (n - 1))
  return resampledMeans(values, random).map((one) => mean + widening * (one - mean))
}

/** The means of pairs of resamples, in the order of their draws. `values` are sorted too: mirrored places hold mirrored values. */
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
  return means
}
