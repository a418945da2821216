/** Ranks of values, ties sharing the mean of the ranks that they take up. */

/**
 * The mid-rank of each value, in the order given: the least has rank 1; values that are tied all have the mean of the ranks that they take up together
 * (Kendall 1945, Biometrika 33). `[10, 20, 20, 30]` → `[1, 2.5, 2.5, 4]`.
 * @throws RangeError where a value is not finite.
 */
export function midRanks(values: readonly number[]): number[] {
  assertFinite(values)
  const order = values.map((_, i) => i).sort((a, b) => at(values, a) - at(values, b))
  const ranks = new Array<number>(values.length).fill(0)
  for (let first = 0; first < order.length;) {
    let last = first
    while (last + 1 < order.length && at(values, order[last + 1]) === at(values, order[first]))
      last++
    for (let i = first; i <= last; i++) ranks[order[i] as number] = (first + last) / 2 + 1
    first = last + 1
  }
  return ranks
}

/** Refuses what no statistic of numbers can be taken of. */
export function assertFinite(values: readonly number[]): void {
  const bad = values.find((value) => !Number.isFinite(value))
  if (bad !== undefined) throw new RangeError(`${bad} is not a finite number: leave it out first`)
}

function at(values: readonly number[], index: number | undefined): number {
  return values[index as number] as number
}
