/** The parts of a two-person game in a table: equilibria, what is efficient, what is best and worst together. */

/** `payoffs[i][j]` = [row's points, column's points]. */
export type Payoffs = readonly (readonly (readonly [row: number, column: number])[])[]

export interface Cell {
  readonly row: number
  readonly column: number
}

/** An equilibrium by the probability of each player's first option, and what both can expect of it. */
export interface Equilibrium2x2 {
  readonly row: number
  readonly column: number
  readonly points: readonly [row: number, column: number]
}

/** All cells, row by row. */
export function cellsOf(payoffs: Payoffs): Cell[] {
  return payoffs.flatMap((line, row) => line.map((_, column) => ({ row, column })))
}

export function pointsAt(payoffs: Payoffs, { row, column }: Cell): readonly [number, number] {
  return payoffs[row]?.[column] ?? [NaN, NaN]
}

/** Cells in which neither player gains by another option of its own (Nash 1951), of any size of game; indifference is no gain. */
export function pureEquilibria(payoffs: Payoffs): Cell[] {
  return cellsOf(payoffs).filter((cell) => {
    const [row, column] = pointsAt(payoffs, cell)
    const rowStays = payoffs.every((line) => (line[cell.column]?.[0] ?? -Infinity) <= row)
    const columnStays = (payoffs[cell.row] ?? []).every((one) => one[1] <= column)
    return rowStays && columnStays
  })
}

/**
 * The equilibrium in which both players mix, in closed form: each mixes so that the other is indifferent. With row's points a, column takes its first option with
 * probability (a22 − a12) / (a11 − a12 − a21 + a22), and likewise for row (Nash 1951; Osborne & Rubinstein 1994). Null where there is none strictly inside, and for games
 * that are not 2 × 2.
 */
export function mixedEquilibrium(payoffs: Payoffs): Equilibrium2x2 | null {
  const [[a, b] = [], [c, d] = []] = payoffs
  if (payoffs.length !== 2 || payoffs.some((line) => line.length !== 2)) return null
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  const column = inside(d[0] - b[0], a[0] - b[0] - c[0] + d[0])
  const row = inside(d[1] - c[1], a[1] - b[1] - c[1] + d[1])
  if (row === null || column === null) return null
  const expected = (side: 0 | 1): number =>
    row * (column * a[side] + (1 - column) * b[side]) +
    (1 - row) * (column * c[side] + (1 - column) * d[side])
  return { row, column, points: [expected(0), expected(1)] }
}

function inside(part: number, whole: number): number | null {
  const share = part / whole
  return whole !== 0 && share > 0 && share < 1 ? share : null
}

/** The greatest sum of both players' points that an equilibrium of a 2 × 2 game has, pure or mixed. Every 2 × 2 game has an equilibrium. */
export function bestEquilibriumSum(payoffs: Payoffs): number {
  const pure = pureEquilibria(payoffs).map((cell) => sumAt(payoffs, cell))
  const mixed = mixedEquilibrium(payoffs)
  return Math.max(...pure, ...(mixed === null ? [] : [mixed.points[0] + mixed.points[1]]))
}

export function sumAt(payoffs: Payoffs, cell: Cell): number {
  const [row, column] = pointsAt(payoffs, cell)
  return row + column
}

/** True where no other cell gives one player more and the other no less. */
export function isEfficient(payoffs: Payoffs, cell: Cell): boolean {
  const [row, column] = pointsAt(payoffs, cell)
  return cellsOf(payoffs).every((other) => {
    const [r, c] = pointsAt(payoffs, other)
    return !(r >= row && c >= column && (r > row || c > column))
  })
}

/**
 * By how many points both players could be better off at once: the greatest t for which some mixture of cells gives each at least its points plus t. 0 on the frontier of
 * what mixtures can reach. The best lies in a cell, or on the line between two of them where both gain alike.
 */
export function paretoShortfall(
  payoffs: Payoffs,
  [row, column]: readonly [number, number],
): number {
  const gains = cellsOf(payoffs).map((cell) => {
    const [r, c] = pointsAt(payoffs, cell)
    return [r - row, c - column] as const
  })
  let best = -Infinity
  gains.forEach(([r, c], i) => {
    best = Math.max(best, Math.min(r, c))
    for (const [r2, c2] of gains.slice(i + 1)) {
      const [d, d2] = [r - c, r2 - c2]
      if (d * d2 >= 0) continue
      const share = d2 / (d2 - d)
      best = Math.max(best, share * r + (1 - share) * r2)
    }
  })
  // What was played lies among the mixtures: less than nothing is rounding.
  return Math.max(0, best)
}

/** Each player's option of a prisoner's dilemma that is dominated, where the game is one: R, S, T, P with T > R > P > S for both. Null otherwise. */
export function dilemmaOptions(payoffs: Payoffs): readonly [row: number, column: number] | null {
  if (payoffs.length !== 2 || payoffs.some((line) => line.length !== 2)) return null
  for (const row of [0, 1]) {
    for (const column of [0, 1]) {
      const at = (i: number, j: number) => pointsAt(payoffs, { row: i, column: j })
      const [cc, cd] = [at(row, column), at(row, 1 - column)]
      const [dc, dd] = [at(1 - row, column), at(1 - row, 1 - column)]
      const forRow = dc[0] > cc[0] && cc[0] > dd[0] && dd[0] > cd[0]
      const forColumn = cd[1] > cc[1] && cc[1] > dd[1] && dd[1] > dc[1]
      if (forRow && forColumn) return [row, column]
    }
  }
  return null
}
