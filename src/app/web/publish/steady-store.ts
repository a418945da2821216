/** A store as it is at one moment: its list of runs is read once, and nothing can be written to it. */
import type { RunId } from '../../../record/ids.ts'
import type { Store, StoredTick } from '../../../io/store/store.ts'

/** Whoever asks about a run asks a dozen times for its ticks: those of a few runs are kept, unless a run has more than these. */
const MOST_TICKS = 1_000
const MOST_RUNS = 4

/**
 * Runs and ticks that are added later are not in it. The list of runs is in memory; entries are read as they are wanted.
 * @param stop once it is aborted, whoever reads entries is thrown its reason: what is asked of all runs may take long.
 */
export function steadyStore(store: Store, stop?: AbortSignal): Store {
  const runs = store.runs()
  const byId = new Map(runs.map((run) => [run.runId, run]))
  const kept = new Map<RunId, readonly StoredTick[]>()
  return {
    ...unwritable,
    place: store.place,
    runs: (after = 0) => (after === 0 ? runs : runs.slice(after)),
    run: (runId) => byId.get(runId),
    ticks(runId, from = 0, to = Infinity) {
      const { ticks = 0 } = byId.get(runId) ?? {}
      const end = Math.min(to, ticks)
      if (ticks > MOST_TICKS) return store.ticks(runId, from, end)
      const known = kept.get(runId) ?? [...store.ticks(runId, 0, ticks)]
      if (kept.size >= MOST_RUNS && !kept.has(runId)) kept.clear()
      kept.set(runId, known)
      return known.slice(from, end)
    },
    entriesByRun(kinds, only) {
      stop?.throwIfAborted()
      return store.entriesByRun(kinds, only)
    },
    keptCalls: (runId) => store.keptCalls(runId),
    faults: () => store.faults(),
    experiment: () => store.experiment(),
    estimate: () => store.estimate(),
    unrecordedSpend: () => store.unrecordedSpend(),
    close: () => store.close(),
  }
}

const refuse = (): never => {
  throw new TypeError('what is published of a record is only ever read')
}

const unwritable = {
  pending: 0,
  begin: refuse,
  append: refuse,
  end: refuse,
  keepCall: refuse,
  flush: refuse,
  sync: refuse,
  keepExperiment: refuse,
  keepEstimate: refuse,
  keepUnrecordedSpend: refuse,
}
