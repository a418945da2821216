/** How reliably a code was coded, as a page shows it. */

export interface CoefficientView {
  /** As `coterie agree --json` names it. */
  readonly name: string
  readonly title: string
  /** Null where it is not defined: `reason` says why. */
  readonly value: number | null
  readonly reason: string | null
  /** The 95 % interval; null where there is none. */
  readonly low: number | null
  readonly high: number | null
}

export interface PairView {
  readonly coders: readonly [string, string]
  readonly units: number
  readonly agreement: number | null
  readonly kappa: number | null
  readonly alpha: number | null
  readonly ac1: number | null
}

/** Of two coders: how often the one said this and the other that. */
export interface ConfusionView {
  readonly coders: readonly [string, string]
  readonly categories: readonly string[]
  /** Rows are the first coder's. */
  readonly counts: readonly (readonly number[])[]
}

export interface AgreementView {
  readonly code: string
  readonly level: string
  readonly coders: readonly string[]
  readonly units: number
  /** With two values or more. */
  readonly pairableUnits: number
  /** Percent agreement, alpha, kappa, AC1 first; then whatever else there is. */
  readonly coefficients: readonly CoefficientView[]
  readonly pairs: readonly PairView[]
  readonly confusion: ConfusionView | null
  readonly notes: readonly string[]
  /** How the intervals were made, in words. */
  readonly intervals: string
  /** The command that gives the same numbers. */
  readonly command: string
}
