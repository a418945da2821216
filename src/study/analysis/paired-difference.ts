/** What pairs say of a difference: its mean, how sure they are of it, and whether chance alone would do as much. */
import { estimateOf, type Bounds, type Estimate } from './estimate.ts'
import { signFlips, type SignFlips } from '../statistics/sign-flips.ts'
import { pairedT, type PairedT } from '../statistics/paired-t.ts'
import { signedRanks, type SignedRanks } from './paired-signed-ranks.ts'
import { plainDifference } from '../statistics/plain-difference.ts'
import { meanOf } from '../statistics/running-sum.ts'

/** One pair's values of a measure. */
export interface Pair {
  readonly baseline: number
  readonly difference: number
}

/** Differences are `difference` − `baseline`, one for each pair. What is undefined is null, and `reason` says why. */
export interface PairedDifference {
  readonly pairs: number
  readonly baselineMean: number | null
  readonly differenceMean: number | null
  readonly mean: number | null
  /** The 95 % bootstrap interval of the mean; see `estimateOf`. */
  readonly interval: Estimate['interval']
  readonly method: Estimate['method']
  readonly t: PairedT | null
  readonly signFlips: SignFlips | null
  readonly signedRanks: SignedRanks | null
  /** Why there is no interval or no test, or why they are to be read with care. */
  readonly reason: string | null
}

/** The least two-sided p that n pairs can have is 2/2ⁿ: below six pairs it cannot be under 0.05. */
const LEAST_FOR_5_PERCENT = 6

/** Sums up pairs. `bounds` are those of the measure itself. */
export function pairedDifference(pairs: readonly Pair[], bounds?: Bounds): PairedDifference {
  const differences = pairs.map(({ baseline, difference }) => plainDifference(difference, baseline))
  const width = bounds === undefined ? Infinity : bounds.high - bounds.low
  const { mean, interval, method } = estimateOf(differences, { low: -width, high: width })
  const n = pairs.length
  const isTestable = n > 1
  return {
    pairs: n,
    baselineMean: n === 0 ? null : meanOf(pairs.map(({ baseline }) => baseline)),
    differenceMean: n === 0 ? null : meanOf(pairs.map(({ difference }) => difference)),
    mean,
    interval,
    method,
    t: pairedT(differences),
    signFlips: isTestable ? signFlips(differences) : null,
    signedRanks: isTestable ? signedRanks(differences) : null,
    reason: reasonFor(differences),
  }
}

function reasonFor(differences: readonly number[]): string | null {
  const n = differences.length
  if (n === 0) return 'no pair has a value'
  if (n === 1)
    return 'one pair: that it differs is certain, how far others would is unknown. Play more replicates'
  if (differences.every((one) => one === 0)) return `all ${n} pairs are the same in this`
  if (differences.every((one) => one === differences[0])) {
    return `all ${n} pairs differ by the same: there is no spread to make an interval from`
  }
  if (n < LEAST_FOR_5_PERCENT)
    return `${n} pairs: no test of so few can give p < 0.05, and the bootstrap interval is too narrow`
  return n < 10 ? `${n} pairs: with so few the bootstrap interval is too narrow` : null
}
