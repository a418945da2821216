/** Measures as a grid of runs shows them: one number for each run. */
import type { Store } from '../../../io/store/store.ts'
import type { Design } from '../../analysis/design.ts'
import { kindsFor } from '../../analysis/measures/counted-runs.ts'
import type { MeasureFamily } from '../../analysis/measures/measure.ts'
import { measureFamilies, measures } from '../../analysis/measures/measures.ts'
import type { RunRead } from '../../analysis/read-runs.ts'
import type { GridMeasure, Measured } from './grid-measure.ts'
import type { ReadKind } from '../../analysis/run-ticks.ts'

/** Works measures out of runs. */
export interface RunMeasures {
  readonly kinds: readonly ReadKind[]
  /** The measures of which one of these runs has a value. */
  offered(runs: Iterable<RunRead>): GridMeasure[]
  has(key: string): boolean
  /** Of measures that exist, each worked out as the mean over the participants that have a value; where none has, why. */
  valuesOf(keys: readonly string[]): (run: RunRead) => Measured[]
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
      family.work(run, wanted, ({ name }, seat, _, value, reason = '') => {
        const came = typeof value === 'number' ? value : reason
        told(name, run.seats[seat]?.role ?? null, came)
      })
  }
  return {
    kinds: kindsFor(design),
    offered(runs) {
      const roles = new Map<string, Set<string | null>>()
      for (const run of runs)
        work(run, SINGLE, (name, role, came) => {
          if (typeof came === 'string') return
          const known = roles.get(name)
          if (known === undefined) roles.set(name, new Set([role]))
          else known.add(role)
        })
      return [...measures.keys()].flatMap((name) => offersOf(name, [...(roles.get(name) ?? [])]))
    },
    has: (key) => SINGLE.has(namedIn(key)[0]),
    valuesOf(keys) {
      const asked = keys.map(namedIn)
      const wanted = new Set(asked.map(([name]) => name))
      return (run) => {
        const means = asked.map(() => ({ sum: 0, count: 0, reasons: [] as string[] }))
        work(run, wanted, (name, of, came) => {
          for (const [i, mean] of means.entries()) {
            const [own, role] = asked[i] ?? []
            if (own !== name || (role !== undefined && of !== role)) continue
            if (typeof came === 'number') {
              mean.sum += came
              mean.count++
            } else if (!mean.reasons.includes(came)) mean.reasons.push(came)
          }
        })
        return means.map(({ sum, count, reasons }) =>
          count > 0 ? sum / count : reasons.length > 0 ? reasons.join('; ') : NO_CASE,
        )
      }
    },
  }
}

/** `NAME` or `NAME:ROLE`. */
function namedIn(key: string): [name: string, role: string | undefined] {
  const [name = '', role] = key.split(':')
  return [name, role]
}

/** Of a run that no part of the measure looks at. */
const NO_CASE = 'nothing of it can be measured in this run'

type Heard = (name: string, role: string | null, came: Measured) => void

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
