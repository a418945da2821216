/** How estimates stand in the cells of a table. */
import type { Estimate } from '../../study/analysis/estimate.ts'

/** `0.84 [0.81, 0.88]`: the mean and its interval, the mean alone where there is none. */
export function told(estimate: Estimate | undefined): string {
  if (estimate === undefined) return ''
  const { interval } = estimate
  return interval === null
    ? mean(estimate)
    : `${mean(estimate)} [${interval[0].toFixed(2)}, ${interval[1].toFixed(2)}]`
}

/** The mean to two places, a dash where it is undefined. */
export function mean({ mean: value }: Estimate): string {
  return value === null ? '–' : value.toFixed(2)
}
