/** Many tests at once: p values made larger, so that what is said of all of them holds. */

export const ADJUSTMENTS = ['bonferroni', 'holm', 'benjamini-hochberg'] as const
export type Adjustment = (typeof ADJUSTMENTS)[number]

/**
 * Adjusted p values in the order given.
 * `bonferroni`: m·p. `holm`: the step-down of Holm (1979, Scandinavian Journal of Statistics 6, 65–70); both keep the chance of any false rejection.
 * `benjamini-hochberg`: the step-up of Benjamini & Hochberg (1995, JRSS B 57, 289–300), which keeps the share of false ones among rejections. All at most 1.
 * Null stands for a test that could not be made: it stays null and is not counted among the m.
 * @throws RangeError where a value is no probability.
 */
export function adjustP<T extends number | null>(
  ps: readonly T[],
  adjustment: Adjustment,
): (number | Extract<T, null>)[] {
  const known = ps.flatMap((p, place) => (p === null ? [] : [{ p: assertP(p), place }]))
  known.sort((a, b) => a.p - b.p)
  const m = known.length
  const adjusted: (number | null)[] = ps.map(() => null)
  const steps = known.map(({ p }, rank) => Math.min(1, p * factorOf(adjustment, m, rank)))
  if (adjustment === 'holm')
    steps.forEach((step, i) => (steps[i] = Math.max(step, steps[i - 1] ?? 0)))
  if (adjustment === 'benjamini-hochberg')
    for (let i = m - 2; i >= 0; i--) steps[i] = Math.min(steps[i] as number, steps[i + 1] as number)
  known.forEach(({ place }, rank) => (adjusted[place] = steps[rank] as number))
  return adjusted as (number | Extract<T, null>)[]
}

/** `rank` from 0 for the least p. */
function factorOf(adjustment: Adjustment, m: number, rank: number): number {
  switch (adjustment) {
    case 'bonferroni':
      return m
    case 'holm':
      return m - rank
    case 'benjamini-hochberg':
      return m / (rank + 1)
  }
}

function assertP(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no probability`)
  return p
}
