/** In which order units are coded: shuffled, so that no coder learns anything from what comes before what. */
import { Streams } from '../../base/random.ts'
import type { UnitId } from '../../record/coding-entries.ts'

/** The units in an order that depends on their ids and the seed alone (stream `coding-order`), however they were given. */
export function shuffledUnits<T extends { readonly id: UnitId }>(
  units: readonly T[],
  seed: number,
): T[] {
  return new Streams(seed).stream('coding-order').shuffle(byId(units))
}

/** So many of them, drawn at random (stream `coding-sample`) and left in their order: a smaller sample of the same seed is part of a larger one. */
export function sampledUnits<T extends { readonly id: UnitId }>(
  units: readonly T[],
  sample: number,
  seed: number,
): T[] {
  const shuffled = new Streams(seed).stream('coding-sample').shuffle(byId(units))
  const chosen = new Set(shuffled.slice(0, sample))
  return units.filter((unit) => chosen.has(unit))
}

/** The seed of one coder's order: everybody goes through the same units in an order of their own. */
export function orderSeed(seed: number, coder: string): number {
  return new Streams(seed).stream(`coding-order/${coder}`).below(2 ** 32)
}

function byId<T extends { readonly id: UnitId }>(units: readonly T[]): T[] {
  return units.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}
