/** Factors and levels become treatments: named assignments of values to paths. */
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import type { Experiment } from './define-experiment.ts'
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
            .map((path) => `${shortName(path, paths)}=${levelName(levels[path] ?? null)}`)
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

/** `tit-for-tat`, `0.5`, or for a described agent `moves(moves=J F J)`. */
function levelName(level: Json): string {
  if (typeof level === 'string') return level
  if (typeof level !== 'object' || level === null) return String(level)
  if (Array.isArray(level)) return level.map(levelName).join(' ')
  const { policy: own, agent, name: given, ...rest } = level as Record<string, Json>
  const policy = own ?? agent
  if (typeof given === 'string') return given
  const settings = Object.entries(rest).map(([key, value]) => `${key}=${levelName(value)}`)
  const inner = settings.join(', ')
  const name =
    policy === undefined
      ? `(${inner})`
      : settings.length === 0
        ? levelName(policy)
        : `${levelName(policy)}(${inner})`
  return name.length > 80 ? `${name.slice(0, 77)}…` : name
}

/** A copy of the experiment in which the path has the value; undefined where no such path can be. */
export function withLevel(
  experiment: Experiment,
  path: string,
  value: Json,
): Experiment | undefined {
  const [top, ...rest] = path.split('.')
  if ((top !== 'parameters' && top !== 'cast' && top !== 'invalid') || rest.length === 0)
    return undefined
  const changed = setIn(experiment[top] as Json, rest, value)
  return changed === undefined ? undefined : ({ ...experiment, [top]: changed } as Experiment)
}

function setIn(target: Json, path: readonly string[], value: Json): Json | undefined {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof target === 'string' && rest.length === 0) return { agent: target, [key]: value }
  if (typeof target !== 'object' || target === null) return undefined
  if (Array.isArray(target)) {
    const index = Number(key) - 1
    if (!Number.isInteger(index) || index < 0 || index >= target.length) return undefined
    const item = setIn(target[index] as Json, rest, value)
    return item === undefined
      ? undefined
      : target.map((old, i) => (i === index ? item : (old as Json)))
  }
  const object = target as { readonly [key: string]: Json }
  const inner = rest.length === 0 ? value : setIn(object[key] ?? {}, rest, value)
  return inner === undefined ? undefined : { ...object, [key]: inner }
}
