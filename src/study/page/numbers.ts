/** How numbers are written on a page. */
import type { Estimate } from '../analysis/estimate.ts'

/** To three significant places, more for large whole numbers. */
export function numberText(value: number | null): string {
  if (value === null) return '–'
  const size = Math.abs(value)
  const text = size >= 1000 ? value.toFixed(0) : size >= 100 ? value.toFixed(1) : value.toFixed(2)
  return minus(Number(text) === 0 ? text.replace('-', '') : text)
}

/** The mean and its interval. */
export function estimateText({ mean, interval }: Pick<Estimate, 'mean' | 'interval'>): string {
  return interval === null
    ? numberText(mean)
    : `${numberText(mean)} [${numberText(interval[0])}, ${numberText(interval[1])}]`
}

function minus(text: string): string {
  return text.replace('-', '−')
}
