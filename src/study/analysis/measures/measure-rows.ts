/** The tidy table of measures: run by run, a row for each value. */
import type { ParticipantId, RunId } from '../../../record/ids.ts'
import type { Store } from '../../../io/store/store.ts'
import { designOf } from '../design.ts'
import { runsRead } from '../read-runs.ts'
import { isCounted, kindsFor } from './counted-runs.ts'
import type { About } from './measure.ts'
import { measureFamilies, wantedMeasures } from './measures.ts'

/** One value of one measure of one run: a row of the tidy table. */
export interface MeasureRow {
  readonly runId: RunId
  readonly treatment: string
  readonly replicate: number
  readonly measure: string
  /** Null for a value of the run as a whole, as are `role` and `agent`. */
  readonly participant: ParticipantId | null
  readonly role: string | null
  readonly agent: string | null
  /** The round, option, state … that the value is about, as the measure’s `by` says; null where there is one value. */
  readonly about: About | null
  readonly value: number | string | null
  readonly unit: string
  /** Why the value is null; null where it is not. */
  readonly reason: string | null
}

/**
 * The tidy table: finished runs that were played on their own, by run id, then by measure as listed, by seat, by what it is about. One run in memory at a time. Forks are
 * left out, being no independent evidence, and so are runs that did not finish.
 * @throws UnknownNameError for a measure that does not exist.
 */
export function* measureRows(store: Store, names?: readonly string[]): Iterable<MeasureRow> {
  const wanted = wantedMeasures(names)
  const design = designOf(store)
  const families = measureFamilies(store, design)
  for (const run of runsRead(store, design, kindsFor(design))) {
    if (!isCounted(design, run)) continue
    const { runId, treatment, plan, seats } = run
    const rows: MeasureRow[] = []
    for (const family of families)
      family.work(run, wanted, ({ name, unit }, place, about, value, reason) => {
        const seat = place < 0 ? undefined : seats[place]
        rows.push({
          runId,
          treatment,
          replicate: plan.replicate,
          measure: name,
          participant: seat?.participant ?? null,
          role: seat?.role ?? null,
          agent: seat?.agent ?? null,
          about: about === '' ? null : about,
          value,
          unit,
          reason: value === null ? (reason ?? 'undefined') : null,
        })
      })
    yield* rows
  }
}
