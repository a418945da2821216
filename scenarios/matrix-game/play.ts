/** What the machine wishes for in each phase: the rules, the asks of a round, what follows from a pair of decisions. */
import {
  ask,
  chance,
  pay,
  show,
  type ChoiceForm,
  type Effect,
  type ParticipantId,
  type Value,
} from '../../src/index.ts'
import {
  displayOrder,
  isOrderedByRound,
  standingOrder,
  type DisplayOrder,
} from './display-order.ts'
import type { Parameters } from './parameters.ts'
import { roundsOf, rulesFor } from './rules.ts'
import {
  cellEffects,
  otherSeat,
  outcomeFrom,
  SEATS,
  stageGameOf,
  type Outcome,
  type Seat,
  type StageGame,
} from './stage-game.ts'

type Draw = (stream: string, index: number) => number
type Decisions = Readonly<Record<ParticipantId, Value>>

/** All that runs of these parameters can wish for, made once: so that equal rounds are equal entries. */
export interface Table {
  readonly parameters: Parameters
  readonly game: StageGame
  readonly players: Readonly<Record<Seat, ParticipantId>>
  readonly rules: readonly Effect[]
  /** The asks of both players, for their choice or for a prediction of the other's, in an order of options. */
  asks(name: 'choice' | 'prediction', order: DisplayOrder): readonly Effect[]
  /** The order of options where it is the same in all rounds. */
  readonly standing: DisplayOrder
  /** What cell (row option, column option) leads to. */
  readonly cells: readonly (readonly (readonly Effect[])[])[]
}

const tables = new WeakMap<Parameters, Table>()

/** The table of some parameters; players are always p1 and p2, row first. */
export function tableOf(
  parameters: Parameters,
  players: Readonly<Record<Seat, ParticipantId>>,
): Table {
  const known = tables.get(parameters)
  if (known?.players.row === players.row && known.players.column === players.column) return known
  const game = stageGameOf(parameters)
  const table: Table = {
    parameters,
    game,
    players,
    rules: SEATS.map((seat) => show(players[seat], 'rules', rulesFor(seat, game, parameters))),
    asks: askMaker(game, players),
    standing: standingOrder(parameters, game),
    cells: game.options.row.map((_, row) =>
      game.options.column.map((_, column) => cellEffects(game, players, { row, column })),
    ),
  }
  tables.set(parameters, table)
  return table
}

/** The asks of a round. */
export function asksOf(
  { table, draw }: Match,
  name: 'choice' | 'prediction',
  round: number,
): readonly Effect[] {
  const { parameters, game, standing } = table
  return table.asks(
    name,
    isOrderedByRound(parameters.order) ? displayOrder(parameters, game, round, draw) : standing,
  )
}

/** Whether the game is over after a round: by number, or because chance says so. */
export function isLast({ table: { parameters }, draw }: Match, round: number): boolean {
  return parameters.continuation === undefined
    ? round >= roundsOf(parameters)
    : draw('continuation', round) >= parameters.continuation
}

/** One run: the table of its parameters, and its own chance. */
export interface Match {
  readonly table: Table
  readonly draw: Draw
}

/** Makes the asks of a name and an order once. */
function askMaker(
  game: StageGame,
  players: Readonly<Record<Seat, ParticipantId>>,
): (name: 'choice' | 'prediction', order: DisplayOrder) => readonly Effect[] {
  const made = {
    choice: new Map<string, readonly Effect[]>(),
    prediction: new Map<string, readonly Effect[]>(),
  }
  return (name, order) => {
    const known = made[name].get(order.key)
    if (known !== undefined) return known
    const asks = SEATS.map((seat) => {
      const about = name === 'choice' ? seat : otherSeat(seat)
      return ask(players[seat], name, formOf(game, about, order[about]))
    })
    made[name].set(order.key, asks)
    return asks
  }
}

function formOf(game: StageGame, seat: Seat, order: readonly number[]): ChoiceForm {
  return {
    kind: 'choice',
    options: [...game.options[seat]],
    labels: [...game.labels[seat]],
    order: [...order],
  }
}

/** Each player is reminded of its own prediction only; it is kept off the history. */
export function predictions(
  { table }: Match,
  round: number,
  decisions: Decisions,
): readonly Effect[] {
  return SEATS.map((seat) => {
    const player = table.players[seat]
    return show(player, 'prediction', { round, value: decisions[player] ?? null })
  })
}

/** Trembles, payoffs, and what each learns of the round. A round in which somebody did not answer pays nobody. */
export function play(match: Match, round: number, decisions: Decisions): readonly Effect[] {
  const { game, players, parameters, cells } = match.table
  const row = game.options.row.indexOf(decisions[players.row] as string)
  const column = game.options.column.indexOf(decisions[players.column] as string)
  if (row < 0 || column < 0) return voidRound(match.table, { row, column })
  if (parameters.noise === 0) return cells[row]?.[column] ?? []
  return trembled(match, round, { row, column })
}

/** What follows from a round, and the asks of the next. */
export function playAndAsk(match: Match, round: number, decisions: Decisions): readonly Effect[] {
  return [...play(match, round, decisions), ...asksOf(match, 'choice', round + 1)]
}

function voidRound(
  { game, players }: Table,
  chosen: Readonly<Record<Seat, number>>,
): readonly Effect[] {
  const outcome = (seat: Seat): Outcome => ({
    own: game.options[seat][chosen[seat]] ?? null,
    other: game.options[otherSeat(seat)][chosen[otherSeat(seat)]] ?? null,
    ownPoints: 0,
    otherPoints: 0,
  })
  return [
    ...SEATS.map((seat) => pay(players[seat], 0)),
    ...SEATS.map((seat) => show(players[seat], 'outcome', outcome(seat))),
  ]
}

function trembled(
  match: Match,
  round: number,
  chosen: Readonly<Record<Seat, number>>,
): readonly Effect[] {
  const { game, players, cells } = match.table
  const actual = {
    row: tremble(match, 'row', round, chosen.row),
    column: tremble(match, 'column', round, chosen.column),
  }
  const trembles: Effect[] = SEATS.filter((seat) => actual[seat] !== chosen[seat]).map((seat) =>
    chance('tremble', players[seat], {
      from: game.options[seat][chosen[seat]] ?? null,
      to: game.options[seat][actual[seat]] ?? null,
    }),
  )
  if (trembles.length === 0) return cells[chosen.row]?.[chosen.column] ?? []
  return [
    ...trembles,
    ...SEATS.map((seat) => pay(players[seat], outcomeFrom(game, seat, actual).ownPoints)),
    ...SEATS.map((seat) => {
      const seen = outcomeFrom(game, seat, actual)
      const intended = game.options[seat][chosen[seat]]
      const changed = actual[seat] !== chosen[seat] && intended !== undefined
      return show(players[seat], 'outcome', changed ? { ...seen, intended } : seen)
    }),
  ]
}

/** The option that is carried out: the chosen one, or with probability `noise` one of the others, each as likely. */
function tremble({ table, draw }: Match, seat: Seat, round: number, chosen: number): number {
  const count = table.game.options[seat].length
  if (draw(`tremble/${seat}`, round) >= table.parameters.noise) return chosen
  return (chosen + 1 + Math.floor(draw(`tremble-to/${seat}`, round) * (count - 1))) % count
}
