/** Before more is played into a record: what is in it must still come out of today's scenario and agents. */
import { BadInputError } from '../base/errors.ts'
import type { RunSummary, Store } from '../io/store/store.ts'
import { replayRun, type Casting } from '../play/replay/replay-run.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'

/** So many treatments are tried, one ended run of each: a changed rule shows in any of them. */
const MOST_TRIED = 20

/**
 * Replays one ended run of each treatment.
 * @throws BadInputError where one does not come out again: rules were changed without a word, and old and new data must not mix.
 */
export async function assertUnchanged(
  store: Store,
  scenario: Scenario,
  cast: Casting,
): Promise<void> {
  const tried = new Map<string, RunSummary>()
  for (const run of store.runs()) {
    const { fork, imported } = run.plan
    if (fork !== undefined || imported !== undefined) continue
    if (run.status !== 'started' && !tried.has(run.plan.treatment))
      tried.set(run.plan.treatment, run)
    if (tried.size >= MOST_TRIED) break
  }
  for (const run of tried.values()) {
    const { name } = run.plan.scenario
    if (name !== scenario.name)
      throw new BadInputError(
        `${store.place} holds runs of "${name}", and this experiment is of "${scenario.name}". Play it into another record (--db).`,
      )
    const replayed = await replayRun(store, run, scenario, cast)
    if (replayed.kind === 'identical') continue
    throw new BadInputError(
      `${store.place}: ${run.runId}, played before, does not come out again: ${replayed.divergence.what}. ` +
        `The scenario "${scenario.name}" or an agent was changed since, or the record was. See coterie replay for the difference. ` +
        "Undo it, or raise the scenario's version and write to a new record (--db): old and new rules do not mix.",
    )
  }
}
