/** Names of reference lines above a plot, one over the other, none beyond its frame. */
import { REFERENCE } from '../theme.ts'
import type { DrawnReference, Ends } from './plot-drawing.ts'

/** So high is the name of a reference line. */
export const LABEL = 12

/** A layer for each name; those to the right of the middle stand to the left of their line. */
export function referenceNames(
  references: readonly DrawnReference[],
  x: Readonly<Record<string, unknown>>,
  [least, greatest]: Ends,
): object[] {
  // From right to left, so that no name stands above a line that is to its right.
  const sorted = [...references].sort((a, b) => b.value - a.value)
  return sorted.map((one, place) => {
    const isRight = one.value > (least + greatest) / 2
    return {
      data: { values: [{ ...one }] },
      mark: {
        type: 'text',
        color: REFERENCE,
        align: isRight ? 'right' : 'left',
        baseline: 'bottom',
        dx: isRight ? 3 : -3,
        dy: -3 - LABEL * place,
        fontSize: 10,
      },
      encoding: { x, y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
    }
  })
}
