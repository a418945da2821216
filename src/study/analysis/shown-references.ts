/** Human reference lines that match what was played, as a report shows them. */
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { Design } from './design.ts'
import { openingsOf } from './measures/opening.ts'
import { referencesFor, type PlayedAs } from './reference-lines/references-for.ts'
import type { ReferenceLine } from './reference-lines/reference-line.ts'

/** What people came to with the same parameters: drawn beside the data, never tested against. */
export interface ShownReference {
  readonly line: ReferenceLine
  /** Short, for a plot: who and when. */
  readonly label: string
  /** Under which all runs have the parameters of the line, in the order of the experiment. */
  readonly treatments: readonly string[]
}

/** Lines that match some treatment on every parameter that they depend on, in the order of their list; grades A and B. */
export function shownReferences(store: Store, { runs, treatments }: Design): ShownReference[] {
  const played = new Map<string, Map<string, RunSummary>>()
  for (const run of runs.values()) {
    const { treatment } = run.plan
    const kinds = played.get(treatment) ?? new Map<string, RunSummary>()
    played.set(treatment, kinds)
    const key = keyOf(run)
    if (!kinds.has(key)) kinds.set(key, run)
  }
  const found = new Map<ReferenceLine, string[]>()
  const rulesOf = payoffsReader(store)
  for (const { treatment } of treatments) {
    const kinds = [...(played.get(treatment)?.values() ?? [])]
    const [first, ...others] = kinds.map((run) => exactFor(run, rulesOf))
    for (const line of first ?? [])
      if (others.every((one) => one.has(line)))
        found.set(line, [...(found.get(line) ?? []), treatment])
  }
  return [...found].map(([line, matched]) => ({
    line,
    label: shortly(line.citation),
    treatments: matched,
  }))
}

/** Plans share their parameters as a rule: each is written down once. */
const texts = new WeakMap<object, string>()

function keyOf({ plan }: RunSummary): string {
  let text = texts.get(plan.parameters)
  if (text === undefined) texts.set(plan.parameters, (text = canonicalJson(plan.parameters)))
  return `${plan.scenario.name} ${plan.seats.length} ${text}`
}

function exactFor(
  run: RunSummary,
  payoffsOf: (run: RunSummary) => PlayedAs['payoffs'],
): ReadonlySet<ReferenceLine> {
  const { scenario, parameters, seats } = run.plan
  const matches = referencesFor({
    scenario: scenario.name,
    parameters: parameters as Readonly<Record<string, Json>>,
    seats: seats.length,
    payoffs: scenario.name === 'matrix-game' ? (payoffsOf(run) ?? null) : null,
  })
  return new Set(matches.flatMap(({ line, differs }) => (differs.length === 0 ? [line] : [])))
}

/** The payoffs of a game in a table, as the row player was told them. */
function payoffsReader(store: Store): (run: RunSummary) => PlayedAs['payoffs'] {
  const openings = openingsOf(store)
  return ({ runId, plan }) => {
    const row = plan.seats.find(({ role }) => role === 'row')?.participant
    const told = row === undefined ? undefined : openings.rulesOf({ runId, plan }).get(row)
    const own = told?.['payoffs'] as number[][] | undefined
    const other = told?.['otherPayoffs'] as number[][] | undefined
    if (own === undefined || other === undefined) return null
    return own.map((line, i) => line.map((points, j) => [points, other[i]?.[j] ?? NaN] as const))
  }
}

/** `Berg, Dickhaut & McCabe 1995, Games …` → `Berg et al. 1995`. */
function shortly(citation: string): string {
  const [, authors = citation, year = ''] = /^(.*?) (\d{4})/.exec(citation) ?? []
  const [first = authors, ...others] = authors.split(/, | & /)
  const names = others.length > 1 ? `${first} et al.` : authors
  return `${names} ${year}`.trim()
}
