/** A measure by which a grid of runs can be coloured. */

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
