/** Which treatments are drawn, and what is said where there are too many. */
import type { Html } from './html.ts'
import { MOST_DRAWN } from './page-data.ts'
import { note } from './section.ts'

export interface DrawnTreatments {
  readonly drawn: ReadonlySet<string>
  /** Says what is left out of plots; null where nothing is. */
  readonly left: Html | null
}

/** The first treatments, as many as a plot can hold. */
export function inOrderOf(treatments: readonly string[]): DrawnTreatments {
  const drawn = new Set(treatments.slice(0, MOST_DRAWN))
  const left =
    treatments.length <= MOST_DRAWN
      ? null
      : note(
          `Plots show the first ${MOST_DRAWN} of ${treatments.length} treatments; tables have all of them.`,
        )
  return { drawn, left }
}
