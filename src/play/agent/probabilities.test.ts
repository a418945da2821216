import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundedProbabilities } from './probabilities.ts'

const of = (shares: readonly number[], other: number, pass: number | null = null) =>
  roundedProbabilities({
    options: new Map(shares.map((share, i) => [`o${i}`, share])),
    pass,
    other,
  })

test('shares become millionths of their sum; what is left over goes to the largest remainders, the first of equals', () => {
  expect([...of([1, 1], 1).options.values(), of([1, 1], 1).other]).toEqual([
    0.333334, 0.333333, 0.333333,
  ])
  expect(of([2, 0], 3, 5)).toEqual({
    options: new Map([
      ['o0', 0.2],
      ['o1', 0],
    ]),
    pass: 0.5,
    other: 0.3,
  })
})

test('they sum to 1, and none is further from its share than a millionth', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(share, { minLength: 1, maxLength: 30 }),
      fc.double({ min: 1e-9, max: 1, noNaN: true }),
      fc.option(share),
      (shares, other, pass) => {
        const rounded = of(shares, other, pass)
        const before = [...shares, ...(pass === null ? [] : [pass]), other]
        const total = before.reduce((sum, one) => sum + one, 0)
        const after = [
          ...rounded.options.values(),
          ...(rounded.pass === null ? [] : [rounded.pass]),
          rounded.other,
        ]
        expect(after).toHaveLength(before.length)
        const millionths = after.map((one) => Math.round(one * 1e6))
        expect(millionths.reduce((sum, one) => sum + one, 0)).toBe(1_000_000)
        after.forEach((one, i) => {
          expect(Math.abs(one - (before[i] ?? 0) / total)).toBeLessThanOrEqual(1.000001e-6)
        })
      },
    ),
  )
})
