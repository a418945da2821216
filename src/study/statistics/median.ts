/** The median. */
import { assertFinite } from './ranks.ts'

/** The middle value, or the mean of the two in the middle; null of nothing. */
export function median(values: readonly number[]): number | null {
  assertFinite(values)
  const sorted = [...values].sort((a, b) => a - b)
  const { length } = sorted
  if (length === 0) return null
  const [low, high] = [
    sorted[Math.ceil(length / 2) - 1] as number,
    sorted[Math.floor(length / 2)] as number,
  ]
  // Halves of what is past half of all numbers: their sum would be none.
  const sum = low + high
  return length % 2 === 1 ? low : Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2
}
