/** Who sits at the table, under which names, and by which rules they talk: everything that parameters and cast decide before the first word. */
import {
  BadInputError,
  channelOf,
  deliverAll,
  deliverAtMost,
  deliverNonEmpty,
  deliverToAddressed,
  everybody,
  fixedOrder,
  isolated,
  moderated,
  publicChannel,
  raiseHand,
  ring,
  rotatingOrder,
  shuffled,
  shuffledOrder,
  simultaneous,
  staggered,
  star,
  teamChannel,
  teams,
  type Channel,
  type Draw,
  type ParticipantId,
  type Selection,
  type SpeakingOrder,
  type Stagger,
  type Visibility,
} from '../../src/index.ts'
import { speakerNames } from './names.ts'
import type { Parameters } from './parameters.ts'

export type Role = 'speaker' | 'moderator'
export type Roles = Readonly<Partial<Record<Role, readonly ParticipantId[]>>>

export interface Table {
  readonly parameters: Parameters
  readonly roles: Roles
  readonly draw: Draw
  /** The speakers by place. */
  readonly places: readonly ParticipantId[]
  readonly moderator: ParticipantId | null
  /** Everybody, speakers first. */
  readonly everyone: readonly ParticipantId[]
  readonly names: Readonly<Record<ParticipantId, string>>
  readonly order: SpeakingOrder
  /** Null where talk is not staggered. */
  readonly stagger: Stagger | null
  readonly hears: Visibility
  channelOf(speaker: ParticipantId): Channel
}

/**
 * Lays the table.
 * @throws BadInputError that names the parameter where it does not fit the cast.
 */
export function tableOf(parameters: Parameters, roles: Roles, draw: Draw): Table {
  const speakers = roles.speaker ?? []
  const places = parameters.places === 'shuffled' ? shuffled(speakers, draw, 'places', 0) : speakers
  const moderator = roles.moderator?.[0] ?? null
  const everyone = [...speakers, ...(moderator === null ? [] : [moderator])]
  const called = speakerNames(parameters.names, places.length)
  const names = Object.fromEntries(places.map((one, i) => [one, called[i] ?? '']))
  if (moderator !== null) names[moderator] = parameters.moderatorName
  const seating = { parameters, places, moderator, everyone }
  const { order, stagger } = orderOf(seating)
  const hears = visibilityOf(seating)
  return {
    ...seating,
    roles,
    draw,
    names,
    order,
    stagger,
    hears,
    channelOf: channelsOf(seating),
  }
}

type Seating = Pick<Table, 'parameters' | 'places' | 'moderator' | 'everyone'>

function orderOf(seating: Seating): { order: SpeakingOrder; stagger: Stagger | null } {
  const { parameters, places } = seating
  const { order } = parameters
  const plain = (rule: SpeakingOrder) => ({ order: rule, stagger: null })
  if (typeof order === 'string') {
    switch (order) {
      case 'fixed':
        return plain(fixedOrder(places, places))
      case 'rotating':
        return plain(rotatingOrder)
      case 'shuffled':
        return plain(shuffledOrder)
      case 'simultaneous':
        return plain(simultaneous)
      case 'raise-hand':
        return plain(raiseHand())
      case 'moderated':
        return plain(moderatedBy(seating, places.length))
    }
  }
  if ('fixed' in order)
    return plain(fixedOrder(atPlaces(order.fixed, places, 'order.fixed:'), places))
  if ('raise-hand' in order) return plain(raiseHand(order['raise-hand'].most))
  if ('moderated' in order) return plain(moderatedBy(seating, order.moderated.turns))
  return { order: staggered(order.staggered, places), stagger: order.staggered }
}

function moderatedBy({ moderator, everyone }: Seating, turns: number): SpeakingOrder {
  if (moderator === null) {
    throw new BadInputError(
      'order: a moderator is to choose who speaks, and the cast has none. Give the cast a moderator, or choose another order.',
    )
  }
  return moderated(moderator, turns, everyone)
}

function visibilityOf({ parameters, places, moderator, everyone }: Seating): Visibility {
  const { visibility } = parameters
  if (typeof visibility === 'object')
    return withModerator(teams(teamsOf(visibility.teams, places), everyone), moderator)
  switch (visibility) {
    case 'all':
      return everybody
    case 'isolated':
      return isolated
    case 'ring':
      return withModerator(ring(places, everyone), moderator)
    case 'moderator': {
      if (moderator !== null) return star(moderator, everyone)
      throw new BadInputError(
        'visibility: only a moderator is to hear the speakers, and the cast has none. Give the cast a moderator, or write isolated.',
      )
    }
  }
}

/** Whatever the rule among speakers, their moderator hears them and is heard. */
function withModerator(hears: Visibility, moderator: ParticipantId | null): Visibility {
  return (speaker, listener) =>
    speaker === moderator || listener === moderator || hears(speaker, listener)
}

/** Teams talk on channels of their own, the moderator on all of them; everybody else in public. */
function channelsOf({ parameters, places, moderator, everyone }: Seating): Table['channelOf'] {
  const all = publicChannel(everyone)
  const { visibility } = parameters
  if (typeof visibility === 'string') return () => all
  const groups = teamsOf(visibility.teams, places)
  const extra = moderator === null ? [] : [moderator]
  const channels = groups.map((group, i) =>
    teamChannel(String(i + 1), [...group, ...extra], everyone),
  )
  const alone = (speaker: ParticipantId) =>
    channelOf(`team:${speaker}`, [speaker, ...extra], everyone)
  return (speaker) =>
    speaker === moderator
      ? all
      : (channels[groups.findIndex((group) => group.includes(speaker))] ?? alone(speaker))
}

function teamsOf(
  given: readonly (readonly number[])[],
  places: readonly ParticipantId[],
): ParticipantId[][] {
  return given.map((group) => atPlaces(group, places, 'visibility.teams:'))
}

function atPlaces(
  given: readonly number[],
  places: readonly ParticipantId[],
  field: string,
): ParticipantId[] {
  return given.map((place) => {
    const one = places[place - 1]
    if (one !== undefined) return one
    throw new BadInputError(
      `${field} names place ${place}, where nobody sits: there are ${places.length} speakers. Name places from 1 to ${places.length}.`,
    )
  })
}

/** What is delivered of a turn; messages without words never are. */
export function selectionOf({ parameters, names, draw }: Table, turn: string): Selection {
  const { deliver } = parameters
  const rule =
    deliver === 'all'
      ? deliverAll
      : deliver === 'addressed'
        ? deliverToAddressed(names)
        : deliverAtMost(deliver.atMost, draw, `deliver/${turn}`)
  return (said) => rule(deliverNonEmpty(said))
}
