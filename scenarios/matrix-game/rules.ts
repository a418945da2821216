/** What a seat is told of the game, as data: the only source of the words about it. */
import type { Parameters } from './parameters.ts'
import { standingOrder } from './display-order.ts'
import { otherSeat, pointsOf, type Seat, type StageGame } from './stage-game.ts'
import { framingNamed } from './texts/framings.ts'

/** All lists are in canonical option order; `payoffs[own option][other option]` are own points. */
export type Rules = {
  readonly framing: string
  readonly unit: string
  readonly options: { readonly own: readonly string[]; readonly other: readonly string[] }
  readonly labels: { readonly own: readonly string[]; readonly other: readonly string[] }
  readonly payoffs: readonly (readonly number[])[]
  readonly otherPayoffs: readonly (readonly number[])[]
  /** The number of rounds, null where it is hidden or open. */
  readonly rounds: number | null
  /** The probability of another round, null where it is hidden or the number is fixed. */
  readonly continuation: number | null
  readonly noise: number
  /** The order in which options are told, as indexes; where it is drawn each round, the rules keep the canonical one. */
  readonly order: { readonly own: readonly number[]; readonly other: readonly number[] }
  readonly history: 'lines' | 'table' | 'none'
  readonly historyRounds: number | null
}

/** What payoffs are counted in. */
export function unitOf({ unit, framing }: Parameters): string {
  return unit ?? framingNamed(framing).unit
}

/** The rules as a seat knows them. */
export function rulesFor(seat: Seat, game: StageGame, parameters: Parameters): Rules {
  const other = otherSeat(seat)
  const announced = parameters.horizon === 'announced'
  const order = standingOrder(parameters, game)
  const matrix = (side: 0 | 1): number[][] =>
    game.options[seat].map((_, own) =>
      game.options[other].map((_, theirs) => pointsOf(game, seat, own, theirs)[side]),
    )
  return {
    framing: parameters.framing,
    unit: unitOf(parameters),
    options: { own: game.options[seat], other: game.options[other] },
    labels: { own: game.labels[seat], other: game.labels[other] },
    payoffs: matrix(0),
    otherPayoffs: matrix(1),
    rounds: announced && parameters.continuation === undefined ? roundsOf(parameters) : null,
    continuation: announced ? (parameters.continuation ?? null) : null,
    noise: parameters.noise,
    order: { own: order[seat], other: order[other] },
    history: parameters.history,
    historyRounds: parameters.historyRounds ?? null,
  }
}

/** The fixed number of rounds. */
export function roundsOf(parameters: Parameters): number {
  return parameters.rounds ?? 10
}
