/** Whether what was lost, and how that was dealt with, drives what a record says. */
import { differencesBetween, type Difference } from './differences.ts'
import { estimateOf, type Estimate } from './estimate.ts'
import { isTouched, withAbortedRuns, type Measure, type Measured } from './measured.ts'
import { HANDLINGS, type Handling } from './handled-values.ts'

/** One measure of one role at one ask under one treatment, under several handlings of what was lost; see `sensitivityAmong`. */
export interface Sensitivity {
  readonly treatment: string
  readonly role: string
  readonly ask: string
  readonly measure: Measure
  /** Decisions in finished runs that were forfeited or put to a default. */
  readonly lost: number
  /** Decisions in finished runs that were made at a later attempt than the first. */
  readonly reasked: number
  readonly abortedRuns: number
  readonly asPlayed: Estimate
  readonly firstAttempts: Estimate
  readonly wholeRuns: Estimate
  readonly least: Estimate
  readonly most: Estimate
  /** The bounds with aborted runs as anything; null where no run was aborted. */
  readonly withAborted: { readonly least: Estimate; readonly most: Estimate } | null
}

export interface SensitivityReport {
  /** Where something was lost or asked again, by the participants themselves or in the same runs; empty where all decisions were valid at once. */
  readonly estimates: readonly Sensitivity[]
  /** Between the first treatment and each of the others, where something was lost in either. */
  readonly differences: readonly Difference[]
}

/**
 * Estimates of choices and amounts under other ways of dealing with what was lost than the one that was taken.
 * - `asPlayed`: lost decisions are left out. This is what the report's own estimates are.
 * - `firstAttempts`: what was asked again is left out too.
 * - `wholeRuns`: only runs in which nobody lost a decision.
 * - `least`, `most`: every lost decision counted as another option, and as this one; for amounts, at the lowest and the highest that
 *   its ask allowed. Whatever the lost decisions would have been, the measure lies between (worst-case bounds: Manski 1989, The Journal of Human
 *   Resources 24, 343–360; 1990, American Economic Review 80(2), 319–323).
 * - `withAborted`: the same, and each aborted run counted as if its share were 0 and 1, its amounts lowest and highest.
 * All are bounds on recorded decisions: what later rounds would have been, had nothing been lost, nobody can know. `measured` is in the order of treatments.
 */
export function sensitivityAmong(measured: readonly Measured[]): SensitivityReport {
  return {
    estimates: measured.filter(isTouched).map(sensitivityIn),
    differences: differencesBetween(measured),
  }
}

function sensitivityIn(measured: Measured): Sensitivity {
  const { group, measure, abortedRuns, bounds } = measured
  const { treatment, role, ask, lost, late } = group
  const limits = measure.kind === 'share' ? bounds : undefined
  const estimates = Object.fromEntries(
    HANDLINGS.map((handling) => [handling, estimateOf(measured.values(handling), limits)]),
  ) as Record<Handling, Estimate>
  return {
    treatment,
    role,
    ask,
    measure,
    lost,
    reasked: late,
    abortedRuns,
    ...estimates,
    withAborted:
      abortedRuns === 0
        ? null
        : {
            least: estimateOf(withAbortedRuns(measured, 'least'), limits),
            most: estimateOf(withAbortedRuns(measured, 'most'), limits),
          },
  }
}
