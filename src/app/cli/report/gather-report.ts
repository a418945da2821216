/** Reads everything that a report tells, in one reading of the record. */
import type { Tables } from '../../../io/store/tables.ts'
import type { Store } from '../../../io/store/store.ts'
import { callLatencies, type CallLatency } from '../../../study/analysis/call-latencies.ts'
import { codedOf, type CodedReport } from '../../../study/analysis/coded.ts'
import { designOf, type Design } from '../../../study/analysis/design.ts'
import { floorQuestion } from '../../../study/analysis/floor.ts'
import {
  measuresQuestion,
  type MeasuredGroup,
} from '../../../study/analysis/measures/measured-groups.ts'
import { occasionsQuestion } from '../../../study/analysis/occasions.ts'
import { furtherOutcomes } from '../../../study/analysis/outcomes.ts'
import { pairTalliesQuestion, type PairTallies } from '../../../study/analysis/pair-tallies.ts'
import type { Question } from '../../../study/analysis/read-runs.ts'
import { reportOf, type Report } from '../../../study/analysis/report.ts'
import { shownReferences, type ShownReference } from '../../../study/analysis/shown-references.ts'
import { treatmentTests, type TreatmentTests } from '../../../study/analysis/treatment-tests.ts'
import type { PageData } from '../../../study/page/page-data.ts'

export interface Gathered {
  readonly design: Design
  readonly report: Report
  /** Empty where no model was called. */
  readonly latencies: readonly CallLatency[]
  /** Null where no two agents met in two roles. */
  readonly pairs: PairTallies | null
  readonly tests: TreatmentTests
  /** Of measures of the catalogue and codes; null where not all was asked for. */
  readonly furtherTests: TreatmentTests | null
  /** All measures of the catalogue for a page and where all was asked for; otherwise those that a reference line is about. */
  readonly measured: readonly MeasuredGroup[]
  /** Up to how many runs a page tells all measures, where this record has more; otherwise null. */
  readonly measuredUpTo: number | null
  /** Human reference lines that match. */
  readonly references: readonly ShownReference[]
  /** Null where nothing was coded. */
  readonly coded: CodedReport | null
  /** What only a page shows; null where none is wanted. */
  readonly drawn: Pick<PageData, 'occasions' | 'floor'> | null
}

export interface Wanted {
  /** Measures of the catalogue are tested, too, and pairs of however many treatments. */
  readonly all: boolean
  readonly page: boolean
}

/** Of more runs than this, a page tells measures of the catalogue only where all is asked for: a large record is to be told in seconds. */
const MOST_MEASURED = 20_000

/** What the end of a run tells: no tests, no codes, no measures of the catalogue. */
export function briefReport(store: Store): Pick<Gathered, 'report' | 'pairs'> {
  const design = designOf(store)
  const pairs = pairTalliesQuestion(design)
  const report = reportOf(store, design, pairs === null ? [] : [pairs])
  return { report, pairs: pairs?.answer() ?? null }
}

/** Reads the record once, and its codings once. */
export function gatherReport(store: Store, tables: Tables, { all, page }: Wanted): Gathered {
  const design = designOf(store)
  const references = shownReferences(store, design)
  const isLarge = design.runs.size > MOST_MEASURED
  const measures = measuresFor(store, design, references, all || (page && !isLarge))
  const drawn = page ? { occasions: occasionsQuestion(design), floor: floorQuestion(design) } : null
  const pairs = pairTalliesQuestion(design)
  const report = reportOf(store, design, [
    ...(pairs === null ? [] : [pairs]),
    ...(measures === null ? [] : [measures]),
    ...(drawn === null ? [] : [drawn.occasions, drawn.floor]),
  ])
  const measured = measures?.answer() ?? []
  const coded = codedOf(tables, design)
  const treatments = design.treatments.map(({ treatment }) => treatment)
  return {
    design,
    report,
    // To find none, a record of scripted play would be read from end to end.
    latencies: report.calls.length === 0 ? [] : callLatencies(tables),
    pairs: pairs?.answer() ?? null,
    tests: all ? treatmentTests(treatments, report.outcomes, Infinity) : report.tests,
    furtherTests: all
      ? treatmentTests(treatments, furtherOutcomes(measured, coded), Infinity)
      : null,
    measured,
    measuredUpTo: !all && isLarge ? MOST_MEASURED : null,
    references,
    coded,
    drawn:
      drawn === null ? null : { occasions: drawn.occasions.answer(), floor: drawn.floor.answer() },
  }
}

/** Null where no measure is wanted. */
function measuresFor(
  store: Store,
  design: Design,
  references: readonly ShownReference[],
  every: boolean,
): Question<readonly MeasuredGroup[]> | null {
  if (every) return measuresQuestion(store, design)
  const names = [...new Set(references.flatMap(({ line }) => line.measure ?? []))]
  return names.length === 0 ? null : measuresQuestion(store, design, { names })
}
