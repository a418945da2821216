/** Solves small systems of linear equations exactly. */
import { isZero, minus, over, times, ZERO, type Fraction } from './fraction.ts'

/** One equation: coefficients, then the right-hand side as the last element. */
export type Equation = readonly Fraction[]

/** The only solution of a square system by Gauss-Jordan elimination; undefined where there is none or more than one. */
export function solveUniquely(equations: readonly Equation[]): readonly Fraction[] | undefined {
  let rows = [...equations]
  for (const unknown of equations.keys()) {
    const pivotIndex = rows.findIndex((row, index) => index >= unknown && !isZero(at(row, unknown)))
    const pivotRow = rows[pivotIndex]
    if (pivotRow === undefined) return undefined
    const pivot = at(pivotRow, unknown)
    const scaled = pivotRow.map((coefficient) => over(coefficient, pivot))
    const others = rows.filter((_, index) => index !== pivotIndex)
    const cleared = others.map((row) => {
      const factor = at(row, unknown)
      return row.map((coefficient, index) => minus(coefficient, times(factor, at(scaled, index))))
    })
    rows = [...cleared.slice(0, unknown), scaled, ...cleared.slice(unknown)]
  }
  return rows.map((row) => at(row, equations.length))
}

function at(row: Equation, index: number): Fraction {
  return row[index] ?? ZERO
}
