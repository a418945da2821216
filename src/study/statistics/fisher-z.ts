/** Correlations of several samples put together. */
import { chiSquaredAbove } from './chi-squared.ts'
import { twoSidedNormal } from './normal.ts'
import { criticalZ } from './wilson.ts'

/** A correlation and the number of pairs that it is of. */
export interface Correlation {
  readonly r: number
  readonly n: number
}

/** What is undefined is null, and `reason` says why. */
export interface PooledCorrelation {
  readonly r: number | null
  readonly interval: readonly [low: number, high: number] | null
  /** Two-sided, of no correlation. */
  readonly p: number | null
  /** How far the samples differ: Σ w(z − z̄)², chi-squared with one degree of freedom less than samples if all share one correlation. */
  readonly heterogeneity: {
    readonly q: number
    readonly df: number
    readonly p: number | null
    /** max(0, (Q − df)/Q): the share of Q that chance does not account for. */
    readonly iSquared: number | null
  } | null
  readonly samples: number
  /** Samples of fewer than four pairs, or with r of 1 or −1, whose z is not defined: left out. */
  readonly skipped: number
  readonly reason: string | null
}

/**
 * The fixed-effect mean of Fisher's z = atanh r with weights n − 3 (Fisher 1921, Metron 1, 3–32; Hedges & Olkin 1985, ch. 11); Q: Cochran 1954; I²: Higgins & Thompson 2002.
 * @throws RangeError where r is no correlation, or n no count.
 */
export function poolCorrelations(samples: readonly Correlation[], level = 0.95): PooledCorrelation {
  for (const { r, n } of samples) {
    if (!(r >= -1 && r <= 1)) throw new RangeError(`${r} is no correlation`)
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`there cannot be ${n} pairs`)
  }
  const critical = criticalZ(level)
  const used = samples
    .filter(({ r, n }) => n > 3 && Math.abs(r) < 1)
    .map(({ r, n }) => ({ z: Math.atanh(r), weight: n - 3 }))
  const counts = { samples: used.length, skipped: samples.length - used.length }
  if (used.length === 0) {
    const reason = 'no sample has four pairs or more and a correlation between −1 and 1'
    return { r: null, interval: null, p: null, heterogeneity: null, ...counts, reason }
  }
  const total = used.reduce((sum, { weight }) => sum + weight, 0)
  const mean = used.reduce((sum, { z, weight }) => sum + z * weight, 0) / total
  const error = 1 / Math.sqrt(total)
  const q = used.reduce((sum, { z, weight }) => sum + weight * (z - mean) ** 2, 0)
  const df = used.length - 1
  return {
    r: Math.tanh(mean),
    interval: [Math.tanh(mean - critical * error), Math.tanh(mean + critical * error)],
    p: twoSidedNormal(mean / error),
    heterogeneity: {
      q,
      df,
      p: df === 0 ? null : chiSquaredAbove(q, df),
      iSquared: df === 0 || q === 0 ? null : Math.max(0, (q - df) / q),
    },
    ...counts,
    reason: null,
  }
}
