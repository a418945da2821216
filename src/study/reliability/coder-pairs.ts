/** Coders two by two. */
import { growing } from './growing.ts'
import { valuesOf, type Ratings } from './ratings.ts'

/** The values of two of the coders; the set of categories stays. */
export function ratingsOfPair(ratings: Ratings, first: number, second: number): Ratings {
  const { coders, coderOf, categoryOf, clusterOf } = ratings
  const [starts, owners, values, kept] = [growing(), growing(), growing(), growing()]
  for (let unit = 0; unit < ratings.units; unit++) {
    const from = ratings.starts[unit] as number
    const before = owners.length
    for (let i = from; i < from + valuesOf(ratings, unit); i++) {
      const coder = coderOf[i]
      if (coder !== first && coder !== second) continue
      owners.push(coder === first ? 0 : 1)
      values.push(categoryOf[i] as number)
    }
    if (owners.length === before) continue
    starts.push(before)
    kept.push(unit)
  }
  starts.push(owners.length)
  return {
    ...ratings,
    coders: [coders[first] as string, coders[second] as string],
    units: kept.length,
    starts: starts.list(),
    coderOf: owners.list(),
    categoryOf: values.list(),
    clusterOf: clusterOf === null ? null : kept.list().map((unit) => clusterOf[unit] as number),
  }
}

/** All pairs of n, in order. */
export function pairsOf(n: number): [number, number][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - i - 1 }, (__, j): [number, number] => [i, i + 1 + j]),
  ).flat()
}
