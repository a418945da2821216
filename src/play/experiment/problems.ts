/** What is wrong with an experiment: every problem with the field that it stands in, so that its line can be named. */
import type { z } from 'zod'
import { BadInputError, nearest } from '../../base/errors.ts'

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

/** A schema's complaints as problems under a path. Unknown keys get the nearest known one. */
export function problemsOf(
  error: z.ZodError,
  path: readonly (string | number)[],
  known: readonly string[] = [],
): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    const inner = [
      ...path,
      ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
    ]
    if (issue.code !== 'unrecognized_keys') return [{ path: inner, message: issue.message }]
    return issue.keys.map((key) => {
      const guess = nearest(key, known)
      const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
      const list = known.length === 0 ? '' : ` Known: ${known.join(', ')}.`
      return { path: [...inner, key], message: `there is no field "${key}" here.${hint}${list}` }
    })
  })
}

/** The top-level keys of an object schema, for hints; empty for other schemas. */
export function keysOf(schema: z.ZodType): string[] {
  const shape = (schema as { shape?: unknown }).shape
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : []
}
