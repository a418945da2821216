/** What a record is about and how far it has come: the head of its page, and its line in a list of records. */
import { isSimulated } from '../../../record/simulated.ts'
import type { KeptPlan } from './kept-plan.ts'
import { ownTreatments, type ListedRun, type RunList, type StatusCounts } from './run-list.ts'

export interface HeadModel {
  /** `provider/model`. */
  readonly model: string
  readonly isSimulated: boolean
}

export interface RecordHead {
  /** Null where the record keeps none: its runs were imported, or none was begun. */
  readonly experiment: string | null
  readonly about: string | null
  /** Scenarios by name, each once. */
  readonly scenarios: readonly string[]
  /** Of the design: those that came about by forks are not counted. */
  readonly treatments: number
  /** Runs that are played on their own, those that were not begun among them. */
  readonly runs: number
  readonly counts: StatusCounts
  readonly forks: number
  /** By name; of the runs that were begun. */
  readonly models: readonly HeadModel[]
  /** The names of files that runs were imported from. */
  readonly importedFrom: readonly string[]
  readonly budget: { readonly usd: number | null; readonly calls: number | null } | null
  /** The first start and the last end of a run; null where there is none. ISO 8601, UTC. */
  readonly startedAt: string | null
  readonly endedAt: string | null
}

/** What the runs' plans say beyond the list. */
export interface PlanFacts {
  readonly experiments: ReadonlySet<string>
  readonly scenarios: ReadonlySet<string>
  readonly importedFrom: ReadonlySet<string>
}

export function recordHead(list: RunList, kept: KeptPlan, facts: PlanFacts): RecordHead {
  const { runs, forks, counts, startedAt, endedAt } = tallied(list.runs)
  const models = [...new Set(list.casts.flatMap((cast) => cast.models))].sort()
  const scenarios = facts.scenarios.size > 0 ? [...facts.scenarios] : [kept.scenario]
  return {
    experiment: kept.experiment ?? [...facts.experiments][0] ?? null,
    about: kept.about,
    scenarios: scenarios.filter((one) => one !== null),
    treatments: ownTreatments(list).length,
    runs,
    counts,
    forks,
    models: models.map((model) => ({ model, isSimulated: isSimulated(model) })),
    importedFrom: [...facts.importedFrom],
    budget: kept.budget,
    startedAt,
    endedAt,
  }
}

type Tallied = Pick<RecordHead, 'runs' | 'forks' | 'counts' | 'startedAt' | 'endedAt'>

/** In one pass: of a record that grows this is asked again and again, and its runs may be many. */
function tallied(runs: readonly ListedRun[]): Tallied {
  const counts = { planned: 0, started: 0, finished: 0, aborted: 0, failed: 0 }
  let forks = 0
  let first: string | null = null
  let last: string | null = null
  for (const { status, forkOf, startedAt, endedAt } of runs) {
    if (forkOf === null) counts[status]++
    else forks++
    if (startedAt !== null && (first === null || startedAt < first)) first = startedAt
    if (endedAt !== null && (last === null || endedAt > last)) last = endedAt
  }
  return { runs: runs.length - forks, forks, counts, startedAt: first, endedAt: last }
}
