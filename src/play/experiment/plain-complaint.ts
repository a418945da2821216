/** What a schema complains of, in words for whoever wrote the file. */
import type { z } from 'zod'

/** What zod calls kinds of values, as people call them. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'words',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields',
  record: 'fields',
  null: 'nothing',
}

/** A complaint that names the mend. What a schema says in its own words stays as it is. */
export function plainComplaint(issue: z.core.$ZodIssue): string {
  if (!/^(Invalid (input|option)|Too (small|big)): /.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type': {
      const received = / received (\w+)$/.exec(issue.message)?.[1]
      const wanted = kind(issue.expected)
      if (received === undefined) return issue.message
      if (received === 'undefined') return `it is missing: give ${wanted}.`
      // A number it is already: what is wrong is the fraction alone.
      if (issue.expected === 'int' && received === 'number') return `give ${wanted}.`
      return `give ${wanted}, in place of ${kind(received)}.`
    }
    case 'invalid_value':
      return `give ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`
    case 'too_small':
      if (!isOfNumbers(issue.origin)) return issue.message
      return `give ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}.`
    case 'too_big':
      if (!isOfNumbers(issue.origin)) return issue.message
      return `give ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}.`
    default:
      return issue.message
  }
}

function kind(name: string): string {
  return KINDS[name] ?? name
}

function isOfNumbers(origin: string): boolean {
  return origin === 'number' || origin === 'int'
}
