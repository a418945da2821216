import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactly, sum, times, toText, ZERO } from './fraction.ts'
import { solveUniquely, type Equation } from './linear-system.ts'

const equation = (...numbers: number[]): Equation => numbers.map(exactly)

describe('a square system', () => {
  test('is solved exactly, also where the first pivot is zero', () => {
    const solution = solveUniquely([equation(0, 3, 1), equation(7, 0, 1)])
    expect(solution?.map(toText)).toEqual(['1/7', '1/3'])
  })

  test('without a solution, or with more than one, has no unique solution', () => {
    expect(solveUniquely([equation(1, 1, 1), equation(1, 1, 2)])).toBeUndefined()
    expect(solveUniquely([equation(1, 1, 1), equation(2, 2, 2)])).toBeUndefined()
  })

  test('is satisfied by the solution it is given', () => {
    const rows = fc.array(
      fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 4, maxLength: 4 }),
      {
        minLength: 3,
        maxLength: 3,
      },
    )
    let solved = 0
    fc.assert(
      fc.property(rows, (numbers) => {
        const equations = numbers.map((row) => equation(...row))
        const solution = solveUniquely(equations)
        if (solution === undefined) return
        solved += 1
        for (const row of equations) {
          const left = solution.map((value, index) => times(value, row[index] ?? ZERO))
          expect(sum(left)).toEqual(row.at(-1))
        }
      }),
      { seed: 1 },
    )
    expect(solved).toBeGreaterThan(20)
  })
})
