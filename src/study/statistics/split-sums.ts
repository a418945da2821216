/** The exact null distribution of a sum of ranks: how many subsets of a given size have each sum. */

/** Work that is still done in a moment: additions of one count to another. */
const MOST_WORK = 3e8
/** Counts beyond this are no numbers any more. */
const MOST_SUBSETS = 1e300

/** Sums from 0 up, and how many subsets have each. */
export interface SubsetCounts {
  readonly counts: Float64Array
  /** All subsets of the size. */
  readonly total: number
}

/**
 * Counts the subsets of `size` among whole numbers from 0 by their sum, number by number: of those with the k-th, and of those without it. Without ties that is the recursion of
 * Mann & Whitney (1947, Annals of Mathematical Statistics 18, 50–60). Null where there are too many to be counted.
 */
export function subsetSums(numbers: readonly number[], size: number): SubsetCounts | null {
  const sorted = [...numbers].sort((a, b) => a - b)
  const most = sorted.slice(sorted.length - size).reduce((sum, one) => sum + one, 0)
  if (sorted.length * size * (most + 1) > MOST_WORK) return null
  if (subsetsOf(sorted.length, size) > MOST_SUBSETS) return null
  const width = most + 1
  const counts = Array.from({ length: size + 1 }, () => new Float64Array(width))
  ;(counts[0] as Float64Array)[0] = 1
  sorted.forEach((number, seen) => {
    for (let taken = Math.min(size, seen + 1); taken >= 1; taken--) {
      const [to, from] = [counts[taken] as Float64Array, counts[taken - 1] as Float64Array]
      for (let sum = number; sum < width; sum++)
        to[sum] = (to[sum] as number) + (from[sum - number] as number)
    }
  })
  const found = counts[size] as Float64Array
  return { counts: found, total: found.reduce((sum, one) => sum + one, 0) }
}

/** n over k; exact while it is below 2⁵³, Infinity where it is past all numbers. */
export function subsetsOf(n: number, k: number): number {
  let count = 1
  const few = Math.min(k, n - k)
  for (let i = 1; i <= few; i++) count = (count * (n - few + i)) / i
  return count < 2 ** 53 ? Math.round(count) : count
}
