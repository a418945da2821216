/** How much is tied. */

export interface Ties {
  /** Σ (t³ − t) over sets of t equal values: what corrections for ties are made of. */
  readonly cubes: number
  /** How many values share theirs with another. */
  readonly tied: number
  /** How many values each set of equal ones has, sets of one among them, in the order of the values. */
  readonly sizes: readonly number[]
}

/** Counts equal values, or equal ranks. */
export function tieCubes(values: readonly number[]): Ties {
  // Numbers that are sorted without being asked about pair by pair: of many runs there are many.
  const sorted = new Float64Array(values).sort()
  const sizes: number[] = []
  for (let first = 0; first < sorted.length; first += sizes.at(-1) ?? 1) {
    let next = first + 1
    while (sorted[next] === sorted[first]) next++
    sizes.push(next - first)
  }
  const sets = sizes.filter((size) => size > 1)
  return {
    cubes: sets.reduce((sum, t) => sum + t ** 3 - t, 0),
    tied: sets.reduce((sum, t) => sum + t, 0),
    sizes,
  }
}
