/** The measures of a record, for programs. */
import type { MeasureRow } from '../study/analysis/measures/measure-rows.ts'

/**
 * The tidy table of measures of a record, row by row: see `measureRows`. One run in memory at a time.
 * @throws UnknownNameError for a measure that does not exist, BadInputError for a file that is no record.
 */
export async function* recordMeasures(
  db: string,
  names?: readonly string[],
): AsyncIterable<MeasureRow> {
  // Whoever asks for no record loads no database.
  const { openSqliteStore } = await import('./adapters.ts')
  const { measureRows } = await import('../study/analysis/measures/measure-rows.ts')
  const store = openSqliteStore(db, 'read')
  try {
    yield* measureRows(store, names)
  } finally {
    store.close()
  }
}
