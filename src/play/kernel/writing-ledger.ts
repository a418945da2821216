/** A ledger that writes to a store: soon what was waited for, in batches what was not. */
import type { Clock } from '../../base/clock.ts'
import type { Store } from '../../io/store/store.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Tick } from '../../record/tick.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Ledger } from './ledger.ts'

/** Scripted ticks of one transaction, where nobody else writes. Larger batches gain nothing, and what waits long in memory is slow to be let go. */
const BATCH = 1_024

/** What was shown in a long talk is many parts: so many of one run wait in memory at most. */
const MOST_PARTS = 4_000

/** Writes to a store; `batch` is how many scripted ticks ride in one transaction. */
export function writingLedger(
  store: Store,
  plan: Plan,
  clock: Clock,
  commit: GroupCommit,
  batch = BATCH,
): Ledger {
  const runId = runIdOf(plan)
  let parts = 0
  return {
    start: (entry) => store.begin(runId, plan, entry.semantics, clock.now()),
    tick(tick, waited, latenciesMs) {
      store.append(runId, tick, latenciesMs)
      if (waited) {
        commit.soon()
        parts += partsIn(tick)
      }
      // Models in the process answer before the turn of the event loop is over: then nothing else would write before the run's end.
      if (store.pending < batch && parts < MOST_PARTS) return
      parts = 0
      store.flush()
    },
    end: (entry, hash) => store.end(runId, entry, hash, clock.now()),
  }
}

function partsIn({ content }: Tick): number {
  return content.entries.reduce(
    (sum, entry) => sum + (entry.kind === 'observation-shown' ? entry.parts.length : 0),
    0,
  )
}
