/** Finds out who the users of a project are. */
import { BadInputError } from '../../base/errors.ts'
import type { Coder } from './gather-codings.ts'
import { guids, type QdaCoder } from './qda-record.ts'
import type { QdeProject } from './qde.ts'

export interface Naming {
  readonly place: string
  /** Put before the names of users that are no coders yet. */
  readonly prefix: string
  /** Who coded what no user did. */
  readonly coder: string | null
}

/**
 * A user with a coder's GUID or name is that coder; another is a person of that name, unless its GUID says that it was a judge, a rule or an adjudication of another record.
 * @throws BadInputError where two users who coded have one name, or one has none.
 */
export function userMatcher(
  { users }: QdeProject,
  coders: readonly QdaCoder[],
  /** Those who coded something. */
  active: ReadonlySet<string>,
  { place, prefix, coder }: Naming,
): (user: string | null) => Coder {
  const byGuid = new Map(coders.map((one) => [guids.user(one), one]))
  const byName = new Map(coders.map((one) => [one.name, one]))
  const byFolded = Map.groupBy(coders, ({ name }) => name.toLowerCase())
  /** By capitals and all; otherwise whatever the capitals, where only one is called so. */
  const named = (name: string): QdaCoder | undefined => {
    const alike = byFolded.get(name.toLowerCase()) ?? []
    return byName.get(name) ?? (alike.length === 1 ? alike[0] : undefined)
  }
  const known = new Map<string, Coder>()
  const owners = new Map<string, string>()
  for (const { guid, name } of users) {
    if (!active.has(guid)) continue
    const own = byGuid.get(guid) ?? named(name) ?? notAPerson(guid, name)
    if (own === undefined && name === '')
      throw new BadInputError(`${place}: <User ${guid}> coded and has no name. Give it one.`)
    const found: Coder =
      own === undefined
        ? { name: `${prefix}${name}`, isPerson: true }
        : { name: own.name, isPerson: own.kind === 'human' }
    const key = own?.name ?? found.name.toLowerCase()
    const other = owners.get(key)
    if (other !== undefined && other !== guid)
      throw new BadInputError(
        `${place}: two users are called "${found.name}" (${other}, ${guid}). Two coders need two names: rename one of them.`,
      )
    owners.set(key, guid)
    known.set(guid, found)
  }
  return (user) => {
    const found = user === null ? undefined : known.get(user)
    if (found !== undefined) return found
    if (coder !== null) return { name: coder, isPerson: true }
    throw new BadInputError(
      user === null
        ? `${place}: some codings have no user. Say who made them, with --coder NAME.`
        : `${place}: <Coding creatingUser="${user}">: there is no such user. Say who it is, with --coder NAME.`,
    )
  }
}

/** Whoever is no person in the record that the project was made of is none here. */
function notAPerson(guid: string, name: string): QdaCoder | undefined {
  return (['judge', 'rule', 'settled'] as const)
    .map((kind) => ({ name, kind }))
    .find((coder) => guids.user(coder) === guid)
}
