/** The hypergeometric distribution: draws without replacement. */

/** Probabilities of the counts from `low` up, which together are 1. */
export interface CountProbabilities {
  readonly low: number
  readonly probabilities: readonly number[]
}

/**
 * How many of `drawn` things out of `total` are among the `marked` ones. The probabilities are worked out from the likeliest count to both sides by their ratios, and made to sum to 1: no factorial
 * is taken, and none is lost to rounding. Counts whose probability is below the smallest number there is are left out at both ends. Null where too many are left.
 * @throws RangeError where the counts do not fit one another.
 */
export function hypergeometric(
  marked: number,
  drawn: number,
  total: number,
): CountProbabilities | null {
  for (const count of [marked, drawn, total])
    if (!Number.isSafeInteger(count) || count < 0 || count > total)
      throw new RangeError(`${count} of ${total} is no count`)
  const low = Math.max(0, drawn + marked - total)
  const high = Math.min(drawn, marked)
  const mode = Math.min(high, Math.max(low, Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))))
  /** P(k + 1) / P(k) */
  const ratio = (k: number): number =>
    ((marked - k) * (drawn - k)) / ((k + 1) * (total - marked - drawn + k + 1))
  const above = ratios(mode, high, ratio)
  const below = ratios(mode, low, (k) => 1 / ratio(k - 1))
  if (above === null || below === null) return null
  const weights = [...below.toReversed(), 1, ...above]
  const sum = [...weights].sort((a, b) => a - b).reduce((all, one) => all + one, 0)
  return { low: mode - below.length, probabilities: weights.map((weight) => weight / sum) }
}

/** More counts than this take too long and too much memory. */
const MOST_COUNTS = 2_000_000

/** Of the likeliest count's probability, what each count from it towards `end` has, until that is no number. */
function ratios(mode: number, end: number, step: (k: number) => number): number[] | null {
  const found: number[] = []
  const way = Math.sign(end - mode)
  for (let [k, weight] = [mode, 1]; k !== end; k += way) {
    weight *= step(k)
    if (weight === 0) break
    if (found.push(weight) > MOST_COUNTS) return null
  }
  return found
}
