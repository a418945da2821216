/** What a two-player game in normal form is: options, points, and where it was described. */

/** Points of one cell: row's first, column's second. */
export type Points = readonly [row: number, column: number]

/** `payoffs[i][j]` holds the points when row takes option i and column option j. */
export type Payoffs = readonly (readonly Points[])[]

/** The two roles, as the scenario names them. */
export type Player = 'row' | 'column'

/** One outcome: the indices of row's and column's option. */
export type Cell = readonly [row: number, column: number]

/** One entry of the catalogue of games. */
export interface Game {
  /** kebab-case: the name in an experiment's parameters; unique in the catalogue. */
  readonly name: string
  readonly title: string
  /** One sentence: what the players face. */
  readonly summary: string
  /** Where the game was described: author, year, work. */
  readonly citation: string
  /** Canonical option names; index 0 is cooperation in the dilemmas. */
  readonly options: { readonly row: readonly string[]; readonly column: readonly string[] }
  readonly payoffs: Payoffs
  /** Payoff family: by our rule in the ordinal games, as published in the founding study's. */
  readonly family?: string
  /** In the 2 × 2 collections: whether each player ranks the four outcomes 1 to 4 without a tie. */
  readonly strict?: boolean
  /** Said where the source gives the form of the game and the numbers are ours, or where data are flawed. */
  readonly note?: string
}

/** The points in one cell; a RangeError where the table has no such cell. */
export function pointsAt(payoffs: Payoffs, [row, column]: Cell): Points {
  const points = payoffs[row]?.[column]
  if (points === undefined)
    throw new RangeError(
      `no cell (${row}, ${column}) in this game; every row must list as many cells as the first`,
    )
  return points
}

/** How many options a player has. */
export function optionCount(payoffs: Payoffs, player: Player): number {
  return player === 'row' ? payoffs.length : (payoffs[0]?.length ?? 0)
}

/** A player's options as indices 0, 1, …. */
export function optionsOf(payoffs: Payoffs, player: Player): readonly number[] {
  return Array.from({ length: optionCount(payoffs, player) }, (_, option) => option)
}

/** A player's points when it takes `own` and the opponent `other`: the same view from both seats. */
export function ownPoints(payoffs: Payoffs, player: Player, own: number, other: number): number {
  return player === 'row' ? pointsAt(payoffs, [own, other])[0] : pointsAt(payoffs, [other, own])[1]
}

/** The other player. */
export function opponentOf(player: Player): Player {
  return player === 'row' ? 'column' : 'row'
}

/** All outcomes, row by row. */
export function cellsOf(payoffs: Payoffs): readonly Cell[] {
  return optionsOf(payoffs, 'row').flatMap((row) =>
    optionsOf(payoffs, 'column').map((column): Cell => [row, column]),
  )
}

/** The same game with the seats exchanged: row's options become column's. */
export function withSeatsSwapped(payoffs: Payoffs): Payoffs {
  return optionsOf(payoffs, 'column').map((column) =>
    optionsOf(payoffs, 'row').map((row): Points => {
      const [rowPoints, columnPoints] = pointsAt(payoffs, [row, column])
      return [columnPoints, rowPoints]
    }),
  )
}

/** True where exchanging the seats changes nothing: both face the same options and points. */
export function isSymmetric(payoffs: Payoffs): boolean {
  return JSON.stringify(withSeatsSwapped(payoffs)) === JSON.stringify(payoffs)
}
