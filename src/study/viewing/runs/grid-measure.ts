/** A measure by which a grid of runs can be coloured, and a list of them sorted. */
import type { ListedRun } from './run-list.ts'

/** A measure that runs of the record have, of one role where roles differ. */
export interface GridMeasure {
  /** The measure's name, and after a colon the role. */
  readonly key: string
  readonly name: string
  /** Null for a measure of the run as a whole, and for the mean over all its participants. */
  readonly role: string | null
  /** What it is, in a line. */
  readonly means: string
  readonly unit: string
  /** The least and the greatest that it can be; null where there is no bound. */
  readonly range: readonly [least: number | null, greatest: number | null]
}

/** What a measure came to in a run; in words why it has no value. */
export type Measured = number | string

/** Undefined for a run that was not measured. */
export type MeasuredOf = (run: ListedRun) => Measured | undefined

/** What a measure came to in the runs of a record. */
export interface MeasureValues {
  /** The measure's key. */
  readonly measure: string
  /** By run id; runs that were not measured are left out. */
  readonly values: Readonly<Record<string, Measured>>
}

/** True for a finished run that was played on its own: measures are of these. */
export function isMeasured({ status, forkOf }: ListedRun): boolean {
  return status === 'finished' && forkOf === null
}

export function numberIn(measured: Measured | undefined): number | null {
  return typeof measured === 'number' ? measured : null
}
