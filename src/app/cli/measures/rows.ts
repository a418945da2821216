/** The tidy table of measures, as CSV or as one JSON document, row by row. */
import { basename, dirname } from 'node:path'
import { fileWriter } from '../../../io/files/write-files.ts'
import type { Cell } from '../../../io/store/tables.ts'
import type { Store } from '../../../io/store/store.ts'
import { designOf } from '../../../study/analysis/design.ts'
import { leftOut } from '../../../study/analysis/measures/counted-runs.ts'
import { measureRows, type MeasureRow } from '../../../study/analysis/measures/measure-rows.ts'
import { wantedMeasures } from '../../../study/analysis/measures/measures.ts'
import { csvLines } from '../../../base/csv.ts'
import { print } from '../print.ts'

const COLUMNS: readonly (readonly [name: string, of: (row: MeasureRow) => Cell])[] = [
  ['run_id', ({ runId }) => runId],
  ['treatment', ({ treatment }) => treatment],
  ['replicate', ({ replicate }) => replicate],
  ['measure', ({ measure }) => measure],
  ['participant', ({ participant }) => participant],
  ['role', ({ role }) => role],
  ['agent', ({ agent }) => agent],
  ['about', ({ about }) => about],
  ['value', ({ value }) => value],
  ['unit', ({ unit }) => unit],
  ['reason', ({ reason }) => reason],
]

/**
 * Writes the table to a file, whole or not at all, and gives back how many rows there are.
 * @throws UnknownNameError for a measure that does not exist; BadInputError where the file cannot be written.
 */
export function writeRows(store: Store, file: string, names?: readonly string[]): number {
  wantedMeasures(names)
  let count = 0
  const csv = csvLines()
  function* lines(): Iterable<string> {
    yield csv.line(COLUMNS.map(([name]) => name))
    for (const row of measureRows(store, names)) {
      count++
      yield csv.line(COLUMNS.map(([, of]) => of(row)))
    }
  }
  fileWriter(dirname(file))(basename(file), lines())
  return count
}

/** Prints `{ db, runs_left_out, rows }`, never more than a run of it in memory. */
export function printRows(store: Store, db: string, names?: readonly string[]): void {
  wantedMeasures(names)
  const { forks, unfinished } = leftOut(designOf(store))
  print(
    `{\n  "db": ${JSON.stringify(db)},\n  "runs_left_out": ${JSON.stringify({ forks, unfinished })},\n  "rows": [`,
  )
  let before: string | undefined
  for (const row of measureRows(store, names)) {
    if (before !== undefined) print(`${before},`)
    before = `    ${JSON.stringify(Object.fromEntries(COLUMNS.map(([name, of]) => [name, of(row)])))}`
  }
  if (before !== undefined) print(before)
  print('  ]\n}')
}
