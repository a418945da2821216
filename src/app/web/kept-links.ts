/** Secret links that are kept in a file beside a record: what all such files hold, how they are read, and whose secret it is that somebody shows. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { BadInputError } from '../../base/errors.ts'
import { sha256 } from '../../base/hash.ts'

export const KeptSecret = z.string().regex(/^[\w-]{22,}$/)

/** What every file of links says, besides the links themselves. */
export const KeptLinks = z.strictObject({
  format: z.literal(1),
  /** Where the links lead to. */
  port: z.int().min(1).max(65535).optional(),
})

/**
 * The links in a file; undefined where it is not there. `loss` says what becomes of them where it is removed.
 * @throws BadInputError where it is no file of such links.
 */
export function readLinks<T>(path: string, schema: z.ZodType<T>, loss: string): T | undefined {
  if (!existsSync(path)) return undefined
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new BadInputError(
      `${path}: this is no file of links. Restore it from a copy, or remove it: ${loss}`,
    )
  }
}

/** Finds who has a secret. It is looked up by its hash, so that the time it takes says nothing of the secrets that there are. */
export function holdersOf<T>(
  holders: Iterable<readonly [secret: string, holder: T]>,
): (secret: string) => T | undefined {
  const byHash = new Map([...holders].map(([secret, holder]) => [sha256(secret), holder]))
  return (secret) => byHash.get(sha256(secret))
}
