/** Prevalence corrected for the errors of whoever coded. */
import { normalQuantile } from '../../statistics/normal.ts'

export interface Corrected {
  /** Null where it cannot be worked out; `reason` says why. */
  readonly prevalence: number | null
  readonly interval: readonly [low: number, high: number] | null
  /** True where the estimate was below 0 or above 1, and was put there. */
  readonly clipped: boolean
  readonly method: string
  readonly reason: string | null
}

const clip = (share: number): number => Math.min(1, Math.max(0, share))

function none(method: string, reason: string): Corrected {
  return { prevalence: null, interval: null, clipped: false, method, reason }
}

/**
 * (p + Sp − 1) / (Se + Sp − 1) (Rogan and Gladen 1978, American Journal of Epidemiology 107, 71–76, doi:10.1093/oxfordjournals.aje.a112510), not clipped. Null where
 * sensitivity and specificity together say no more than chance does.
 */
export function roganGladen(
  share: number,
  sensitivity: number,
  specificity: number,
): number | null {
  const informed = sensitivity + specificity - 1
  return informed <= 0 ? null : (share + specificity - 1) / informed
}

export interface KnownShare {
  readonly share: number
  readonly n: number
}

const NO_BETTER =
  'sensitivity and specificity add up to 1 or less: the judge is no better than chance'

/**
 * The corrected prevalence with the interval of Lang and Reiczigel (2014, Preventive Veterinary Medicine 113, 13–22, doi:10.1016/j.prevetmed.2013.09.015), for shares
 * that are independent of one another: of those tested, of cases (sensitivity), of others (specificity).
 */
export function langReiczigel(
  tested: KnownShare,
  sensitivity: KnownShare,
  specificity: KnownShare,
  level = 0.95,
): Corrected {
  const method = 'Rogan-Gladen, interval of Lang and Reiczigel'
  const plain = roganGladen(tested.share, sensitivity.share, specificity.share)
  if (plain === null) return none(method, NO_BETTER)
  const z = -normalQuantile((1 - level) / 2)
  const square = z * z
  const n = tested.n + square
  const p = (tested.n * tested.share + square / 2) / n
  const [nSe, nSp] = [sensitivity.n + 2, specificity.n + 2]
  const se = (sensitivity.n * sensitivity.share + 1) / nSe
  const sp = (specificity.n * specificity.share + 1) / nSp
  const adjusted = roganGladen(p, se, sp)
  if (adjusted === null) return none(method, NO_BETTER)
  const seVariance = (se * (1 - se)) / nSe
  const spVariance = (sp * (1 - sp)) / nSp
  const shift = 2 * square * (adjusted * seVariance - (1 - adjusted) * spVariance)
  const variance =
    ((p * (1 - p)) / n + adjusted ** 2 * seVariance + (1 - adjusted) ** 2 * spVariance) /
    (se + sp - 1) ** 2
  const half = z * Math.sqrt(variance)
  return {
    prevalence: clip(plain),
    interval: [clip(adjusted + shift - half), clip(adjusted + shift + half)],
    clipped: plain !== clip(plain),
    method,
    reason: null,
  }
}

/** An estimate with the interval of its variance: normal, clipped to shares. */
export function withNormalInterval(
  estimate: number | null,
  variance: number,
  method: string,
  reason = NO_BETTER,
  level = 0.95,
): Corrected {
  if (estimate === null) return none(method, reason)
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt(variance)
  return {
    prevalence: clip(estimate),
    interval: [clip(estimate - half), clip(estimate + half)],
    clipped: estimate !== clip(estimate),
    method,
    reason: null,
  }
}
