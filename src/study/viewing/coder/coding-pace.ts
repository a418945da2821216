/** How fast a coder goes, and what is left at that pace. */

/** Longer between two units is a break, and no pace. */
const BREAK_MS = 5 * 60_000
/** The pace of late: coders become faster, and tired. */
const LAST = 20

/** Milliseconds for a unit, from the moments at which units were finished: the median of the last ones. Null before there are two. */
export function paceOf(momentsMs: readonly number[]): number | null {
  const gaps = momentsMs
    .slice(1)
    .map((moment, i) => moment - (momentsMs[i] ?? 0))
    .filter((gap) => gap < BREAK_MS)
    .slice(-LAST)
    .sort((a, b) => a - b)
  return gaps[gaps.length >> 1] ?? null
}
