/** Lists of names in options. */
import { BadInputError } from '../../../base/errors.ts'

/** @throws BadInputError where a name is missing. */
export function namesIn(option: string, list: string): string[] {
  const names = list.split(',').map((name) => name.trim())
  if (names.every((name) => name !== '')) return names
  throw new BadInputError(`${option} ${list}: a name is missing. Give names with commas between.`)
}
