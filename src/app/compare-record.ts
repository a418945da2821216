/** Opens a record and compares in it: two runs, or the forks of one. */
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import type { ForkComparison } from '../study/analysis/paired-forks.ts'
import { pairedForks } from '../study/analysis/paired-forks.ts'
import { MEASURE_KINDS, type MeasureKind } from '../study/analysis/paired-measures.ts'
import { openSqliteStore } from './adapters.ts'
import { compareRuns, type RunsCompared } from './compare-runs.ts'
import { runNamed } from './run-named.ts'

export interface CompareForksOptions {
  /** Only these measures: earnings, share, amount, messages, words, ticks. All where none are named. */
  readonly measures?: readonly string[]
}

/**
 * Compares two runs of a record.
 * @throws BadInputError where one of them is not there.
 */
export function compareTwo(db: string, left: string, right: string): RunsCompared {
  const store = openSqliteStore(db, 'read')
  try {
    const runs = store.runs()
    return compareRuns(store, runNamed(left, runs), runNamed(right, runs))
  } finally {
    store.close()
  }
}

/**
 * Compares the forks of a run, each difference with its baselines.
 * @throws BadInputError where the run is not there, has no forks, or there is no such measure.
 */
export function compareForks(
  db: string,
  run: string,
  { measures }: CompareForksOptions = {},
): ForkComparison {
  const kinds = measures?.map(measureKind)
  const store = openSqliteStore(db, 'read')
  try {
    const parent = runNamed(run, store.runs())
    const comparison = pairedForks(store, parent, kinds)
    if (comparison.differences.length > 0) return comparison
    throw new BadInputError(
      comparison.baselines > 0
        ? `${parent.runId} has forks, but none that differs from it in more than its draws. Make one: coterie fork ${db} --run ${parent.runId} --at-tick T --set PATH=VALUE`
        : `${parent.runId} has no forks. Make some: coterie fork ${db} --run ${parent.runId} --at-tick T --set PATH=VALUE`,
    )
  } finally {
    store.close()
  }
}

function measureKind(name: string): MeasureKind {
  const kind = MEASURE_KINDS.find((one) => one === name)
  if (kind !== undefined) return kind
  throw new UnknownNameError('measure', name, MEASURE_KINDS, 'Name one of these.')
}
