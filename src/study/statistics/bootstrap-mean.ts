/** Bootstrap intervals of a mean, and of a difference of means, over whole clusters. */
import { Streams, type Random } from '../../base/random.ts'
import { percentile } from './percentile.ts'
import { assertFinite } from './ranks.ts'
import { atSize, plainSize } from './plain-size.ts'
import { meanOf } from './running-sum.ts'

/** A cluster's values: all that one run, or one person, gave. A list of single values is a list of clusters of one. */
export type Cluster = readonly number[]

export interface BootstrapOptions {
  /** 1 where none is given. */
  readonly seed?: string | number
  /** 2,000 where nothing is said. */
  readonly draws?: number
  /** 0.95 where nothing is said. */
  readonly level?: number
}

/** What is undefined is null, and `reason` says why, or why the interval is to be read with care. */
export interface BootstrapMean {
  readonly mean: number | null
  readonly interval: readonly [low: number, high: number] | null
  readonly clusters: number
  readonly draws: number
  readonly reason: string | null
}

/** With fewer clusters than this, percentile intervals are known to be too narrow. */
const FEW = 10

/**
 * The mean of all values with the percentile interval of resampled clusters (Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13; clusters: Davison & Hinkley 1997, 3.8). A large cluster weighs as much as its
 * values: give each cluster's own mean for clusters that weigh alike. Clusters without values are left out.
 * @throws RangeError where a value is not finite.
 */
export function bootstrapMean(
  clusters: readonly Cluster[],
  options: BootstrapOptions = {},
): BootstrapMean {
  const found = bootstrapOf([clusters], ([mean = NaN]) => mean, options)
  return { ...found, clusters: found.clusters[0] ?? 0 }
}

export interface BootstrapDifference extends Omit<BootstrapMean, 'clusters'> {
  /** Of the first group and of the second. */
  readonly clusters: readonly number[]
}

/** The mean of a first group less that of a second, each group's clusters resampled on their own. */
export function bootstrapDifference(
  first: readonly Cluster[],
  second: readonly Cluster[],
  options: BootstrapOptions = {},
): BootstrapDifference {
  return bootstrapOf([first, second], ([a = NaN, b = NaN]) => a - b, options)
}

function bootstrapOf(
  groups: readonly (readonly Cluster[])[],
  statisticOf: (means: readonly number[]) => number,
  { seed = 1, draws = 2_000, level = 0.95 }: BootstrapOptions,
): BootstrapDifference {
  if (!(level > 0 && level < 1)) throw new RangeError(`a level lies between 0 and 1, not ${level}`)
  const given = groups.map((clusters) => clusters.filter(({ length }) => length > 0))
  assertFinite(given.flat(2))
  const size = plainSize(given.flat(2))
  const filled = given.map((clusters) => clusters.map((values) => atSize(values, size)))
  const counts = filled.map(({ length }) => length)
  const told = { clusters: counts, draws }
  if (counts.includes(0))
    return { mean: null, interval: null, ...told, reason: 'there is no value to take a mean of' }
  const mean = statisticOf(filled.map((clusters) => meanOf(clusters.flat()))) * size
  if (counts.some((count) => count < 2))
    return { mean, interval: null, ...told, reason: 'one independent value: its spread is unknown' }
  const sums = filled.map((clusters) =>
    clusters.map((values) => ({ sum: meanOf(values) * values.length, n: values.length })),
  )
  const streams = new Streams(seed)
  const randoms = counts.map((count, i) => streams.stream(`bootstrap/${i}/${count}`))
  const found = Float64Array.from({ length: draws }, () =>
    statisticOf(sums.map((list, i) => resampledMean(list, randoms[i] as Random))),
  ).sort()
  const isFlat = filled.every((clusters) => clusters.flat().every((v, _, [one]) => v === one))
  if (isFlat || found[0] === found[draws - 1])
    return { mean, interval: null, ...told, reason: 'all resamples are the same: no spread' }
  const few = Math.min(...counts)
  return {
    mean,
    interval: [
      percentile(found, (1 - level) / 2) * size,
      percentile(found, (1 + level) / 2) * size,
    ],
    ...told,
    reason: few < FEW ? `${few} independent values: with so few the interval is too narrow` : null,
  }
}

interface Summed {
  readonly sum: number
  readonly n: number
}

function resampledMean(clusters: readonly Summed[], random: Random): number {
  let [sum, n] = [0, 0]
  for (let i = 0; i < clusters.length; i++) {
    const one = random.pick(clusters)
    sum += one.sum
    n += one.n
  }
  return sum / n
}
