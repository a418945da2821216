/** Replays the runs of a record: what the command and the library share. */
import { BadInputError } from '../base/errors.ts'
import type { RunSummary, Store } from '../io/store/store.ts'
import { changedRun, replayRun, type Replayed } from '../play/replay/replay-run.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import type { RunId } from '../record/ids.ts'
import { casting, openSqliteStore } from './adapters.ts'
import { checkImported } from './import/whole-record.ts'
import { runNamed } from './run-named.ts'
import { loadCatalogue, loadModule, loadScenario, scenarioIn, scenarioNames } from './catalogue.ts'
import { resolve } from 'node:path'

export interface ReplayOptions {
  /** Only this run. */
  readonly run?: string
  /** The file of a scenario that is not in the catalogue; its strategies and agents come along. */
  readonly scenario?: string
  readonly onPlanned?: (runs: number) => void
  readonly onReplayed?: () => void
}

export interface ReplayResult {
  readonly runId: RunId
  /** How many ticks there were to compare. */
  readonly ticks: number
  readonly replayed: Replayed
  /** There was nothing to execute: its record was checked against its hashes. */
  readonly isImported?: true
}

export interface ReplayedRecord {
  readonly results: readonly ReplayResult[]
  /** What the file keeps beside the entries, for its views, and contradicts them. */
  readonly faults: readonly string[]
  /** How many runs of the experiment's plan are not in the record: not begun yet, or taken out. */
  readonly missing: number
}

/**
 * Replays all runs of a record, or one.
 * @throws BadInputError where the record, the run or the scenario is not there, or is of another version.
 */
export async function replayRecord(
  db: string,
  options: ReplayOptions = {},
): Promise<ReplayedRecord> {
  const store = openSqliteStore(db, 'read')
  try {
    const runs = options.run === undefined ? store.runs() : [runNamed(options.run, store.runs())]
    const own = options.scenario === undefined ? [] : [await loadModule(resolve(options.scenario))]
    const cast = casting(await loadCatalogue(own), () => {
      throw new Error('a replay calls no model')
    })
    options.onPlanned?.(runs.length)
    const results: ReplayResult[] = []
    for (const run of runs) {
      // A plan that was changed may name anything: it is not followed.
      const changed = changedRun(run)
      const replayed: Replayed =
        run.plan.imported !== undefined
          ? checkImported(store, run)
          : changed === undefined
            ? await replayRun(store, run, await scenarioOfRun(run, own[0], options.scenario), cast)
            : { kind: 'diverged', divergence: changed }
      const isImported = run.plan.imported !== undefined
      results.push({
        runId: run.runId,
        ticks: run.ticks,
        replayed,
        ...(isImported ? { isImported } : {}),
      })
      options.onReplayed?.()
    }
    return { results, faults: store.faults(), missing: missingRuns(store) }
  } finally {
    store.close()
  }
}

function missingRuns(store: Store): number {
  const definition = store.experiment()
  if (definition === undefined) return 0
  const { planned } = JSON.parse(definition) as { planned: readonly string[] }
  const there = new Set<string>(store.runs().map(({ runId }) => runId))
  return planned.filter((runId) => !there.has(runId)).length
}

/**
 * The scenario of a recorded run: the one that a module of one's own exports, else that of the catalogue.
 * @throws BadInputError where it is in neither.
 */
export async function scenarioOfRun(
  run: RunSummary,
  own: object | undefined,
  place = '',
): Promise<Scenario> {
  const { name } = run.plan.scenario
  if (own !== undefined) return scenarioIn(own, place)
  if (scenarioNames().includes(name)) return loadScenario(name)
  throw new BadInputError(
    `the record was played with the scenario "${name}", which is not in the catalogue. Say in which file it is: --scenario FILE.ts`,
  )
}
