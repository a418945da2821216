/** Checks what a file says against a schema; complaints name the field by its path. */
import type { z } from 'zod'
import { BadInputError } from '../../base/errors.ts'

/** The value as the schema gives it. @throws BadInputError that names the first fields that are not as they should be. */
export function shaped<S extends z.ZodType>(
  schema: S,
  value: unknown,
  file: string,
  under: readonly (string | number)[] = [],
): z.output<S> {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const complaints = error.issues.slice(0, MOST_TOLD).map(({ path, message, code }) => {
    const field = pathText([
      ...under,
      ...path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
    ])
    const isMissing = code === 'invalid_type' && /received undefined/.test(message)
    return `${field}: ${isMissing ? 'it is missing' : message}`
  })
  const more = error.issues.length - complaints.length
  throw new BadInputError(
    `${file}: ${complaints.join('; ')}${more > 0 ? `; and ${more} more` : ''}. The file is not of this format, or not whole.`,
  )
}

const MOST_TOLD = 3

/** `conversation.messages[3].round`. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, i) =>
      typeof part === 'number'
        ? `[${part}]`
        : /^[A-Za-z_$][\w$-]*$/.test(part)
          ? `${i === 0 ? '' : '.'}${part}`
          : `[${JSON.stringify(part)}]`,
    )
    .join('')
}
