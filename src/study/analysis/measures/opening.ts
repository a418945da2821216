/** What a record says of a run's rules: the facts that its participants were shown in the first tick, and its parameters as they were written. */
import type { Json } from '../../../base/canonical-json.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import type { Plan } from '../../../record/plan.ts'
import type { Store } from '../../../io/store/store.ts'
import type { RunRead } from '../read-runs.ts'

/** participant → the data of its fact of a name. */
export type Shown = ReadonlyMap<ParticipantId, Readonly<Record<string, Json>>>

/** Reads the rules of runs. Runs with the same parameters have the same rules: they are looked up once. */
export interface Openings {
  /** The facts called `rules` of the first tick. */
  rulesOf(run: Pick<RunRead, 'runId' | 'plan'>): Shown
}

export function openingsOf(store: Store): Openings {
  const byObject = new WeakMap<object, Shown>()
  const byText = new Map<string, Shown>()
  return {
    rulesOf({ runId, plan }) {
      const known = byObject.get(plan.parameters)
      if (known !== undefined) return known
      const text = JSON.stringify([plan.scenario, plan.parameters, plan.seats.length])
      let shown = byText.get(text)
      if (shown === undefined) {
        shown = firstFacts(store, runId, 'rules')
        byText.set(text, shown)
      }
      byObject.set(plan.parameters, shown)
      return shown
    },
  }
}

function firstFacts(store: Store, runId: RunRead['runId'], name: string): Shown {
  const shown = new Map<ParticipantId, Readonly<Record<string, Json>>>()
  for (const { content } of store.ticks(runId)) {
    for (const entry of content.entries) {
      if (entry.kind !== 'fact-shown' || entry.name !== name) continue
      const { data } = entry
      if (typeof data === 'object' && data !== null && !Array.isArray(data) && !shown.has(entry.to))
        shown.set(entry.to, data as Readonly<Record<string, Json>>)
    }
    return shown
  }
  return shown
}

/** True where an intervention sets one of these parameters to something else: what was told of them at the beginning does not hold throughout. */
export function changes(
  { interventions = [], parameters }: Plan,
  names: readonly string[],
): boolean {
  return interventions.some(
    ({ deed }) =>
      deed.do === 'set' &&
      names.some(
        (name) =>
          name in deed.parameters &&
          JSON.stringify(deed.parameters[name]) !== JSON.stringify(parameters[name]),
      ),
  )
}

/** A parameter or rule that is a number; undefined where it is not. */
export function numberIn(data: Readonly<Record<string, Json>> | undefined, key: string) {
  const value = data?.[key]
  return typeof value === 'number' ? value : undefined
}
