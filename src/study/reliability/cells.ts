/** The values of one code, sorted by unit. */
import { BadInputError } from '../../base/errors.ts'
import type { Growing } from './growing.ts'

export type Whole = Growing<Uint32Array>

/** Values in the order of their rows. */
export interface RowsOfValues {
  readonly units: Whole
  readonly coders: Whole
  readonly values: Whole
  readonly rows: Whole
}

export interface Cells {
  /** Values of unit u: from `starts[u]` to `starts[u + 1]`, units without values among them. */
  readonly starts: Uint32Array
  readonly coders: Uint32Array
  readonly values: Uint32Array
  readonly rows: Uint32Array
}

/** Sorts the values by unit, by counting; within a unit they stay in the order of their rows. */
export function byUnit(column: RowsOfValues | undefined, wanted: Uint8Array, units: number): Cells {
  const starts = new Uint32Array(units + 1)
  if (column === undefined)
    return {
      starts,
      coders: starts.subarray(0, 0),
      values: starts.subarray(0, 0),
      rows: starts.subarray(0, 0),
    }
  const [unitOf, coderOf, valueOf, rowOf] = [
    column.units.list(),
    column.coders.list(),
    column.values.list(),
    column.rows.list(),
  ]
  let kept = 0
  for (let i = 0; i < unitOf.length; i++) {
    if (wanted[coderOf[i] as number] === 0) continue
    const after = (unitOf[i] as number) + 1
    starts[after] = (starts[after] as number) + 1
    kept++
  }
  for (let unit = 0; unit < units; unit++)
    starts[unit + 1] = (starts[unit + 1] as number) + (starts[unit] as number)
  const next = starts.slice()
  const [coders, values, rows] = [
    new Uint32Array(kept),
    new Uint32Array(kept),
    new Uint32Array(kept),
  ]
  for (let i = 0; i < unitOf.length; i++) {
    if (wanted[coderOf[i] as number] === 0) continue
    const at = next[unitOf[i] as number] as number
    next[unitOf[i] as number] = at + 1
    coders[at] = coderOf[i] as number
    values[at] = valueOf[i] as number
    rows[at] = rowOf[i] as number
  }
  return { starts, coders, values, rows }
}

/** @throws BadInputError where a coder has a second value for a unit. */
export function assertOnce(
  { starts, coders, rows }: Cells,
  coderCount: number,
  complaint: (unit: number, coder: number, rows: readonly [number, number]) => string,
): void {
  /** Coder → the place of the last value seen of it, + 1. */
  const seen = new Uint32Array(coderCount)
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    const from = starts[unit] as number
    const to = starts[unit + 1] as number
    for (let i = from; i < to; i++) {
      const coder = coders[i] as number
      const before = seen[coder] as number
      if (before > from)
        throw new BadInputError(
          complaint(unit, coder, [rows[before - 1] as number, rows[i] as number]),
        )
      seen[coder] = i + 1
    }
  }
}
