/** Says whether an imported record is what was written: there is nothing in it that could be played again. */
import type { RunSummary, Store } from '../../io/store/store.ts'
import { RecordHash } from '../../record/record-hash.ts'
import { brokenTick } from '../../play/replay/broken-tick.ts'
import { changedRun, type Replayed } from '../../play/replay/replay-run.ts'

/** Checks the plan against the run's id, each tick against its digest, and all of it against the record's hash. */
export function checkImported(store: Store, run: RunSummary): Replayed {
  const divergence = changedRun(run) ?? brokenTick(store, run.runId)
  if (divergence !== undefined) return { kind: 'diverged', divergence }
  const { runId, plan, semantics, status, why, recordHash } = run
  if (status === 'started') return { kind: 'identical', hash: null, ticks: run.ticks }
  const hash = new RecordHash()
  hash.start({ kind: 'run-started', semantics, plan })
  for (const tick of store.ticks(runId)) hash.tick(tick)
  hash.end({ kind: 'run-ended', how: status, why })
  const digest = hash.digest()
  if (digest === recordHash) return { kind: 'identical', hash: digest, ticks: run.ticks }
  return {
    kind: 'diverged',
    divergence: {
      runId,
      tick: null,
      round: null,
      place: null,
      what: 'the record was changed: its hash is not the one on file',
      recorded: null,
      again: null,
      differences: [
        {
          path: 'record_hash',
          recorded: JSON.stringify(recordHash),
          again: JSON.stringify(digest),
        },
      ],
    },
  }
}
