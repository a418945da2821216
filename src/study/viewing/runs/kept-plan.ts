/** What a record keeps of its experiment, as far as its list of runs shows it. */
import type { Json } from '../../../base/canonical-json.ts'
import { levelWords, listedFactors } from './levels.ts'

type Levels = Readonly<Record<string, Json>>

export interface KeptPlan {
  readonly experiment: string | null
  readonly about: string | null
  /** The scenario's name, or the file that it stands in. */
  readonly scenario: string | null
  /** The caps that the experiment declares; null where it declares none. */
  readonly budget: { readonly usd: number | null; readonly calls: number | null } | null
  /** In the order of the experiment. */
  readonly treatments: readonly {
    readonly name: string
    readonly levels: Levels | null
    /** The ids of its runs, by replicate from 1. */
    readonly planned: readonly string[]
  }[]
  readonly isCrossed: boolean
}

const NOTHING_KEPT: KeptPlan = {
  experiment: null,
  about: null,
  scenario: null,
  budget: null,
  treatments: [],
  isCrossed: false,
}

/** The definition as a record keeps it; older ones do not count their plans. */
interface Definition {
  readonly experiment?: {
    readonly experiment?: string
    readonly about?: string
    readonly scenario?: string
    readonly factors?: Readonly<Record<string, readonly Json[]>>
    readonly treatments?: Readonly<Record<string, Levels>>
    readonly budget?: { readonly usd?: number; readonly calls?: number }
  }
  readonly planned?: readonly string[]
  readonly plannedBy?: readonly { readonly treatment: string; readonly runs: number }[]
}

/** @param text canonical JSON, or undefined where the record keeps no experiment: transcripts that were imported. */
export function keptPlan(text: string | undefined): KeptPlan {
  if (text === undefined) return NOTHING_KEPT
  const { experiment = {}, planned = [], plannedBy = [] } = JSON.parse(text) as Definition
  const { budget, factors, treatments } = experiment
  let from = 0
  return {
    experiment: experiment.experiment ?? null,
    about: experiment.about ?? null,
    scenario: experiment.scenario ?? null,
    budget: budget === undefined ? null : { usd: budget.usd ?? null, calls: budget.calls ?? null },
    treatments: plannedBy.map(({ treatment: name, runs }) => {
      const levels = treatments?.[name] ?? levelsNamed(name, factors ?? {})
      const own = planned.slice(from, from + runs)
      from += runs
      return { name, levels, planned: own }
    }),
    isCrossed: treatments === undefined && factors !== undefined,
  }
}

/**
 * The levels that a treatment's name says, such as `rounds=10, row=tit-for-tat`: of a treatment of which no run was begun the record has nothing else. What
 * the name does not say in these words is left out.
 */
function levelsNamed(name: string, factors: Readonly<Record<string, readonly Json[]>>): Levels {
  const said = new Set(name.split(', '))
  const found = listedFactors(Object.keys(factors)).flatMap(({ path, name: short }) => {
    const fitting = (factors[path] ?? []).filter((level) =>
      said.has(`${short}=${levelWords(level)}`),
    )
    return fitting.length === 1 ? [[path, fitting[0] as Json] as const] : []
  })
  return Object.fromEntries(found)
}

/** Factors as a treatment's name has them, for records keep them in the order of the alphabet. */
export function inNamedOrder(paths: readonly string[], name: string): string[] {
  const placeOf = new Map(
    listedFactors(paths).map(({ path, name: short }) => {
      const place = `, ${name}`.indexOf(`, ${short}=`)
      return [path, place < 0 ? Infinity : place]
    }),
  )
  const place = (path: string): number => placeOf.get(path) ?? Infinity
  return [...paths].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
}
