/** The links of coders, kept in a file beside the record that only its owner may read: who goes on tomorrow goes on with the same link. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'
import { realPlace } from '../../../io/store/real-place.ts'
import { writePrivately } from '../../seats/seat-links.ts'
import { newSecret } from '../guard.ts'

/** Who codes what: the units in the coder's own order, so that a day's work is not shuffled anew when the record has grown. */
const Assignment = z.strictObject({
  coder: z.string().min(1),
  /** The hash of the codebook. */
  codebook: z.string(),
  seed: z.int().nonnegative(),
  /** How many units were drawn; null for all of them. */
  sample: z.int().positive().nullable(),
  secret: z.string().regex(/^[\w-]{22,}$/),
  units: z.array(z.string()),
})
export type Assignment = z.infer<typeof Assignment>

const KeptLinks = z.strictObject({
  format: z.literal(1),
  /** Where the links lead to. */
  port: z.int().min(1).max(65535).optional(),
  assignments: z.array(Assignment),
})
type KeptLinks = z.infer<typeof KeptLinks>

export interface CoderLinks {
  /** The port that links have named so far. */
  readonly port: number | undefined
  /** Those that were asked for, in order. */
  readonly assignments: readonly Assignment[]
  /** Whose secret it is. It is looked up by its hash, so that the time it takes says nothing of the secrets that there are. */
  assignmentOf(secret: string): Assignment | undefined
  /** Writes the links down with the port that they name; false where they cannot be written, and last as long as this process. */
  keep(port: number): boolean
}

/** Beside the record, however that is named, and never in it. */
function coderLinksFile(db: string): string {
  return `${realPlace(db)}-coders.json`
}

/** What is asked for: the units are those that there are, in the order of this coder. */
export type Asked = Omit<Assignment, 'secret'>

/**
 * Links for these assignments: those of before where there are any. Without a sample, units that came since stand at the end of what was begun.
 * @throws BadInputError where the file is no file of links.
 */
export function coderLinks(db: string, asked: readonly Asked[]): CoderLinks {
  const path = coderLinksFile(db)
  const kept = existsSync(path) ? readLinks(path) : { format: 1 as const, assignments: [] }
  const assignments = asked.map((one): Assignment => {
    const before = kept.assignments.find((other) => isSame(one, other))
    if (before === undefined) return { ...one, secret: newSecret() }
    return { ...before, units: unitsNow(before, one) }
  })
  const others = kept.assignments.filter((one) => assignments.every((other) => !isSame(one, other)))
  const byHash = new Map(assignments.map((one) => [hashOf(one.secret), one]))
  return {
    port: kept.port,
    assignments,
    assignmentOf: (secret) => byHash.get(hashOf(secret)),
    keep(port) {
      const all: KeptLinks = { format: 1, port, assignments: [...others, ...assignments] }
      try {
        writePrivately(path, `${JSON.stringify(all)}\n`)
        return true
      } catch (error) {
        if (error instanceof BadInputError) return false
        throw error
      }
    },
  }
}

function isSame(a: Asked, b: Asked): boolean {
  return (
    a.coder === b.coder && a.codebook === b.codebook && a.seed === b.seed && a.sample === b.sample
  )
}

/** What was drawn stays drawn; what was all goes on being all. Units that are no longer there are left out. */
function unitsNow(before: Assignment, { units, sample }: Asked): string[] {
  if (sample !== null) return before.units
  const there = new Set(units)
  const begun = new Set(before.units)
  return [...before.units.filter((id) => there.has(id)), ...units.filter((id) => !begun.has(id))]
}

function readLinks(path: string): KeptLinks {
  try {
    return KeptLinks.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new BadInputError(
      `${path}: this is no file of links. Restore it from a copy, or remove it: every coder then gets a new link, and nothing that was coded is lost.`,
    )
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
