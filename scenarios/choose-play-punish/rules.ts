/** What a player is told of the game, as data: the only source of the words about it. */
import type { ParticipantId } from '../../src/index.ts'
import { GAMES, type Parameters, type Payoffs } from './parameters.ts'
import { payoffsOf } from './payoffs.ts'

export type Rules = {
  readonly you: string
  readonly players: number
  readonly rounds: number | null
  readonly selection: Parameters['selection']
  readonly resolution: Parameters['resolution']
  readonly together: number
  readonly limited: boolean
  /** The cooperative option, then the other. */
  readonly options: readonly [string, string]
  readonly labels: readonly [string, string]
  /** The order in which the two are named. */
  readonly order: readonly [number, number]
  readonly payoffs: Payoffs
  readonly punishment: Parameters['punishment']
  readonly sanction: Parameters['sanction']
  readonly reputation: Parameters['reputation']
  /** Whether reputations are told at any time. */
  readonly reputed: boolean
  readonly unit: string
}

/** The rules as one of so many players knows them. */
export function rulesFor(parameters: Parameters, players: number, you: string): Rules {
  const { rounds, horizon, selection, resolution, together, among, game, labels } = parameters
  return {
    you,
    players,
    rounds: horizon === 'announced' ? rounds : null,
    selection,
    resolution,
    together,
    limited: among !== 'all',
    options: GAMES[game].options,
    labels,
    order: parameters.reversed ? [1, 0] : [0, 1],
    payoffs: payoffsOf(parameters),
    punishment: parameters.punishment,
    sanction: parameters.sanction,
    reputation: parameters.reputation,
    reputed: parameters.reputation.counts !== 'none' && parameters.reputationAt.length > 0,
    unit: parameters.unit,
  }
}

/** What a player is called: by its seat, from 1. */
export function nameOf(players: readonly ParticipantId[], id: ParticipantId): string {
  return `Player ${players.indexOf(id) + 1}`
}
