/** The scale of an axis: its own ends, or those of the data. */
import type { Ends } from './plot-drawing.ts'

/** Where all values are the same, there is a tenth of them (or 1) on both sides: without it, the axis has no extent. */
export function scaleOf(values: readonly (number | null)[], domain: Ends | null): object {
  if (domain !== null) return { domain: [...domain] }
  const [first, ...others] = values.filter((value) => value !== null)
  if (first !== undefined && others.every((value) => value === first)) {
    const margin = Math.abs(first) / 10 || 1
    return { domain: [first - margin, first + margin], nice: true }
  }
  return { zero: false, nice: true }
}
