/** What a command that has played says in the end, beside its output: what went wrong, why it stopped; and the exit code that says so. */
import { sanitiseLine } from '../../base/sanitise.ts'
import type { RunSummary } from '../../io/store/store.ts'
import type { WorkDone } from '../../play/worker/run-plans.ts'
import { EXIT } from './exit-codes.ts'
import { note } from './print.ts'

/** What came of playing. */
export interface Ending extends Pick<WorkDone, 'failed' | 'unavailable'> {
  /** All that belong to the command, also those of earlier times: the same command says the same about the same record. */
  readonly runs: readonly Pick<RunSummary, 'runId' | 'status' | 'why'>[]
  /** Why the budget left something unplayed; null where it did not. */
  readonly cap: string | null
}

/** Says it, and sets the exit code. */
export function noteEnding({ runs, failed, unavailable, cap }: Ending, stop: AbortSignal): void {
  noteEnded('aborted', runs)
  noteEnded('failed', runs)
  if (failed.length > 0) process.exitCode = EXIT.badInput
  if (unavailable.length > 0) {
    const reasons = new Set(unavailable.map(({ why }) => sanitiseLine(why)))
    note(
      ...[...reasons].slice(0, MOST_TOLD),
      'Nothing was decided there. Mend it and run the same command again to go on.',
    )
    process.exitCode = EXIT.badInput
  }
  if (cap !== null) {
    note(
      `stopped at the budget: ${cap}. Everything so far is written; raise the budget and run the same command again to go on.`,
    )
    process.exitCode = EXIT.budget
  }
  if (stop.aborted) {
    note('interrupted: everything so far is written. Run the same command again to go on.')
    process.exitCode = EXIT.interrupted
  }
}

/** So many reasons say what is wrong; the record holds them all. */
const MOST_TOLD = 3

/** Says why runs did not finish: their data are missing. */
function noteEnded(status: 'aborted' | 'failed', all: Ending['runs']): void {
  const runs = all.filter((run) => run.status === status)
  for (const { runId, why } of runs.slice(0, MOST_TOLD))
    note(sanitiseLine(`${runId} ${status}: ${why ?? ''}`))
  const more = runs.length - MOST_TOLD
  if (more > 0) note(`… and ${more} more; the column "why" of runs says why.`)
}
