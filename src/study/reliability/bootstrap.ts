/** Percentile bootstrap over units, or over clusters of units; never over coders. */
import type { Random } from '../../base/random.ts'
import { percentile } from '../statistics/percentile.ts'
import { COEFFICIENTS, type CoefficientName } from './coefficients.ts'
import { resampler } from './resample.ts'
import type { Rows } from './rows.ts'
import { sumsOf } from './sums.ts'

/** An interval, or why there is none. */
export type Interval =
  | {
      readonly low: number
      readonly high: number
      /** The deviation of the replicates. */
      readonly error: number
      /** Replicates in which the coefficient is not defined: they are left out. */
      readonly undefined: number
      /** The ends that were beyond what the coefficient can be, and were moved to it. */
      readonly cutOff?: readonly ('low' | 'high')[]
      readonly reason?: never
    }
  | { readonly low: null; readonly high: null; readonly undefined: number; readonly reason: string }

export interface Bootstrap {
  readonly replicates: number
  readonly random: Random
  /** 0.95 unless told otherwise. */
  readonly confidence?: number
}

/**
 * The interval between the (1 − c)/2 and (1 + c)/2 percentiles of each coefficient over replicates, in each of which as many rows are drawn with replacement as there are
 * (Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13). Rows of units treat units as independent; with units that belong to runs, resample rows of
 * clusters. It is too narrow where rows are few (Hughes 2022, arXiv 2210.13265): the jackknife is offered beside it. Krippendorff's own algorithm, which holds D_e fixed,
 * is another one. No interval where all replicates have one value.
 */
export function bootstrap(
  rows: Rows,
  names: readonly CoefficientName[],
  { replicates, random, confidence = 0.95 }: Bootstrap,
): ReadonlyMap<CoefficientName, Interval> {
  const draws = rows.count.reduce((sum, one) => sum + one, 0)
  if (draws < 2) return new Map(names.map((name) => [name, noInterval(TOO_FEW, 0)]))
  const found = names.map(() => new Float64Array(replicates))
  const counts = names.map(() => 0)
  const draw = resampler(rows.count, random)
  const times = new Float64Array(rows.count.length)
  const into = new Float64Array(rows.width)
  for (let replicate = 0; replicate < replicates; replicate++) {
    draw(times)
    const sums = sumsOf(rows, times, into)
    for (let i = 0; i < names.length; i++) {
      const { value } = COEFFICIENTS[names[i] as CoefficientName](sums)
      if (value === null) continue
      const own = found[i] as Float64Array
      own[counts[i] as number] = value
      counts[i] = (counts[i] as number) + 1
    }
  }
  return new Map(
    names.map((name, i) => {
      const values = (found[i] as Float64Array).subarray(0, counts[i]).sort()
      return [name, intervalOf(values, replicates, confidence)]
    }),
  )
}

function intervalOf(sorted: Float64Array, replicates: number, confidence: number): Interval {
  const left = sorted.length
  if (left < 2)
    return noInterval('the coefficient is not defined in the replicates.', replicates - left)
  const mean = sorted.reduce((sum, value) => sum + value, 0) / left
  if (sorted[0] === sorted[left - 1]) return noInterval(NO_SPREAD, replicates - left)
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    low: percentile(sorted, (1 - confidence) / 2),
    high: percentile(sorted, (1 + confidence) / 2),
    error: Math.sqrt(squares / (left - 1)),
    undefined: replicates - left,
  }
}

/** A width of zero would claim a certainty that no sample has. */
export const NO_SPREAD = 'resampling gives the same value every time: there is no spread to go by.'
const TOO_FEW = 'there is only one to draw from: resampling takes two.'

function noInterval(reason: string, left: number): Interval {
  return { low: null, high: null, undefined: left, reason }
}
