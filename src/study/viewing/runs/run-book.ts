/** Keeps the list of a record's runs, and brings it up to date for the price of what has changed: runs that have ended stay as they are. */
import type { RunSummary, Store } from '../../../io/store/store.ts'
import type { Json } from '../../../base/canonical-json.ts'
import { everySeatOf } from '../../../record/plan.ts'
import type { RunId } from '../../../record/ids.ts'
import { modelOf, type Seat } from '../../../record/seat.ts'
import type { Design } from '../../analysis/design.ts'
import { levelWords, listedFactors } from './levels.ts'
import { inNamedOrder, keptPlan, type KeptPlan } from './kept-plan.ts'
import type { PlanFacts } from './record-head.ts'
import type { ListedCast, ListedRun, ListedTreatment, RunList } from './run-list.ts'

export interface RunBook {
  /** What the record holds at present. Lists that were given before are not to be used any more. */
  list(): RunList
  /** Reads what `list` would have to, a stretch at each step, so that others can be answered between two. */
  read(): Iterable<void>
  plan(): KeptPlan
  facts(): PlanFacts
  /** The same runs as the analysis has them. */
  design(): Design
  /** Where the run stands in the list that was given last; -1 where it does not. */
  placeOf(runId: RunId): number
  /** The forks of a run that have begun. */
  forksOf(runId: RunId): RunFork[]
  /** Adds up to what `earnings` of a listed run says. */
  setEarnings(runId: string, points: number | null): void
}

export interface RunFork {
  readonly runId: RunId
  /** The first tick that is its own. */
  readonly tick: number
}

/** Runs that are read at a stretch: some milliseconds. */
const STRETCH = 2_000

export function runBook(store: Store, stretch = STRETCH): RunBook {
  let text: string | undefined
  let pages = pagesOf(keptPlan(undefined))
  function* read(): Iterable<void> {
    const kept = store.experiment()
    if (kept !== text) {
      text = kept
      pages = pagesOf(keptPlan(kept))
      yield
    }
    for (const runId of [...pages.open]) {
      const summary = store.run(runId)
      if (summary !== undefined) pages.put(summary)
    }
    for (;;) {
      const some = store.runs(pages.begun(), stretch)
      for (const summary of some) pages.put(summary)
      if (some.length < stretch) return
      yield
    }
  }
  return {
    read,
    list() {
      for (const _ of read());
      return pages.list()
    },
    plan: () => pages.plan,
    facts: () => pages.facts,
    design: () => pages.design(),
    placeOf: (runId) => pages.placeOf(runId),
    forksOf: (runId) => pages.forksOf(runId),
    setEarnings: (runId, points) => pages.setEarnings(runId, points),
  }
}

/** What is known of runs, in tables that are added to. */
function pagesOf(plan: KeptPlan) {
  const places = new Map<string, number>()
  const treatments: {
    name: string
    levels: Readonly<Record<string, Json>>
    planned: number | null
  }[] = []
  const casts = new Map<object, number>()
  const castList: ListedCast[] = []
  const runs = new Map<string, ListedRun>()
  const summaries = { runs: new Map<RunId, RunSummary>(), forks: new Map<RunId, RunSummary>() }
  const facts = {
    experiments: new Set<string>(),
    scenarios: new Set<string>(),
    importedFrom: new Set<string>(),
  }
  const open = new Set<RunId>()
  /** run id → fork of it → the first tick of its own. */
  const forks = new Map<RunId, Map<RunId, number>>()
  let sorted: ListedRun[] | undefined
  /** run id → its place in `sorted`. */
  let at = new Map<string, number>()
  let heads: Pick<RunList, 'factors' | 'treatments'> | undefined

  const treatmentAt = (name: string, levels: Readonly<Record<string, Json>> | null): number => {
    let place = places.get(name)
    if (place === undefined) {
      place = treatments.push({ name, levels: levels ?? {}, planned: null }) - 1
      places.set(name, place)
      heads = undefined
    }
    const treatment = treatments[place]
    if (
      treatment !== undefined &&
      levels !== null &&
      Object.keys(treatment.levels).length < Object.keys(levels).length
    ) {
      treatment.levels = levels
      heads = undefined
    }
    return place
  }
  /** Runs of a design share their seats; who sits in a run does not change while it is played. */
  const castAt = ({ runId, plan: of }: RunSummary): number => {
    let place = runs.get(runId)?.cast ?? casts.get(of.seats)
    if (place === undefined)
      casts.set(of.seats, (place = castList.push(castOf(everySeatOf(of))) - 1))
    return place
  }
  const keep = (run: ListedRun): void => {
    runs.set(run.runId, run)
    const place = at.get(run.runId)
    if (place === undefined || sorted === undefined) sorted = undefined
    else sorted[place] = run
  }

  for (const { name, levels, planned } of plan.treatments) {
    const treatment = treatmentAt(name, levels)
    const one = treatments[treatment]
    if (one !== undefined) one.planned = planned.length
    planned.forEach((runId, index) => {
      keep({ ...NOT_BEGUN, runId, treatment, replicate: index + 1 })
    })
  }

  return {
    plan,
    facts,
    open,
    begun: () => summaries.runs.size + summaries.forks.size,
    put(summary: RunSummary) {
      const { runId, plan: of, status, ticks, startedAt, endedAt, why } = summary
      const { fork, replicate, imported } = of
      facts.experiments.add(of.experiment)
      facts.scenarios.add(of.scenario.name)
      if (imported !== undefined) facts.importedFrom.add(imported.file)
      ;(fork === undefined ? summaries.runs : summaries.forks).set(runId, summary)
      if (fork !== undefined) {
        const siblings = forks.get(fork.parent) ?? new Map<RunId, number>()
        forks.set(fork.parent, siblings.set(runId, fork.tick))
      }
      if (status === 'started') open.add(runId)
      else open.delete(runId)
      const treatment = treatmentAt(of.treatment, of.levels as Readonly<Record<string, Json>>)
      const cast = castAt(summary)
      const forkOf = fork?.parent ?? null
      keep({ runId, treatment, replicate, status, ticks, startedAt, endedAt, why, cast, forkOf })
    },
    setEarnings(runId: string, earnings: number | null) {
      const run = runs.get(runId)
      if (run !== undefined) keep({ ...run, earnings })
    },
    list(): RunList {
      if (sorted === undefined) {
        sorted = [...runs.values()].sort(inDesignOrder)
        at = new Map(sorted.map(({ runId }, place) => [runId, place]))
      }
      heads ??= headsOf(treatments)
      return { ...heads, isCrossed: plan.isCrossed, casts: castList, runs: sorted }
    },
    placeOf: (runId: RunId): number => at.get(runId) ?? -1,
    forksOf: (runId: RunId): RunFork[] =>
      Array.from(forks.get(runId) ?? [], ([id, tick]) => ({ runId: id, tick })),
    design: (): Design => ({
      ...summaries,
      treatments: treatments.map(({ name, planned }) => ({ treatment: name, planned })),
      roles: [],
    }),
  }
}

const NOT_BEGUN = {
  status: 'planned',
  ticks: 0,
  startedAt: null,
  endedAt: null,
  why: null,
  cast: null,
  forkOf: null,
} as const

function inDesignOrder(a: ListedRun, b: ListedRun): number {
  return (
    a.treatment - b.treatment ||
    a.replicate - b.replicate ||
    Number(a.forkOf !== null) - Number(b.forkOf !== null) ||
    (a.runId < b.runId ? -1 : a.runId > b.runId ? 1 : 0)
  )
}

function headsOf(
  treatments: readonly {
    readonly name: string
    readonly levels: Readonly<Record<string, Json>>
    readonly planned: number | null
  }[],
): { factors: RunList['factors']; treatments: ListedTreatment[] } {
  const paths = [...new Set(treatments.flatMap(({ levels }) => Object.keys(levels)))]
  const factors = listedFactors(inNamedOrder(paths, treatments[0]?.name ?? ''))
  return {
    factors,
    treatments: treatments.map(({ name, levels, planned }) => ({
      name,
      planned,
      levels: factors.map(({ path }) => {
        const level = levels[path]
        return level === undefined ? null : levelWords(level)
      }),
    })),
  }
}

function castOf(seats: readonly Seat[]): ListedCast {
  const distinct = (words: readonly (string | null | undefined)[]): string[] => [
    ...new Set(words.filter((one) => typeof one === 'string')),
  ]
  return {
    models: distinct(seats.map(modelOf)),
    agents: distinct(seats.map(({ agent }) => agent)),
    personas: distinct(seats.flatMap(({ persona, personaName }) => [personaName, persona])),
  }
}
