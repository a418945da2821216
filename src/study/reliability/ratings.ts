/** Ratings: the values that coders gave to units for one code, compact. */
import type { Level } from './level.ts'

/**
 * The values of one code. Units without any value are left out; of the others, unit u has the values `starts[u]` to `starts[u + 1]`, one at most from each
 * coder. What a coder did not code is missing, and missing is no category.
 */
export interface Ratings {
  readonly code: string
  readonly level: Level
  /** Coders that gave at least one value. */
  readonly coders: readonly string[]
  /** In order; see `isDeclared`. */
  readonly categories: readonly string[]
  /** True where the categories are those that were declared; otherwise they are those that somebody used. */
  readonly isDeclared: boolean
  /** The numbers that the categories are; null at nominal level, and where they are names. */
  readonly numbers: Float64Array | null
  readonly units: number
  readonly starts: Uint32Array
  /** For each value, whose it is: a position in `coders`. */
  readonly coderOf: Uint32Array
  /** For each value, what it is: a position in `categories`. */
  readonly categoryOf: Uint32Array
  /** For each unit, the cluster (a run, a session) to which it belongs; null where none were told. */
  readonly clusterOf: Uint32Array | null
  readonly clusters: number
}

/** How many values unit u has. */
export function valuesOf({ starts }: Ratings, unit: number): number {
  return (starts[unit + 1] as number) - (starts[unit] as number)
}

/** How many units have two values or more. */
export function pairableUnits(ratings: Ratings): number {
  let pairable = 0
  for (let unit = 0; unit < ratings.units; unit++) if (valuesOf(ratings, unit) >= 2) pairable++
  return pairable
}
