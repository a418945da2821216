/** A treatment has one colour, and one kind of dashes, in whatever plot it stands. */
import { PALETTE } from '../theme.ts'

/** Dashes tell lines apart without colours: solid, long, short, mixed, dotted, and mixtures of these. */
const DASHES = [
  [1, 0],
  [9, 4],
  [4, 3],
  [9, 3, 2, 3],
  [2, 2],
  [14, 4],
  [9, 3, 2, 3, 2, 3],
] as const

/** Name → place among colours. Names that the order does not hold, or whatever it is without one, go by their own places. */
export function placesOf(
  names: readonly string[],
  order: readonly string[] = [],
): (name: string) => number {
  const isKnown = names.every((name) => order.includes(name))
  const known = isKnown ? order : names
  return (name) => Math.max(0, known.indexOf(name))
}

export function colourAt(place: number): string {
  return PALETTE[place % PALETTE.length] as string
}

export function dashesAt(place: number): readonly number[] {
  return DASHES[place % DASHES.length] as readonly number[]
}
