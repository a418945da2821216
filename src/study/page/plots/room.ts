/** How much room a plot has: a desk's, or a phone's. */
import { WIDTH } from '../theme.ts'

export interface Room {
  /** Of the frame of a plot that takes all of it, in points. */
  readonly width: number
  /** Names stand above what they name, panels below one another. */
  readonly isNarrow: boolean
}

export const WIDE: Room = { width: WIDTH, isNarrow: false }
/** A page of its own, beside an index. */
export const DESK: Room = { width: 800, isNarrow: false }
export const NARROW: Room = { width: 296, isNarrow: true }

/** Points for a letter, as Vega reckons without a screen. */
export const LETTER = 8.8

/** Points for a letter as browsers draw it, with some to spare. */
export const DRAWN_LETTER = 7

/** How many names of a legend stand side by side. */
export function legendColumns(names: readonly string[], { width }: Room): number {
  const longest = Math.max(1, ...names.map(({ length }) => length))
  return Math.max(1, Math.min(names.length, Math.floor((width + 60) / (longest * LETTER + 34))))
}
