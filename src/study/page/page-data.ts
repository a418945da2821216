/** Everything that a page tells, as it was worked out before: the page computes nothing but plots. */
import type { CallLatency } from '../analysis/call-latencies.ts'
import type { CodedReport } from '../analysis/coded.ts'
import type { DataDictionary } from '../analysis/data-dictionary.ts'
import type { FloorReport } from '../analysis/floor.ts'
import type { MeasuredGroup } from '../analysis/measures/measured-groups.ts'
import type { OccasionSeries } from '../analysis/occasions.ts'
import type { Report } from '../analysis/report.ts'
import type { ShownReference } from '../analysis/shown-references.ts'
import type { TreatmentTests } from '../analysis/treatment-tests.ts'

export interface PageData {
  readonly report: Report
  readonly tests: TreatmentTests
  /** Of the measures of the catalogue, where they were asked for. */
  readonly furtherTests: TreatmentTests | null
  /** The methods of the record in one paragraph. */
  readonly paragraph: string
  readonly occasions: readonly OccasionSeries[]
  readonly floor: FloorReport
  readonly measured: readonly MeasuredGroup[]
  /** Empty where no model was called. */
  readonly latencies: readonly CallLatency[]
  /** More runs than the number given: measures were not worked out, apart from those that reference lines are about. Null where all were. */
  readonly measuredUpTo: number | null
  /** Null where nothing was coded. */
  readonly coded: CodedReport | null
  readonly references: readonly ShownReference[]
  readonly dictionary: DataDictionary
  /** Of the software. */
  readonly version: string
}

/** Treatments past this many stand in tables, and in no plot. */
export const MOST_DRAWN = 24
/** Figures of one kind past this many are left out; their tables stay. */
export const MOST_FIGURES = 12
