/** Which outcomes are good for the pair: Pareto efficiency and the largest sum. */
import { cellsOf, pointsAt, type Cell, type Payoffs } from '../game.ts'
import { compare, exactly, plus, type Fraction } from './fraction.ts'

/** True where some other pure outcome gives nobody less and somebody more (Pareto 1906, Manuale di economia politica). */
export function isParetoDominated(payoffs: Payoffs, cell: Cell): boolean {
  const [row, column] = pointsAt(payoffs, cell)
  return cellsOf(payoffs).some((other) => {
    const [otherRow, otherColumn] = pointsAt(payoffs, other)
    return otherRow >= row && otherColumn >= column && (otherRow > row || otherColumn > column)
  })
}

/** The outcomes that no other pure outcome dominates, row by row; lotteries over outcomes are not considered. */
export function paretoEfficientCells(payoffs: Payoffs): readonly Cell[] {
  return cellsOf(payoffs).filter((cell) => !isParetoDominated(payoffs, cell))
}

/** The outcomes with the largest sum of points, and that sum, exactly; points of the two players weigh the same. */
export function socialOptimum(payoffs: Payoffs): { cells: readonly Cell[]; points: Fraction } {
  const together = (cell: Cell): Fraction => {
    const [row, column] = pointsAt(payoffs, cell)
    return plus(exactly(row), exactly(column))
  }
  const sums = cellsOf(payoffs).map(together)
  const points = sums.reduce((best, candidate) => (compare(candidate, best) > 0 ? candidate : best))
  return { cells: cellsOf(payoffs).filter((cell) => compare(together(cell), points) === 0), points }
}
