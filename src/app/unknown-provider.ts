/** A provider that nobody declared, and whose address is not known. */
import { UnknownNameError } from '../base/errors.ts'
import { KNOWN_PROVIDERS } from '../io/model/known-providers.ts'

/** @param names those that there are besides the known ones. */
export function unknownProvider(name: string, names: Iterable<string>): UnknownNameError {
  const all = new Set([...names, ...KNOWN_PROVIDERS.map((one) => one.name)])
  return new UnknownNameError(
    'provider',
    name,
    [...all],
    'Declare it in coterie.providers.yaml (see docs/providers.md).',
  )
}
