import { describe, expect, test } from 'vitest'
import { codingTable, type RatingsWanted } from './coding-table.ts'
import { reliabilityOf } from './reliability-of.ts'
import type { Ratings } from './ratings.ts'

type Row = readonly [unit: string, coder: string, value: string | null, cluster?: string]

function ratingsOf(rows: readonly Row[], wanted: RatingsWanted = { level: 'nominal' }): Ratings {
  const table = codingTable(
    (row, field) => `t.csv:${row}${field === undefined ? '' : `, ${field}`}`,
  )
  rows.forEach(([unit, coder, value, cluster], row) => {
    table.add(
      { unit, coder, code: 'x', value, ...(cluster === undefined ? {} : { cluster }) },
      row + 2,
    )
  })
  return table.ratings('x', wanted)
}

const reasonOf = (rows: readonly Row[], wanted?: RatingsWanted): string | undefined =>
  reliabilityOf(ratingsOf(rows, wanted)).statistics.krippendorff_alpha.reason

describe('a table of codings', () => {
  test('holds the values of units in whatever order they come, and leaves out what has none', () => {
    const ratings = ratingsOf([
      ['u1', 'Ada', 'b'],
      ['u2', 'Bob', 'a'],
      ['u3', 'Ada', null],
      ['u2', 'Ada', 'c'],
      ['u1', 'Cy', null],
      ['u1', 'Bob', 'a'],
    ])
    expect(ratings).toMatchObject({ units: 2, coders: ['Ada', 'Bob'], categories: ['a', 'b', 'c'] })
    expect([...ratings.starts]).toEqual([0, 2, 4])
    expect([...ratings.coderOf]).toEqual([0, 1, 1, 0])
    expect([...ratings.categoryOf]).toEqual([1, 0, 0, 2])
    expect(ratings.clusterOf).toBeNull()
  })

  test('refuses a second value of one coder for one unit, equal or not; a missing one is none', () => {
    const first: Row[] = [
      ['u1', 'Ada', 'a'],
      ['u2', 'Ada', 'a'],
    ]
    const complaint =
      /^t\.csv:4: coder "Ada" has a second value for code "x" of unit "u1"; the first is at t\.csv:2\./
    expect(() => ratingsOf([...first, ['u1', 'Ada', 'b']])).toThrow(complaint)
    expect(() => ratingsOf([...first, ['u1', 'Ada', 'a']])).toThrow(complaint)
    expect(ratingsOf([...first, ['u1', 'Ada', null]]).units).toBe(2)
  })

  test('keeps codes apart, and coders that are asked for', () => {
    const table = codingTable(String)
    table.add({ unit: 'u', coder: 'Ada', code: '__proto__', value: '1' }, 2)
    table.add({ unit: 'u', coder: 'Ada', code: 'y', value: '0' }, 3)
    table.add({ unit: 'u', coder: 'Bob', code: 'y', value: '0' }, 4)
    expect(table.codes).toEqual(['__proto__', 'y'])
    expect(table.ratings('__proto__', { level: 'nominal' }).categories).toEqual(['1'])
    expect(table.ratings('y', { level: 'nominal', coders: ['Bob'] }).coders).toEqual(['Bob'])
    expect(table.ratings('z', { level: 'nominal' }).units).toBe(0)
  })

  test('of some coders is what it would be had the others given no value', () => {
    const table = codingTable(String)
    const all = [
      ['u1', 'Ada', '2'],
      ['u1', 'Bob', '3'],
      ['u1', 'Cy', 'x'],
      ['u2', 'Bob', '2'],
      ['u3', 'Cy', '9'],
    ] as const
    const row = ([unit, coder, value]: (typeof all)[number]) => ({ unit, coder, code: 'x', value })
    for (const [i, one] of all.entries()) table.add(row(one), i)
    const others = codingTable(String)
    for (const [i, one] of all.entries()) if (one[1] !== 'Cy') others.add(row(one), i)
    expect(table.ratings('x', { level: 'interval', coders: ['Ada', 'Bob'] })).toEqual(
      others.ratings('x', { level: 'interval' }),
    )
    expect(() => table.ratings('x', { level: 'interval' })).toThrow(/"x" is no number/)
  })

  test('knows the cluster of each unit, and refuses a unit of two', () => {
    const rows: Row[] = [
      ['u1', 'Ada', 'a', 'r1'],
      ['u2', 'Ada', 'a', 'r2'],
      ['u3', 'Ada', 'b', 'r1'],
    ]
    const { clusterOf, clusters } = ratingsOf(rows)
    expect([[...(clusterOf ?? [])], clusters]).toEqual([[0, 1, 0], 2])
    expect(() => ratingsOf([...rows, ['u1', 'Bob', 'a', 'r2']])).toThrow(
      /^t\.csv:5: unit "u1" stands in two clusters, "r1" and "r2"/,
    )
  })
})

describe('categories', () => {
  const rows = (...values: string[]): Row[] => values.map((value, i) => [`u${i}`, 'Ada', value])

  test('that are numbers are in the order of their size, and are one where they are one number', () => {
    expect(ratingsOf(rows('10', '9', '10.0', ' 9'), { level: 'ordinal' }).categories).toEqual([
      '9',
      '10',
    ])
    expect(ratingsOf(rows('2.5', '-1', '1e1'), { level: 'interval' }).numbers).toEqual(
      Float64Array.of(-1, 2.5, 10),
    )
  })

  test('that are names have an order only where it is declared', () => {
    expect(() => ratingsOf(rows('low', 'high'), { level: 'ordinal' })).toThrow(
      /^t\.csv:2, value: the order of "low", "high" is not known.*--categories low,mid,high/,
    )
    const declared = ['low', 'mid', 'high']
    const ratings = ratingsOf(rows('high', 'low'), { level: 'ordinal', categories: declared })
    expect(ratings.categories).toEqual(declared)
    expect([...ratings.categoryOf]).toEqual([2, 0])
    expect(() => ratingsOf(rows('low', 'hi'), { level: 'ordinal', categories: declared })).toThrow(
      /^t\.csv:3, value: "hi" is none of the declared categories: low, mid, high/,
    )
  })

  test('at interval and ratio level are numbers, and at ratio level none is negative', () => {
    expect(() => ratingsOf(rows('1', 'two'), { level: 'interval' })).toThrow(
      /^t\.csv:3, value: "two" is no number/,
    )
    expect(() => ratingsOf(rows('1', '1,5'), { level: 'ratio' })).toThrow(
      /Write decimals with a point/,
    )
    expect(() => ratingsOf(rows('1', '-0.5'), { level: 'ratio' })).toThrow(
      /^t\.csv:3, value: -0\.5 is below 0/,
    )
    for (const text of ['NaN', 'Infinity', '0x10', '1e999'])
      expect(() => ratingsOf(rows('1', text), { level: 'interval' })).toThrow(/is no number/)
  })
})

describe('what cannot be said is null, with the reason in words', () => {
  const pair = (unit: string, a: string, b: string): Row[] => [
    [unit, 'Ada', a],
    [unit, 'Bob', b],
  ]

  test('one coder, nobody, no common unit, one unit, one category', () => {
    expect(
      reasonOf([
        ['u1', 'Ada', 'a'],
        ['u2', 'Ada', 'b'],
      ]),
    ).toMatch(/only one coder/)
    expect(reasonOf([])).toMatch(/nobody gave a value/)
    expect(
      reasonOf([
        ['u1', 'Ada', 'a'],
        ['u2', 'Bob', 'b'],
      ]),
    ).toMatch(/no unit has two values/)
    expect(reasonOf(pair('u1', 'a', 'b'))).toMatch(/only one unit/)
    expect(reasonOf([...pair('u1', 'a', 'a'), ...pair('u2', 'a', 'a')])).toMatch(/same category/)
  })

  test('of a constant code agreement is 1 and nothing else is, unless the set of categories is declared', () => {
    const rows = [...pair('u1', '0', '0'), ...pair('u2', '0', '0')]
    const values = (wanted: RatingsWanted): Record<string, number | null> =>
      Object.fromEntries(
        Object.entries(reliabilityOf(ratingsOf(rows, wanted)).statistics).flatMap(
          ([name, { value }]) => (value === null ? [] : [[name, value]]),
        ),
      )
    expect(values({ level: 'nominal' })).toEqual({ percent_agreement: 1 })
    expect(values({ level: 'nominal', categories: ['0', '1'] })).toEqual({
      percent_agreement: 1,
      gwet_ac1: 1,
      brennan_prediger: 1,
      pabak: 1,
      prevalence_index: 1,
      bias_index: 0,
    })
  })

  test('a constant coder makes kappa 0, not undefined', () => {
    const rows = [...pair('u1', 'a', 'a'), ...pair('u2', 'b', 'a'), ...pair('u3', 'b', 'a')]
    expect(reliabilityOf(ratingsOf(rows)).statistics.cohen_kappa.value).toBeCloseTo(0, 15)
  })
})
