/** What is wrong with an experiment: every problem with the field that it stands in, so that its line can be named. */
import type { z } from 'zod'
import { BadInputError, nearest } from '../../base/errors.ts'
import { plainComplaint } from './plain-complaint.ts'

export interface FieldProblem {
  /** Keys and indexes from the top of the file. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** One or more problems of an experiment. The loader adds file and line. */
export class ExperimentError extends BadInputError {
  override readonly name = 'ExperimentError'
  readonly problems: readonly FieldProblem[]
  constructor(problems: readonly FieldProblem[]) {
    super(
      problems
        .map(({ path, message }) => `${path.join('.') || 'experiment'}: ${message}`)
        .join('\n'),
    )
    this.problems = problems
  }
}

/** A schema's complaints as problems under a path. Unknown keys get the nearest known one: of the schema at their place, or of a list. */
export function problemsOf(
  error: z.ZodError,
  path: readonly (string | number)[],
  known: readonly string[] | z.ZodType = [],
): FieldProblem[] {
  const keysAt = (place: readonly PropertyKey[]): readonly string[] =>
    'safeParse' in known ? keysIn(inner(known, place)) : known
  return problemsIn(error.issues, path, [], keysAt)
}

/** `inside` is where the issues' own paths begin. */
function problemsIn(
  issues: readonly z.core.$ZodIssue[],
  path: FieldProblem['path'],
  inside: readonly PropertyKey[],
  keysAt: (place: readonly PropertyKey[]) => readonly string[],
): FieldProblem[] {
  return issues.flatMap((issue) => {
    const place = [...inside, ...issue.path]
    const at = [...path, ...place.map((part) => (typeof part === 'number' ? part : String(part)))]
    if (issue.code === 'invalid_union') {
      const meant = issue.errors.filter((branch) => !branch.some(isOfAnotherKind))
      const [only] = meant
      if (only !== undefined && meant.length === 1) return problemsIn(only, path, place, keysAt)
    }
    if (issue.code !== 'unrecognized_keys') return [{ path: at, message: plainComplaint(issue) }]
    const known = keysAt(place)
    return issue.keys.map((key) => {
      const guess = nearest(key, known)
      const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
      const list = known.length === 0 ? '' : ` Known: ${known.join(', ')}.`
      return { path: [...at, key], message: `there is no field "${key}" here.${hint}${list}` }
    })
  })
}

/** True where the value is not even of the kind that a branch of a union is for: what it lacks of it need not be told. */
function isOfAnotherKind({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

/** The top-level keys of an object schema, for hints; empty for other schemas. */
export function keysOf(schema: z.ZodType): string[] {
  const shape = (schema as { shape?: unknown }).shape
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : []
}

/** Of a schema's definition, what leads further in. */
interface Definition {
  readonly innerType?: z.ZodType
  readonly in?: z.ZodType
  readonly valueType?: z.ZodType
  readonly element?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly shape?: Readonly<Record<string, z.ZodType>>
}

/** The schema without what is wrapped round it; a union stays one. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const { innerType, in: before } = schema.def as Definition
  const within = innerType ?? before
  return within === undefined ? schema : unwrapped(within)
}

/** The schemas that hold at a place within a schema. */
function inner(schema: z.ZodType, [key, ...rest]: readonly PropertyKey[]): z.ZodType[] {
  const bare = unwrapped(schema)
  const { options, shape, valueType, element } = bare.def as Definition
  if (options !== undefined)
    return options.flatMap((one) => inner(one, key === undefined ? [] : [key, ...rest]))
  if (key === undefined) return [bare]
  const next = shape === undefined ? (valueType ?? element) : shape[String(key)]
  return next === undefined ? [] : inner(next, rest)
}

function keysIn(schemas: readonly z.ZodType[]): string[] {
  return schemas.flatMap(keysOf)
}
