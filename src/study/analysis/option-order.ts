/** The order in which the options of a choice are told: that of its form, not of the alphabet. */
import { compare } from './design.ts'

/** What was offered, in that order; what was chosen besides, by name; and a pass (null) last, where there was one. */
export function inFormOrder(
  offered: Iterable<string>,
  chosen: Iterable<string | null>,
): (string | null)[] {
  const listed = new Set(offered)
  const all = new Set(chosen)
  const others = [...all].filter((value) => value !== null && !listed.has(value)) as string[]
  return [...listed, ...others.sort(compare), ...(all.has(null) ? [null] : [])]
}
