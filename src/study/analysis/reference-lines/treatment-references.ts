/** The reference lines of each treatment of a record. */
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../design.ts'
import { payoffsIn } from '../measures/match.ts'
import { openingsOf } from '../measures/opening.ts'
import type { Grade } from './reference-line.ts'
import { referencesFor, type ReferenceMatch } from './references-for.ts'

export interface TreatmentReferences {
  readonly treatment: string
  /** See `referencesFor`; those with nothing that differs can be drawn. */
  readonly references: readonly ReferenceMatch[]
}

/** By a finished run of each treatment, in the order of the design: its runs share their parameters, but for what is counterbalanced. */
export function treatmentReferences(
  store: Store,
  { runs, treatments }: Design,
  grades?: readonly Grade[],
): readonly TreatmentReferences[] {
  const openings = openingsOf(store)
  return treatments.map(({ treatment }) => {
    const run = [...runs.values()].find(
      ({ plan, status }) => status === 'finished' && plan.treatment === treatment,
    )
    if (run === undefined) return { treatment, references: [] }
    const { scenario, parameters, seats } = run.plan
    const row = seats.find(({ role }) => role === 'row')
    const rules = row === undefined ? undefined : openings.rulesOf(run).get(row.participant)
    const played = {
      scenario: scenario.name,
      parameters,
      seats: seats.length,
      payoffs: scenario.name === 'matrix-game' ? payoffsIn(rules) : null,
    }
    return { treatment, references: referencesFor(played, grades) }
  })
}
