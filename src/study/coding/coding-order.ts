/** In which order units are coded: shuffled, so that no coder learns anything from what comes before what. */
import { Streams } from '../../base/random.ts'
import type { UnitId } from '../../record/coding-entries.ts'

/** The units in an order that depends on their ids and the seed alone (stream `coding-order`), however they were given. */
export function shuffledUnits<T extends { readonly id: UnitId }>(
  units: readonly T[],
  seed: number,
): T[] {
  const sorted = units.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return new Streams(seed).stream('coding-order').shuffle(sorted)
}
