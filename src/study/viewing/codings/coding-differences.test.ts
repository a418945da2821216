/** Where coders differ: whoever could not tell does not differ, and whoever decides does not either. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differencesOf, isDifferent, type DifferenceFilter } from './coding-differences.ts'

const units = ['u1', 'u2', 'u3'].map((unit, i) => ({ unit, run: 'run', tick: i, seq: i }))

type Said = readonly [unit: string, code: string, coder: string, value: string | number | null]

function differ(said: readonly Said[], filter: DifferenceFilter = {}, most = 10) {
  const codings = said.map(([unit, code, coder, value]) => ({ unit, code, coder, value }))
  return differencesOf({ codings, units, thirds: new Set(['Zoe']), most }, filter)
}

const SAID: readonly Said[] = [
  ['u2', 'lead', 'Ann', 1],
  ['u2', 'lead', 'Ben', 0],
  ['u2', 'lead', 'Cem', 0],
  ['u2', 'lead', 'Zoe', 1],
  ['u1', 'tone', 'Ann', 'warm'],
  ['u1', 'tone', 'Ben', 'warm'],
  ['u1', 'tone', 'Cem', 'cold'],
  ['u3', 'lead', 'Ann', 1],
  ['u3', 'lead', 'Ben', null],
  ['u3', 'lead', 'Zoe', 0],
]

describe('units on which coders differ', () => {
  test('come in the order of the record, with what each said and what was decided', () => {
    const { rows, of, compared } = differ(SAID)
    expect({ of, compared }).toEqual({ of: 2, compared: 2 })
    expect(rows.map(({ unit, code }) => [unit, code])).toEqual([
      ['u1', 'tone'],
      ['u2', 'lead'],
    ])
    expect(rows[1]?.said.map(({ coder }) => coder)).toEqual(['Ann', 'Ben', 'Cem'])
    expect(rows[1]?.decided).toEqual([{ coder: 'Zoe', value: 1 }])
  })

  test.each<[DifferenceFilter, string[]]>([
    [{ code: 'lead' }, ['u2']],
    [{ a: 'Ann', b: 'Ben' }, ['u2']],
    [{ a: 'Ben', b: 'Cem' }, ['u1']],
    [{ a: 'Ann' }, ['u1', 'u2']],
    [{ b: 'Cem' }, ['u1', 'u2']],
    [{ a: 'Nobody' }, []],
  ])('%j leaves %j', (filter, wanted) => {
    expect(differ(SAID, filter).rows.map(({ unit }) => unit)).toEqual(wanted)
  })

  test('are counted where they are cut off', () => {
    expect(differ(SAID, {}, 1)).toMatchObject({ of: 2, rows: [{ unit: 'u1' }] })
  })

  test('are the same whether the server filters or a static site does', () => {
    const name = fc.constantFrom('Ann', 'Ben', 'Cem')
    const said = fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('u1', 'u2', 'u3'),
        fc.constantFrom('lead', 'tone'),
        fc.constantFrom('Ann', 'Ben', 'Cem', 'Zoe'),
        fc.constantFrom(0, 1, null),
      ),
      { selector: ([unit, code, coder]) => `${unit} ${code} ${coder}` },
    )
    const filters = fc.record({
      a: fc.option(name, { nil: undefined }),
      b: fc.option(name, { nil: undefined }),
    })
    fc.assert(
      fc.property(said, filters, (codings, filter) => {
        const all = differ(codings).rows.filter((row) => isDifferent(row.said, filter))
        expect(differ(codings, filter).rows).toEqual(all)
      }),
    )
  })
})
