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
  const counts = new Map<number, number>()
  for (const value of [...values].sort((a, b) => a - b))
    counts.set(value, (counts.get(value) ?? 0) + 1)
  const sizes = [...counts.values()]
  const sets = sizes.filter((size) => size > 1)
  return {
    cubes: sets.reduce((sum, t) => sum + t ** 3 - t, 0),
    tied: sets.reduce((sum, t) => sum + t, 0),
    sizes,
  }
}
