/** Who was in which group in a round, as far as the record tells. */
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Json } from '../../base/canonical-json.ts'
import type { Plan } from '../../record/plan.ts'

/** A participant's group, and its place in it; both counted from 1. */
export interface GroupPlace {
  readonly group: number
  readonly place: number
}

export type GroupPlaces = ReadonlyMap<ParticipantId, GroupPlace>

/**
 * The groups of a run before chance draws any: neighbours by seat where the parameters tell a `groupSize` and partners stay together, one group of all
 * seats otherwise.
 */
export function groupsInPlan({ seats, parameters }: Plan): GroupPlaces {
  const { groupSize, matching = 'partner' } = parameters
  const size =
    typeof groupSize === 'number' &&
    Number.isInteger(groupSize) &&
    groupSize >= 1 &&
    matching === 'partner'
      ? groupSize
      : seats.length
  return placesOf(
    Array.from({ length: Math.ceil(seats.length / size) }, (_, i) =>
      seats.slice(i * size, (i + 1) * size).map(({ participant }) => participant),
    ),
  )
}

/**
 * The groups with those that chance drew: an entry of the stream `groups` or `pairs` whose value has a list of that name, each of its members a list of
 * participants or an object whose values are participants. Who is in none of them keeps its place.
 */
export function groupsDrawn(before: GroupPlaces, entries: readonly TickEntry[]): GroupPlaces {
  let places = before
  for (const entry of entries) {
    if (entry.kind !== 'chance-drawn') continue
    if (entry.stream !== 'groups' && entry.stream !== 'pairs') continue
    const groups = listIn(entry.value, entry.stream)?.map(membersIn)
    if (groups !== undefined && groups.some((members) => members.length > 0))
      places = new Map([...places, ...placesOf(groups)])
  }
  return places
}

function listIn(value: Json, key: string): readonly Json[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const list = (value as Readonly<Record<string, Json>>)[key]
  return Array.isArray(list) ? list : undefined
}

function membersIn(group: Json): ParticipantId[] {
  if (typeof group !== 'object' || group === null) return []
  return Object.values(group).flatMap((one: Json) => {
    const id = ParticipantId.safeParse(one)
    return id.success ? [id.data] : []
  })
}

function placesOf(groups: readonly (readonly ParticipantId[])[]): GroupPlaces {
  return new Map(
    groups.flatMap((members, g) =>
      members.map((member, i) => [member, { group: g + 1, place: i + 1 }] as const),
    ),
  )
}
