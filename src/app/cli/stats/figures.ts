/** How figures are written in words for people. */

/** An interval in brackets. */
export function within(interval: readonly [number, number] | null, digits = 4): string {
  return interval === null
    ? '[–]'
    : `[${shown(interval[0], digits) ?? ''}, ${shown(interval[1], digits) ?? ''}]`
}

/** Four places; very small ones by their size. */
export function pOf(p: number | null): string | null {
  if (p === null) return null
  return p < 0.0001 ? p.toExponential(1) : p.toFixed(4)
}

/** To so many significant digits. */
export function shown(value: number | null, digits = 4): string | null {
  return value === null ? null : String(Number(value.toPrecision(digits)))
}
