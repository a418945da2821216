/** One round: who is in which group under which name, what was contributed, who may punish whom. */
import {
  BadInputError,
  formGroups,
  participantsFor,
  refusalOf,
  shuffled,
  type Draw,
  type GroupsOf,
  type ParticipantId,
  type Value,
} from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import { rulesFor, type Rules } from './rules.ts'

/** What holds from one change of the parameters to the next. */
export interface Table {
  readonly parameters: Parameters
  readonly members: readonly ParticipantId[]
  readonly size: number
  readonly groupsOf: GroupsOf<ParticipantId>
  readonly rules: Rules
  readonly draw: Draw
}

/**
 * Plans the groups.
 * @throws BadInputError where they do not come out even, or there is nobody outside to punish.
 */
export function tableOf(
  parameters: Parameters,
  members: readonly ParticipantId[],
  draw: Draw,
): Table {
  const { groupSize: size = members.length, matching, rounds, partners, punishment } = parameters
  const groupsOf = formGroups(members, { matching, size, rounds, partners }, draw)
  if (punishment === 'third-party' && members.length === size) {
    throw new BadInputError(
      `punishment: third parties need two groups or more, and all ${size} members are in one. Give a groupSize, or seat more members.`,
    )
  }
  return { parameters, members, size, groupsOf, rules: rulesFor(parameters, size), draw }
}

/** Why so many members cannot play by these parameters; empty where they can. */
export function castProblems(
  parameters: Parameters,
  seats: Readonly<Record<string, number>>,
): readonly string[] {
  const { member = [] } = participantsFor(seats)
  const { groupSize: size = member.length } = parameters
  const field = member.length % size === 0 ? 'matching' : 'groupSize'
  return refusalOf(() => tableOf(parameters, member, () => 0), field)
}

/** A member of a group, as the others know it in this round. */
export interface Member {
  readonly id: ParticipantId
  readonly name: string
  /** Null where no contribution came. */
  readonly contribution: number | null
}

/** A group in the order of its members' names. */
export type Group = readonly Member[]

export interface Assigned {
  readonly by: ParticipantId
  readonly to: ParticipantId
  /** Null where no answer came. */
  readonly points: number | null
}

/** A round whose contributions are in. */
export interface Round {
  readonly table: Table
  readonly round: number
  readonly groups: readonly Group[]
  /** What has been assigned so far, one turn after the other. */
  readonly assigned: readonly Assigned[]
  /** Which member of its list everybody is asked about, from 0. */
  readonly turn: number
}

/** The groups of a round with their contributions. */
export function contributed(
  table: Table,
  round: number,
  decisions: Readonly<Record<ParticipantId, Value>>,
): Round {
  const contributionOf = (id: ParticipantId): number | null => {
    const value = decisions[id]
    return typeof value === 'number' ? value : null
  }
  const groups = namedGroups(table, round).map((group) =>
    group.map((member) => ({ ...member, contribution: contributionOf(member.id) })),
  )
  return { table, round, groups, assigned: [], turn: 0 }
}

/** The groups of a round, and what their members are called in it. */
export function namedGroups(
  { parameters, members, groupsOf, draw }: Table,
  round: number,
): readonly (readonly Omit<Member, 'contribution'>[])[] {
  let from = (round - 1) * members.length
  return groupsOf(round).map((group) => {
    if (parameters.names === 'kept') {
      const order = [...group].sort((a, b) => members.indexOf(a) - members.indexOf(b))
      return order.map((id) => ({ id, name: `Member ${members.indexOf(id) + 1}` }))
    }
    const order = shuffled(group, draw, 'names', from)
    from += group.length
    return order.map((id, i) => ({ id, name: `Member ${i + 1}` }))
  })
}

/** A round in which somebody's contribution is missing counts for nobody in that group. */
export function isVoid(group: Group): boolean {
  return group.some(({ contribution }) => contribution === null)
}

/** What a group contributed together. */
export function sumOf(group: Group): number {
  return group.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0)
}

/** The group about which the members of the i-th group decide. */
export function judgedBy({ table, groups }: Round, i: number): Group {
  return table.parameters.punishment === 'direct'
    ? (groups[i] as Group)
    : (groups[(i + 1) % groups.length] as Group)
}

/** Whom everybody is asked about in this turn. */
export function questionsOf(round: Round): { of: ParticipantId; about: Member }[] {
  if (round.table.parameters.punishment === 'none') return []
  return round.groups.flatMap((group, i) => {
    const judged = judgedBy(round, i)
    if (isVoid(judged)) return []
    return group.flatMap(({ id }) => {
      const about = judged.filter((member) => member.id !== id)[round.turn]
      return about === undefined ? [] : [{ of: id, about }]
    })
  })
}

/** The round with the points of a turn. */
export function assigned(round: Round, decisions: Readonly<Record<ParticipantId, Value>>): Round {
  const more = questionsOf(round).map(({ of, about }): Assigned => {
    const points = decisions[of]
    return { by: of, to: about.id, points: typeof points === 'number' ? points : null }
  })
  return { ...round, assigned: [...round.assigned, ...more], turn: round.turn + 1 }
}
