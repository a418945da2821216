/** The game of one round: options, what each seat sees of them, and what every cell pays. */
import { pay, show, type Effect, type ParticipantId } from '../../src/index.ts'
import { gameNamed } from './games/catalogue.ts'
import type { Parameters } from './parameters.ts'

export type Seat = 'row' | 'column'
export const SEATS: readonly Seat[] = ['row', 'column']

/** The game from both seats; everything is indexed by canonical option. */
export interface StageGame {
  readonly options: Readonly<Record<Seat, readonly string[]>>
  readonly labels: Readonly<Record<Seat, readonly string[]>>
  /** `payoffs[i][j]` = [row's points, column's points]. */
  readonly payoffs: readonly (readonly (readonly [number, number])[])[]
}

/** A past round as one seat saw it. `own` and `other` are canonical; null where that player did not answer, and then nobody earned anything. */
export type Outcome = {
  readonly own: string | null
  readonly other: string | null
  readonly ownPoints: number
  readonly otherPoints: number
  /** What this seat had chosen, where chance replaced it. */
  readonly intended?: string
}

const LETTERS = [
  'J',
  'F',
  'K',
  'D',
  'L',
  'S',
  'H',
  'G',
  'M',
  'Q',
  'N',
  'R',
  'P',
  'T',
  'W',
  'V',
  'X',
  'B',
  'Y',
  'Z',
]
const NAMES = 'ABCDEFGHIJKLMNOPQRST'

/** Resolves a game of the catalogue or a matrix of the experiment. The parameters have been checked. */
export function stageGameOf(parameters: Parameters): StageGame {
  const game = parameters.game === undefined ? undefined : gameNamed(parameters.game)
  const payoffs = parameters.payoffs ?? game?.payoffs ?? []
  const size = { row: payoffs.length, column: payoffs[0]?.length ?? 0 }
  const optionsOf = (seat: Seat): readonly string[] =>
    parameters.options?.[seat] ?? game?.options[seat] ?? NAMES.slice(0, size[seat]).split('')
  const labelsOf = (seat: Seat): readonly string[] =>
    (Array.isArray(parameters.labels) ? parameters.labels : parameters.labels?.[seat]) ??
    neutralLabels(optionsOf(seat))
  return {
    options: { row: optionsOf('row'), column: optionsOf('column') },
    labels: { row: labelsOf('row'), column: labelsOf('column') },
    payoffs,
  }
}

/** Letters without rank; an option whose own name is one of them would be read as another, so then names stand for themselves. */
function neutralLabels(options: readonly string[]): readonly string[] {
  const letters = LETTERS.slice(0, options.length)
  return letters.some((letter) => options.includes(letter)) ? options : letters
}

/** Own points and the other's points for a cell, from a seat. */
export function pointsOf(
  game: StageGame,
  seat: Seat,
  own: number,
  other: number,
): [number, number] {
  const [row, column] = (seat === 'row'
    ? game.payoffs[own]?.[other]
    : game.payoffs[other]?.[own]) ?? [0, 0]
  return seat === 'row' ? [row, column] : [column, row]
}

/** What follows from a pair of options: both are paid, both learn what was played. */
export function cellEffects(
  game: StageGame,
  players: Readonly<Record<Seat, ParticipantId>>,
  cell: Readonly<Record<Seat, number>>,
): readonly Effect[] {
  const effects: Effect[] = []
  for (const seat of SEATS) {
    effects.push(pay(players[seat], pointsOf(game, seat, cell[seat], cell[otherSeat(seat)])[0]))
  }
  for (const seat of SEATS) {
    effects.push(show(players[seat], 'outcome', outcomeFrom(game, seat, cell)))
  }
  return effects
}

/** A cell as a seat sees it. */
export function outcomeFrom(
  game: StageGame,
  seat: Seat,
  cell: Readonly<Record<Seat, number>>,
): Outcome {
  const [own, other] = [cell[seat], cell[otherSeat(seat)]]
  const [ownPoints, otherPoints] = pointsOf(game, seat, own, other)
  return {
    own: game.options[seat][own] ?? null,
    other: game.options[otherSeat(seat)][other] ?? null,
    ownPoints,
    otherPoints,
  }
}

export function otherSeat(seat: Seat): Seat {
  return seat === 'row' ? 'column' : 'row'
}
