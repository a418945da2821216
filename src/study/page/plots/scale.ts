/** The scale of an axis: its own ends, or those of the data. */

/** Where all values are the same, there is a tenth of them (or 1) on both sides: without it, the axis has no extent. */
export function scaleOf(
  values: readonly (number | null)[],
  domain: readonly [number, number] | undefined,
): object {
  if (domain !== undefined) return { domain: [...domain] }
  const [first, ...others] = values.filter((value) => value !== null)
  if (first !== undefined && others.every((value) => value === first)) {
    const margin = Math.abs(first) / 10 || 1
    return { domain: [first - margin, first + margin], nice: true }
  }
  return { zero: false, nice: true }
}
