/** Whole numbers drawn from a named stream. */
import type { Draw } from '../groups/draw.ts'

/** Whole numbers from `min` to `max`, both possible. */
export interface WholeRange {
  readonly min: number
  readonly max: number
}

/** The index-th whole number of a stream, uniform over the range. */
export function wholeIn(
  { min, max }: WholeRange,
  draw: Draw,
  stream: string,
  index: number,
): number {
  return min + Math.floor(draw(stream, index) * (max - min + 1))
}
