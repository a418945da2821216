/** Checks a seat's settings and says what is wrong with them. */
import type { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'

/** The settings with defaults filled in; throws a BadInputError that names participant, policy and field. */
export function parseSettings<S extends z.ZodType>(
  policy: string,
  schema: S,
  settings: unknown,
  participant: string,
): z.output<S> {
  const parsed = schema.safeParse(settings)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) =>
    ['settings', ...path].join('.').concat(': ', message),
  )
  throw new BadInputError(
    `${participant}, policy ${policy}: ${faults.join('; ')}. Mend them in the cast of the experiment.`,
  )
}
