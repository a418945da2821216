/** Measures as a grid of runs shows them: one number for each run. */
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../../analysis/design.ts'
import { kindsFor } from '../../analysis/measures/counted-runs.ts'
import type { MeasureFamily } from '../../analysis/measures/measure.ts'
import { measureFamilies, measures } from '../../analysis/measures/measures.ts'
import type { RunRead } from '../../analysis/read-runs.ts'
import type { GridMeasure } from './grid-measure.ts'
import type { ReadKind } from '../../analysis/run-ticks.ts'

/** Works measures out of runs. */
export interface RunMeasures {
  readonly kinds: readonly ReadKind[]
  /** The measures of which one of these runs has a value. */
  offered(runs: Iterable<RunRead>): GridMeasure[]
  /** The mean over the participants that have a value; null where none has. Undefined for a measure that does not exist. */
  valueOf(key: string): ((run: RunRead) => number | null) | undefined
}

/** Measures with a value for each round or option are left out: of a run they are many numbers. */
const SINGLE = new Set(
  [...measures.values()]
    .filter(({ by, holds }) => by === undefined && holds === 'number')
    .map(({ name }) => name),
)

export function runMeasures(store: Store, design: Design): RunMeasures {
  let families: readonly MeasureFamily[] | undefined
  const work = (run: RunRead, wanted: ReadonlySet<string>, told: Heard): void => {
    families ??= measureFamilies(store, design)
    for (const family of families)
      family.work(run, wanted, ({ name }, seat, _, value) => {
        if (typeof value === 'number') told(name, run.seats[seat]?.role ?? null, value)
      })
  }
  return {
    kinds: kindsFor(design),
    offered(runs) {
      const roles = new Map<string, Set<string | null>>()
      for (const run of runs)
        work(run, SINGLE, (name, role) => {
          const known = roles.get(name)
          if (known === undefined) roles.set(name, new Set([role]))
          else known.add(role)
        })
      return [...measures.keys()].flatMap((name) => offersOf(name, [...(roles.get(name) ?? [])]))
    },
    valueOf(key) {
      const [name = '', role] = key.split(':')
      if (!SINGLE.has(name)) return undefined
      const wanted = new Set([name])
      return (run) => {
        let sum = 0
        let count = 0
        work(run, wanted, (_, of, value) => {
          if (role !== undefined && of !== role) return
          sum += value
          count++
        })
        return count === 0 ? null : sum / count
      }
    },
  }
}

type Heard = (name: string, role: string | null, value: number) => void

/** One offer for all participants; where several roles have values, one for each as well. */
function offersOf(name: string, roles: readonly (string | null)[]): GridMeasure[] {
  const definition = measures.get(name)
  if (definition === undefined || roles.length === 0) return []
  const { means, unit, range } = definition
  const [only = null] = roles
  const all = { key: name, name, role: roles.length === 1 ? only : null, means, unit, range }
  if (roles.length === 1) return [all]
  return [all, ...roles.map((role) => ({ ...all, key: `${name}:${role ?? ''}`, role }))]
}
