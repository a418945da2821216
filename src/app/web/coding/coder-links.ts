/** The secret link of each coder, kept in a file beside the record that only its owner may read: who goes on tomorrow goes on with the same link. */
import { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'
import { writePrivately } from '../../../io/files/write-privately.ts'
import { realPlace } from '../../../io/store/real-place.ts'
import { newSecret } from '../guard.ts'
import { KeptLinks, KeptSecret, readLinks } from '../kept-links.ts'
import { aloneWith } from './alone-with.ts'

/** Who codes what: the units in the coder's own order, so that a day's work is not shuffled anew when the record has grown. */
const Assignment = z.strictObject({
  coder: z.string().min(1),
  /** The hash of the codebook. */
  codebook: z.string(),
  seed: z.int().nonnegative(),
  /** How many units were drawn; null for all of them. */
  sample: z.int().positive().nullable(),
  secret: KeptSecret,
  units: z.array(z.string()),
})
export type Assignment = z.infer<typeof Assignment>

const KeptAssignments = KeptLinks.extend({ assignments: z.array(Assignment) })
type KeptAssignments = z.infer<typeof KeptAssignments>

export interface CoderLinks {
  /** The port that links have named so far. */
  readonly port: number | undefined
  /** Those that were asked for, in order. */
  readonly assignments: readonly Assignment[]
  /** Writes down the port that links name; false where the links cannot be written, and last as long as this process. */
  keepPort(port: number): Promise<boolean>
}

/** What is asked for: the units are those that there are, in the order of this coder. */
export type Asked = Omit<Assignment, 'secret'>

/**
 * Links for these assignments: those of before where there are any. Without a sample, units that came since stand at the end of what was begun.
 * @throws BadInputError where the file is no file of links.
 */
export async function coderLinks(db: string, asked: readonly Asked[]): Promise<CoderLinks> {
  // Beside the record, however that is named, and never in it.
  const path = `${realPlace(db)}-coders.json`
  // Two commands that give out links at the same moment lose none.
  const links = await aloneWith(path, async () => {
    const all = withAsked(linksIn(path), asked)
    await isDone(() => write(path, all))
    return all
  })
  const assignments = asked.flatMap((one) => links.assignments.filter((all) => isSame(all, one)))
  return {
    port: links.port,
    assignments,
    keepPort: (port) =>
      isDone(() =>
        aloneWith(path, () => write(path, { ...withAsked(linksIn(path), assignments), port })),
      ),
  }
}

/** Those that are asked for stand at the end, with the secrets that they have already. */
function withAsked(
  kept: KeptAssignments,
  asked: readonly (Asked & Partial<Assignment>)[],
): KeptAssignments {
  const others = kept.assignments.filter((one) => asked.every((other) => !isSame(one, other)))
  const theirs = asked.map((one): Assignment => {
    const before = kept.assignments.find((other) => isSame(one, other))
    if (before === undefined) return { secret: newSecret(), ...one }
    return { ...before, units: unitsNow(before, one) }
  })
  return { ...kept, assignments: [...others, ...theirs] }
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

function linksIn(path: string): KeptAssignments {
  const loss = 'every coder then gets a new link, and nothing that was coded is lost.'
  return readLinks(path, KeptAssignments, loss) ?? { format: 1, assignments: [] }
}

function write(path: string, links: KeptAssignments): void {
  writePrivately(path, `${JSON.stringify(links)}\n`)
}

async function isDone(work: () => unknown): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof BadInputError) return false
    throw error
  }
}
