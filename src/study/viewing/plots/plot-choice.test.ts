/** A choice of treatments stands in an address, and says the same when it is read again. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { designOf } from '../../analysis/design.ts'
import { match, tell } from '../../analysis/measures/told-run.contract.ts'
import {
  basisFileName,
  basisWords,
  chosenTreatments,
  narrowedDesign,
  plotBasis,
  plotChoiceIn,
  plotChoiceQuery,
  type PlotTreatments,
} from './plot-choice.ts'

const list = fc.uniqueArray(
  fc.oneof(fc.string(), fc.constantFrom('a', '', '[', '["a"]', '[1]', '__proto__')),
  { maxLength: 4 },
)
const choices = fc.record({
  treatments: list,
  levels: fc
    .uniqueArray(fc.tuple(fc.oneof(fc.string(), fc.constant('__proto__')), list), {
      selector: ([path]) => path,
      maxLength: 3,
    })
    .map((entries) => Object.fromEntries(entries)),
})

const CROSSED: PlotTreatments = {
  factors: [
    { path: 'parameters.rounds', name: 'rounds' },
    { path: 'cast.row', name: 'row' },
  ],
  treatments: ['1', '10'].flatMap((rounds) =>
    ['grim', 'tft', 'random'].map((row) => ({
      name: `rounds=${rounds}, row=${row}`,
      levels: [rounds, row],
    })),
  ),
}

describe('a choice', () => {
  test('is the same after it has stood in an address', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const search = new URLSearchParams(plotChoiceQuery(choice)).toString()
        const read = plotChoiceIn(Object.fromEntries(new URLSearchParams(search)))
        expect(read.treatments).toEqual(choice.treatments)
        const told = Object.entries(choice.levels).filter(([, own]) => own.length > 0)
        expect(Object.entries(read.levels)).toEqual(told)
      }),
    )
  })

  test('of one name, or one level, stands there as addresses of runs have it', () => {
    const levels = { 'cast.row': ['grim'] }
    expect(plotChoiceQuery({ treatments: ['calm'], levels })).toEqual({
      treatment: 'calm',
      'at.cast.row': 'grim',
    })
    expect(plotChoiceQuery({ treatments: [], levels: {} })).toEqual({})
  })

  test('never has more treatments when it says more, and has all when it says nothing', () => {
    const names = CROSSED.treatments.map(({ name }) => name)
    expect(chosenTreatments(CROSSED, { treatments: [], levels: {} })).toEqual(names)
    const some = fc.subarray(names)
    const rows = fc.subarray(['grim', 'tft', 'random'], { minLength: 1 })
    fc.assert(
      fc.property(some, rows, (treatments, row) => {
        const byName = chosenTreatments(CROSSED, { treatments, levels: {} })
        const both = chosenTreatments(CROSSED, { treatments, levels: { 'cast.row': row } })
        expect(byName).toEqual(treatments.length === 0 ? names : treatments)
        expect(both).toEqual(byName.filter((name) => row.some((one) => name.endsWith(`=${one}`))))
      }),
    )
  })

  test('of a factor that the record does not have fits nothing', () => {
    expect(chosenTreatments(CROSSED, { treatments: [], levels: { noise: ['0'] } })).toEqual([])
  })
})

test('a design of some treatments has their runs, and no others', () => {
  const run = match({ rounds: 'CC' })
  const whole = designOf(
    tell(...['calm', 'loud', 'calm'].map((treatment) => ({ ...run, treatment }))),
  )
  const calm = narrowedDesign(whole, new Set(['calm']))
  expect([...calm.runs.values()].map(({ plan }) => plan.treatment)).toEqual(['calm', 'calm'])
  expect(calm.treatments.map(({ treatment }) => treatment)).toEqual(['calm'])
  expect(plotBasis(whole, calm)).toEqual({ treatments: ['calm'], of: 2, runs: 2, finished: 3 })
})

describe('what a figure shows is said', () => {
  const basis = (treatments: readonly string[], of: number) => ({
    treatments,
    of,
    runs: 12,
    finished: 40,
  })

  test('in words', () => {
    expect(basisWords(basis(['a'], 1))).toBe('12 finished runs.')
    expect(basisWords(basis(['a', 'b'], 2))).toBe('All 2 treatments, 12 finished runs in all.')
    expect(basisWords(basis(['a', 'b'], 9))).toBe(
      '2 of 9 treatments (a; b), 12 finished runs in all.',
    )
    expect(basisWords(basis([...'abcdefgh'], 9))).toContain('(a; b; c; d; e; f; and 2 more)')
  })

  test('in names of files, of letters and digits alone', () => {
    expect(basisFileName(basis(['a', 'b'], 2))).toBe('')
    expect(basisFileName(basis(['matching=partner, punishment=none'], 4))).toBe(
      '-matching-partner-punishment-none',
    )
    expect(basisFileName(basis(['a', 'b'], 9))).toBe('-a+b')
    expect(basisFileName(basis(['a=1', 'a 1'], 9))).toBe('-2-of-9-treatments')
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), (names) => {
        expect(basisFileName(basis(names, 9))).toMatch(/^-[\p{L}\p{N}+-]{1,60}$/u)
      }),
    )
  })
})
