/** Who is whose neighbour, where not everybody can meet everybody. */
import { BadInputError } from '../../../base/errors.ts'

/** On a ring, the `reach` next to either side. Everybody else where there are no more than that. */
export function ringNeighbours<T>(of: readonly T[], reach: number): ReadonlyMap<T, readonly T[]> {
  return neighbours(of, (i, j) => {
    const apart = Math.abs(i - j)
    return Math.min(apart, of.length - apart) <= reach
  })
}

/**
 * Caves of equal size in which everybody knows everybody, in a ring: in each cave the first does not know the second, but the last of the cave before
 * (connected caveman graph, Watts 1999).
 * @throws BadInputError where the participants do not fill at least two caves of three.
 */
export function caveNeighbours<T>(of: readonly T[], size: number): ReadonlyMap<T, readonly T[]> {
  const n = of.length
  if (size < 3 || n % size !== 0 || n < 2 * size) {
    throw new BadInputError(
      `${n} participants do not make caves of ${size}. Make two caves or more, of three or more participants each.`,
    )
  }
  const isLink = (i: number, j: number): boolean => i % size === 0 && j === (i - 1 + n) % n
  const isCut = (i: number, j: number): boolean => i % size === 0 && j === i + 1
  return neighbours(of, (i, j) => {
    if (isLink(i, j) || isLink(j, i)) return true
    return Math.floor(i / size) === Math.floor(j / size) && !isCut(i, j) && !isCut(j, i)
  })
}

function neighbours<T>(
  of: readonly T[],
  know: (i: number, j: number) => boolean,
): ReadonlyMap<T, readonly T[]> {
  return new Map(of.map((one, i) => [one, of.filter((_, j) => i !== j && know(i, j))]))
}
