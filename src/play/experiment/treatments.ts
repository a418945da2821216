/** Factors and levels become treatments: named assignments of values to paths. */
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import type { Experiment } from './define-experiment.ts'
import { levelName } from './level-name.ts'
import { ExperimentError, type FieldProblem } from './problems.ts'

export interface Treatment {
  readonly name: string
  /** path → value. */
  readonly levels: Readonly<Record<string, Json>>
  /** Where in the file a path's levels stand, for errors. */
  readonly placeOf: (path: string) => readonly (string | number)[]
}

/** All treatments in order: the listed ones, or every combination of levels with the last factor varying fastest. */
export function treatmentsOf(experiment: Experiment): Treatment[] {
  const { factors, treatments } = experiment
  if (treatments !== undefined) {
    return Object.entries(treatments).map(([name, levels]) => ({
      name,
      levels,
      placeOf: (path) => ['treatments', name, path],
    }))
  }
  const paths = Object.keys(factors ?? {})
  assertDistinctLevels(factors ?? {})
  const cells = paths.reduce<Record<string, Json>[]>(
    (made, path) =>
      made.flatMap((cell) => (factors?.[path] ?? []).map((level) => ({ ...cell, [path]: level }))),
    [{}],
  )
  return cells.map((levels) => ({
    name:
      paths.length === 0
        ? 'all'
        : paths
            .map(
              (path) =>
                `${shortName(path, paths)}=${levelName(path, levels[path] ?? null, factors?.[path] ?? [])}`,
            )
            .join(', '),
    levels,
    placeOf: (path) => [
      'factors',
      path,
      Math.max(0, (factors?.[path] ?? []).indexOf(levels[path] ?? null)),
    ],
  }))
}

function assertDistinctLevels(factors: Readonly<Record<string, readonly Json[]>>): void {
  const problems: FieldProblem[] = Object.entries(factors).flatMap(([path, levels]) => {
    const seen = levels.map((level) => canonicalJson(level))
    return seen.flatMap((level, i) =>
      seen.indexOf(level) === i
        ? []
        : [{ path: ['factors', path, i], message: `level ${level} is listed twice` }],
    )
  })
  if (problems.length > 0) throw new ExperimentError(problems)
}

/** The last part of a path, or as much of its end as tells it from the others. */
function shortName(path: string, paths: readonly string[]): string {
  const parts = path.split('.')
  for (let from = parts.length - 1; from > 0; from--) {
    const name = parts.slice(from).join('.')
    if (paths.filter((other) => other === name || other.endsWith(`.${name}`)).length === 1)
      return name
  }
  return path
}

/** What a factor can vary, besides `history` and `prompt` as a whole. */
const TOPS = [
  'parameters',
  'cast',
  'invalid',
  'prompt',
  'history',
  'probes',
  'interventions',
] as const
const WHOLE: readonly string[] = ['prompt', 'history']

/** A copy of the experiment in which the path has the value; undefined where no such path can be. */
export function withLevel(
  experiment: Experiment,
  path: string,
  value: Json,
): Experiment | undefined {
  const [first, ...rest] = path.split('.')
  const top = TOPS.find((name) => name === first)
  if (top === undefined || (rest.length === 0 && !WHOLE.includes(top))) return undefined
  const before = (experiment[top] ?? {}) as Json
  const changed =
    top === 'probes' || top === 'interventions'
      ? setNamed(before as NamedThings, rest, value)
      : setIn(before, rest, value, top === 'cast')
  return changed === undefined ? undefined : ({ ...experiment, [top]: changed } as Experiment)
}

type NamedThings = { readonly [name: string]: Json }

/** `on` leaves what was declared as it is; what is switched off stays off whatever else is said of it. */
function setNamed(
  things: NamedThings,
  [name = '', ...rest]: readonly string[],
  value: Json,
): Json | undefined {
  const declared = things[name]
  if (rest.length > 0) {
    if (declared === undefined) return undefined
    if (declared === 'off') return things
    const changed = setIn(declared, rest, value, false)
    return changed === undefined ? undefined : { ...things, [name]: changed }
  }
  if (value === 'on') return declared === undefined || declared === 'off' ? undefined : things
  // A slip in the name would switch off nothing.
  if (value === 'off' && declared === undefined) return undefined
  return { ...things, [name]: value }
}

/** In a cast, a path into an agent that is given by name makes a description of it. */
function setIn(
  target: Json,
  path: readonly string[],
  value: Json,
  isCast: boolean,
): Json | undefined {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (isCast && typeof target === 'string' && rest.length === 0)
    return { agent: target, [key]: value }
  if (typeof target !== 'object' || target === null) return undefined
  if (Array.isArray(target)) {
    const index = Number(key) - 1
    if (!Number.isInteger(index) || index < 0 || index >= target.length) return undefined
    const item = setIn(target[index] as Json, rest, value, isCast)
    return item === undefined
      ? undefined
      : target.map((old, i) => (i === index ? item : (old as Json)))
  }
  const object = target as { readonly [key: string]: Json }
  const inner = rest.length === 0 ? value : setIn(object[key] ?? {}, rest, value, isCast)
  return inner === undefined ? undefined : { ...object, [key]: inner }
}
