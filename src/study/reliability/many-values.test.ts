/** Alpha where every value is another number: sums take the place of pairs. */
import { expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { codingTable } from './coding-table.ts'
import { relativeDifference } from './ratio-disagreement.ts'
import { reliabilityOf } from './reliability-of.ts'
import { ratingsOfUnits } from './testing/make-ratings.ts'

const UNITS = 250
const random = new Streams(7).stream('values')
const units = Array.from({ length: UNITS }, () => {
  const truth = 1 + 99 * random.next()
  return [truth, truth + random.next(), truth - random.next()]
})

/** 1 − D_o / D_e, pair by pair; every unit has three values. */
function alphaByPairs(apart: (c: number, k: number) => number): number {
  const sumOver = (values: readonly number[]): number =>
    values.reduce((sum, c) => sum + values.reduce((row, k) => row + apart(c, k), 0), 0)
  const all = units.flat()
  const observed = units.reduce((sum, values) => sum + sumOver(values) / 2, 0)
  return 1 - ((all.length - 1) * observed) / sumOver(all)
}

const sorted = units.flat().sort((a, b) => a - b)
const rankOf = new Map(sorted.map((value, rank) => [value, rank]))

test.each([
  ['interval', (c: number, k: number) => (c - k) ** 2],
  ['ratio', relativeDifference],
  // Where each value occurs once, mid-ranks are ranks.
  ['ordinal', (c: number, k: number) => ((rankOf.get(c) ?? NaN) - (rankOf.get(k) ?? NaN)) ** 2],
] as const)('at %s level it is what the sum over all pairs gives', (level, apart) => {
  const { ratings, statistics } = reliabilityOf(ratingsOfUnits(units, { level }))
  expect(ratings.categories).toHaveLength(3 * UNITS)
  expect(statistics.krippendorff_alpha.value).toBeCloseTo(alphaByPairs(apart), 12)
})

test('where values stand is asked for none that is accepted', () => {
  const table = codingTable(() => {
    throw new Error('asked')
  })
  units.forEach((values, unit) =>
    values.forEach((value, coder) =>
      table.add({ unit: `u${unit}`, coder: `c${coder}`, code: 'x', value: String(value) }, 0),
    ),
  )
  for (const level of ['nominal', 'ordinal', 'interval', 'ratio'] as const)
    expect(table.ratings('x', { level }).units).toBe(UNITS)
})
