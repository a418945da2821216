/** Writes tidy tables and an R script of mixed models beside them. */
import { join } from 'node:path'
import { fileWriter } from '../../../io/files/write-files.ts'
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../../../study/analysis/design.ts'
import { measureRows } from '../../../study/analysis/measures/measure-rows.ts'
import type { Report } from '../../../study/analysis/report.ts'
import { rOutcomes } from '../../../study/analysis/r-outcomes.ts'
import { rScript } from '../../../study/analysis/r-script.ts'
import { tidyDecisions } from '../../../study/analysis/tidy-decisions.ts'
import { csvOfRows } from '../../../study/export/csv.ts'
import { softwareVersion } from '../../software-version.ts'

const [DECISIONS, MEASURES, SCRIPT] = ['decisions.csv', 'measures.csv', 'models.R']

/** The paths of the files. Rows are streamed: one run in memory at a time. */
export function writeForR(folder: string, store: Store, design: Design, report: Report): string[] {
  const write = fileWriter(folder)
  const tidy = tidyDecisions(store, design)
  write(DECISIONS, csvOfRows(tidy.columns, tidy.rows))
  const names = new Set<string>()
  write(MEASURES, csvOfRows(MEASURE_COLUMNS, measureCells(store, names)))
  write(SCRIPT, [
    rScript({
      experiment: report.methods.experiment ?? 'a record',
      decisionsFile: DECISIONS,
      measuresFile: MEASURES,
      crossed: tidy.crossed,
      levels: tidy.levels,
      variants: tidy.variants,
      outcomes: rOutcomes(report, design),
      measuredWith: names.size > 0,
      treatments: design.treatments.length,
      version: softwareVersion,
    }),
  ])
  return [DECISIONS, MEASURES, SCRIPT].map((name) => join(folder, name))
}

const MEASURE_COLUMNS = [
  'run_id',
  'treatment',
  'replicate',
  'measure',
  'participant',
  'role',
  'agent',
  'about',
  'value',
  'unit',
  'reason',
]

/** Measures that hold numbers; `names` gathers those that have one. */
function* measureCells(
  store: Store,
  names: Set<string>,
): Iterable<readonly (string | number | null)[]> {
  for (const row of measureRows(store)) {
    if (typeof row.value === 'string') continue
    if (row.value !== null) names.add(row.measure)
    yield [
      row.runId,
      row.treatment,
      row.replicate,
      row.measure,
      row.participant,
      row.role,
      row.agent,
      row.about,
      row.value,
      row.unit,
      row.reason,
    ]
  }
}
