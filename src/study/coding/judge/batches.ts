/** Puts units together that a judge is to code in one call. */

/**
 * Batches of `size` neighbours in the order given, as they would stand if nothing were coded: those of which everything is wanted stay as they are, so that
 * whoever goes on after an interruption asks what would have been asked. Of others what is wanted is put together anew.
 */
export function batchesOf<T>(
  units: readonly T[],
  size: number,
  isWanted: (unit: T) => boolean,
): T[][] {
  const batches: T[][] = []
  const rest: T[] = []
  for (const all of inPieces(units, size)) {
    const wanted = all.filter(isWanted)
    if (wanted.length === all.length) batches.push(wanted)
    else rest.push(...wanted)
  }
  return [...batches, ...inPieces(rest, size)]
}

function inPieces<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  )
}
