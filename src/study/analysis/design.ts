/** What a record says of its experiment: its runs, its treatments in their order, how many runs each was planned to have. */
import type { RunId } from '../../record/ids.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'

export interface PlannedTreatment {
  readonly treatment: string
  /** How many runs were planned; null where the record does not say. */
  readonly planned: number | null
}

export interface Design {
  /** Runs that were played on their own: what is said of treatments rests on them. */
  readonly runs: ReadonlyMap<RunId, RunSummary>
  /** Runs that share their first ticks with another one, and are no independent evidence of anything. */
  readonly forks: ReadonlyMap<RunId, RunSummary>
  /** In the order of the experiment; by name where the record does not know it. */
  readonly treatments: readonly PlannedTreatment[]
  /** In the order of the seats. */
  readonly roles: readonly string[]
}

/** What a record keeps of its plans. Older records do not count them. */
interface Kept {
  /** The ids of all runs, treatment by treatment. */
  readonly planned?: readonly string[]
  /** How many runs each treatment has, in the order of the experiment. */
  readonly plannedBy?: readonly { readonly treatment: string; readonly runs: number }[]
}

export function designOf(store: Store): Design {
  const text = store.experiment()
  const kept = text === undefined ? {} : (JSON.parse(text) as Kept)
  // By run id: the order of arrival must not show.
  const all = [...store.runs()].sort((a, b) => compare(a.runId, b.runId))
  const summaries = all.filter(({ plan }) => plan.fork === undefined)
  const runs = new Map(summaries.map((run) => [run.runId, run]))
  const forks = new Map(
    all.flatMap((run) => (run.plan.fork === undefined ? [] : [[run.runId, run]])),
  )
  return { runs, forks, treatments: treatmentsOf(runs, kept), roles: rolesOf(all) }
}

/** Sorts what is told of treatments and roles: in the order of the experiment, then of the seats, then of the asks' names. */
export function inOrder<
  T extends { readonly treatment: string; readonly role?: string; readonly ask?: string },
>({ treatments, roles }: Design, list: readonly T[]): T[] {
  const places = new Map(treatments.map(({ treatment }, place) => [treatment, place]))
  const placeOf = ({ treatment }: T): number => places.get(treatment) ?? places.size
  return [...list].sort(
    (a, b) =>
      placeOf(a) - placeOf(b) ||
      roles.indexOf(a.role ?? '') - roles.indexOf(b.role ?? '') ||
      compare(a.ask ?? '', b.ask ?? ''),
  )
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function treatmentsOf(
  runs: Design['runs'],
  { planned = [], plannedBy = [] }: Kept,
): PlannedTreatment[] {
  const counts = new Map(plannedBy.map(({ treatment, runs: count }) => [treatment, count]))
  // Where the record does not count them, each treatment comes where the first of its runs does.
  const begun = planned.flatMap((id) => runs.get(id as RunId)?.plan.treatment ?? [])
  const others = [...runs.values()].map(({ plan }) => plan.treatment).sort(compare)
  return [...new Set([...counts.keys(), ...begun, ...others])].map((treatment) => ({
    treatment,
    planned: counts.get(treatment) ?? null,
  }))
}

function rolesOf(runs: readonly RunSummary[]): string[] {
  return [...new Set(runs.flatMap(({ plan }) => plan.seats.map(({ role }) => role)))]
}
