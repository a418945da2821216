/** What runs came to, one by one: worked out when it is wanted, and kept, since a run that has ended stays as it is. */
import type { Store } from '../../../io/store/store.ts'
import type { RunId } from '../../../record/ids.ts'
import { runsRead, type RunRead } from '../../analysis/read-runs.ts'
import type { ReadKind } from '../../analysis/run-ticks.ts'
import type { RunBook } from './run-book.ts'
import type { ListedRun } from './run-list.ts'

export interface RunValues<T> {
  /** Undefined where it was not worked out: the run has not ended, or was not read. */
  of(runId: string): T | undefined
  /** Those of the runs that have ended and were not read. */
  missing(runs: readonly ListedRun[]): RunId[]
  /** Reads these runs. */
  read(runIds: readonly RunId[]): void
}

/** How a value is worked out of a run. */
export interface RunReader<T> {
  readonly kinds: readonly ReadKind[]
  readonly valueOf: (run: RunRead) => T
}

/** @param reader asked for whenever runs are read, so that it knows of all that were begun by then. */
export function runValues<T>(
  store: Store,
  book: RunBook,
  reader: () => RunReader<T>,
): RunValues<T> {
  const values = new Map<string, T>()
  return {
    of: (runId) => values.get(runId),
    missing: (runs) =>
      runs.flatMap(({ runId, status }) =>
        status === 'planned' || status === 'started' || values.has(runId) ? [] : [runId as RunId],
      ),
    read(runIds) {
      const { kinds, valueOf } = reader()
      for (const run of runsRead(store, book.design(), kinds, new Set(runIds)))
        values.set(run.runId, valueOf(run))
    },
  }
}

/** The points of all participants; null where nobody was awarded any. */
export const earningsTotal: RunReader<number | null> = {
  kinds: ['payoff-awarded'],
  valueOf({ earnings }) {
    if (earnings === null) return null
    let sum = 0
    for (const points of earnings.values()) sum += points
    return sum
  },
}
