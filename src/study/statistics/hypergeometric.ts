/** The hypergeometric distribution: draws without replacement. */

/** Probabilities of the counts from `low` up, which together are 1. */
export interface CountProbabilities {
  readonly low: number
  readonly probabilities: readonly number[]
}

/**
 * How many of `drawn` things out of `total` are among the `marked` ones. The probabilities are worked out from the likeliest count to both sides by their ratios, and made to sum to 1: no factorial
 * is taken, and none is lost to rounding.
 * @throws RangeError where the counts do not fit one another.
 */
export function hypergeometric(marked: number, drawn: number, total: number): CountProbabilities {
  for (const count of [marked, drawn, total])
    if (!Number.isInteger(count) || count < 0 || count > total)
      throw new RangeError(`${count} of ${total} is no count`)
  const low = Math.max(0, drawn + marked - total)
  const high = Math.min(drawn, marked)
  const mode = Math.min(high, Math.max(low, Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))))
  const weights = new Array<number>(high - low + 1).fill(0)
  /** P(k + 1) / P(k) */
  const ratio = (k: number): number =>
    ((marked - k) * (drawn - k)) / ((k + 1) * (total - marked - drawn + k + 1))
  weights[mode - low] = 1
  for (let k = mode; k < high; k++) weights[k + 1 - low] = (weights[k - low] as number) * ratio(k)
  for (let k = mode - 1; k >= low; k--)
    weights[k - low] = (weights[k + 1 - low] as number) / ratio(k)
  const sum = [...weights].sort((a, b) => a - b).reduce((all, one) => all + one, 0)
  return { low, probabilities: weights.map((weight) => weight / sum) }
}
