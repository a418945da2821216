/** Plays experiments against practice servers, in this process, and reads what became of them. */
import type { ModelServer } from '../../io/model/practice/model-server.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { Row } from '../../io/store/tables.ts'
import { defineExperiment, type ExperimentInput } from '../../play/experiment/define-experiment.ts'
import type { TickEntry } from '../../record/entry.ts'
import { reportOf, type Report } from '../../study/analysis/report.ts'
import { openSqliteStore, openSqliteTables } from '../adapters.ts'
import { loadScenario } from '../catalogue.ts'
import type { ProviderDeclaration } from '../provider-declaration.ts'
import { runExperiment, type RunOptions, type RunReport } from '../run-experiment.ts'

/** Patience that no test has to wait for. */
export const IMPATIENT = { mostTries: 2, startMs: 1, longestRetryAfterMs: 100 }

/** A provider `local`, as a server is declared that nothing is known of. */
export function declaredAt(
  { baseUrl }: Pick<ModelServer, 'baseUrl'>,
  changes: Partial<ProviderDeclaration> = {},
): ProviderDeclaration {
  return {
    name: 'local',
    baseUrl,
    keyName: null,
    structuredOutput: false,
    logprobs: false,
    seed: true,
    timeoutMs: 60_000,
    patience: IMPATIENT,
    limits: {},
    ...changes,
  }
}

/** Plays an experiment on a scenario of the catalogue. */
export async function play(
  input: ExperimentInput,
  options: RunOptions & { readonly db: string },
): Promise<RunReport> {
  const experiment = defineExperiment(input)
  const scenario = await loadScenario(experiment.scenario)
  return runExperiment({ experiment, scenario, own: [], explain: (error) => error }, options)
}

export function hashesOf({ runs }: Pick<RunReport, 'runs'>): Record<string, string | null> {
  return Object.fromEntries(runs.map(({ runId, recordHash }) => [runId, recordHash]))
}

export function rowsIn(db: string, table: string): Row[] {
  const tables = openSqliteTables(db)
  try {
    return [...tables.rows(table)]
  } finally {
    tables.close()
  }
}

/** One run and all that happened in its ticks. */
export interface PlayedRun extends RunSummary {
  readonly entries: readonly TickEntry[]
}

/** All runs of a record, in the order in which they were begun. */
export function runsIn(db: string): PlayedRun[] {
  const store = openSqliteStore(db, 'read')
  try {
    return store.runs().map((run) => ({
      ...run,
      entries: [...store.ticks(run.runId)].flatMap(({ content }) => content.entries),
    }))
  } finally {
    store.close()
  }
}

/** The entries of some kinds. */
export function ofKind<K extends TickEntry['kind']>(
  entries: readonly TickEntry[],
  ...kinds: readonly K[]
): Extract<TickEntry, { readonly kind: K }>[] {
  return entries.filter((one): one is Extract<TickEntry, { readonly kind: K }> =>
    kinds.some((kind) => kind === one.kind),
  )
}

/** How many calls need not be made again: those of closed ticks, and those that are kept of open ones. */
export function answeredIn(db: string): number {
  const store = openSqliteStore(db, 'read')
  try {
    return (
      store.runs().reduce((sum, { runId }) => sum + store.keptCalls(runId).length, 0) +
      recorded(store)
    )
  } finally {
    store.close()
  }
}

function recorded(store: Store): number {
  let calls = 0
  for (const { ticks } of store.entriesByRun(['model-called'])) calls += ticks.flat().length
  return calls
}

export function reportIn(db: string): Report {
  const store = openSqliteStore(db, 'read')
  try {
    return reportOf(store)
  } finally {
    store.close()
  }
}
