/** Who meets whom in a round, and which outsiders look on. */
import {
  BadInputError,
  caveNeighbours,
  matchChosen,
  participantsFor,
  refusalOf,
  ringNeighbours,
  shuffled,
  type Draw,
  type ParticipantId,
  type Value,
} from '../../src/index.ts'
import type { Parameters } from './parameters.ts'

/** What holds from one change of the parameters to the next. */
export interface Table {
  readonly parameters: Parameters
  readonly players: readonly ParticipantId[]
  /** Whom each may meet, in seat order. */
  readonly near: ReadonlyMap<ParticipantId, readonly ParticipantId[]>
  readonly draw: Draw
}

/** @throws BadInputError where the players do not fill the caves. */
export function tableOf(
  parameters: Parameters,
  players: readonly ParticipantId[],
  draw: Draw,
): Table {
  const { among } = parameters
  const near =
    among === 'all'
      ? ringNeighbours(players, players.length)
      : 'ring' in among
        ? ringNeighbours(players, among.ring)
        : caveNeighbours(players, among.caves)
  if (players.length < 3)
    throw new BadInputError('partners are chosen among three players or more.')
  return { parameters, players, near, draw }
}

/** Why so many players cannot meet by these parameters; empty where they can. */
export function castProblems(
  parameters: Parameters,
  seats: Readonly<Record<string, number>>,
): readonly string[] {
  const { player = [] } = participantsFor(seats)
  return refusalOf(
    () => tableOf(parameters, player, () => 0),
    player.length < 3 ? 'cast' : 'among.caves',
  )
}

/** Two players; the first chose the second, or drew it. */
export interface Pair {
  readonly first: ParticipantId
  readonly second: ParticipantId
}

/** A pair in one round, and the outsider who decides about each of the two; null where nobody does. */
export interface Meeting extends Pair {
  readonly judges: readonly [ParticipantId | null, ParticipantId | null]
}

/** Those whom a player is offered in a round, in the order in which they are named. */
export function candidatesOf(table: Table, id: ParticipantId, round: number): ParticipantId[] {
  const { parameters, players, near, draw } = table
  const others = [...(near.get(id) ?? [])]
  if (parameters.candidates === 'seat') return others
  const from = ((round - 1) * players.length + players.indexOf(id)) * players.length
  return shuffled(others, draw, 'candidates', from)
}

/** Pairs of those who chose. */
export function chosenPairs(
  { parameters, players, draw }: Table,
  round: number,
  decisions: Readonly<Record<ParticipantId, Value>>,
): readonly Pair[] {
  const choices = new Map(
    players.map((id) => [id, (decisions[id] ?? null) as ParticipantId | null] as const),
  )
  const { pairs } = matchChosen(choices, parameters.resolution, round, draw, 'chosen')
  return pairs.map(([first, second]) => ({ first, second }))
}

/** Everybody draws a partner from those it may meet: so that, as with choices, some are met by many. */
export function drawnPairs({ players, near, draw }: Table, round: number): readonly Pair[] {
  return players.map((first, seat) => {
    const others = near.get(first) ?? []
    const place = Math.floor(draw('partners', (round - 1) * players.length + seat) * others.length)
    return { first, second: others[place] as ParticipantId }
  })
}

/** The meetings of a round. For each of the two an outsider is drawn, who may be the same; on a graph, from the neighbours of either. */
export function meetingsOf(
  table: Table,
  round: number,
  pairs: readonly Pair[],
): readonly Meeting[] {
  const { parameters, players, near, draw } = table
  const isJudged = parameters.punishment === 'third-party' || parameters.punishment === 'both'
  return pairs.map(({ first, second }) => {
    const outsiders = players.filter(
      (id) =>
        id !== first &&
        id !== second &&
        [first, second].some((one) => near.get(one)?.includes(id) === true),
    )
    const judge = (side: number): ParticipantId | null => {
      const index = ((round - 1) * players.length + players.indexOf(first)) * 2 + side
      const place = Math.floor(draw('judges', index) * outsiders.length)
      return isJudged ? (outsiders[place] ?? null) : null
    }
    return { first, second, judges: [judge(0), judge(1)] }
  })
}
