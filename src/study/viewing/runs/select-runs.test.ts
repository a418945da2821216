import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Measured } from './grid-measure.ts'
import { RUN_STATUSES, type ListedRun, type RunList } from './run-list.ts'
import {
  runFilters,
  runPage,
  runQueryIn,
  selectRuns,
  SORT_COLUMNS,
  type RunQuery,
} from './select-runs.ts'

const ANY: RunQuery = {
  words: '',
  status: null,
  treatment: null,
  levels: {},
  measure: null,
  sort: 'design',
  isDown: false,
}

const TREATMENTS = [
  { name: 'rounds=4, row=grim', levels: ['4', 'grim'], planned: 3 },
  { name: 'rounds=8, row=grim', levels: ['8', 'grim'], planned: 3 },
  { name: 'rounds=8, row=<b>', levels: ['8', '<b>'], planned: null },
]

function listOf(runs: readonly Partial<ListedRun>[]): RunList {
  return {
    factors: [
      { path: 'parameters.rounds', name: 'rounds' },
      { path: 'cast.row', name: 'row' },
    ],
    isCrossed: true,
    treatments: TREATMENTS,
    casts: [
      { models: ['lab/One'], agents: ['careful'], personas: ['You are (very) careful.'] },
      { models: [], agents: ['grim'], personas: [] },
    ],
    runs: runs.map((run, place) => ({
      runId: `run_${String(place).padStart(16, '0')}`,
      treatment: 0,
      replicate: 1,
      status: 'finished',
      ticks: 0,
      startedAt: null,
      endedAt: null,
      why: null,
      cast: 0,
      forkOf: null,
      ...run,
    })),
  }
}

const lists = fc
  .array(
    fc.record({
      treatment: fc.nat(2),
      replicate: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom(...RUN_STATUSES),
      ticks: fc.nat(3),
      cast: fc.constantFrom(null, 0, 1),
      why: fc.constantFrom(null, 'broke', 'it\u0000[broke]'),
      startedAt: fc.constantFrom(null, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
      earnings: fc.constantFrom(null, -1, 0, 2.5),
    }),
    { maxLength: 12 },
  )
  .map(listOf)

const queries: fc.Arbitrary<RunQuery> = fc.record({
  words: fc.constantFrom('', 'grim', 'LAB careful', '(very)', '.*', '[', '00', '\\', '<b>'),
  status: fc.constantFrom(null, ...RUN_STATUSES),
  treatment: fc.constantFrom(null, ...TREATMENTS.map(({ name }) => name), 'none such'),
  levels: fc.constantFrom({}, { 'parameters.rounds': '8' }, { 'cast.row': 'grim' }, { gone: '1' }),
  measure: fc.constantFrom(null, 'cooperation-rate'),
  sort: fc.constantFrom(...SORT_COLUMNS),
  isDown: fc.boolean(),
})

const idsOf = (runs: readonly ListedRun[]): string[] => runs.map(({ runId }) => runId)

describe('a selection of runs', () => {
  test('never doubles a run, and holds none that is not in the list', () => {
    fc.assert(
      fc.property(lists, queries, (list, query) => {
        const ids = idsOf(selectRuns(list, query))
        expect(new Set(ids).size).toBe(ids.length)
        expect(idsOf(list.runs)).toEqual(expect.arrayContaining(ids))
      }),
    )
  })

  test('over all statuses it is the selection without one: no run is lost between filters', () => {
    fc.assert(
      fc.property(lists, queries, (list, query) => {
        const parts = RUN_STATUSES.flatMap((status) =>
          idsOf(selectRuns(list, { ...query, status })),
        )
        expect(parts.sort()).toEqual(idsOf(selectRuns(list, { ...query, status: null })).sort())
      }),
    )
  })

  test('sorting loses none, is total, and leaves what it does not tell apart in the order of the design', () => {
    fc.assert(
      fc.property(lists, queries, (list, query) => {
        const place = new Map(list.runs.map(({ runId }, at) => [runId, at]))
        const sorted = selectRuns(list, query)
        const again = selectRuns({ ...list, runs: [...list.runs] }, query)
        expect(idsOf(again)).toEqual(idsOf(sorted))
        expect(idsOf(sorted).sort()).toEqual(
          idsOf(selectRuns(list, { ...query, sort: 'design', isDown: false })).sort(),
        )
        if (query.sort !== 'ticks') return
        for (const [at, run] of sorted.entries()) {
          const next = sorted[at + 1]
          if (next === undefined || next.ticks !== run.ticks) continue
          if ((next.status === 'planned') !== (run.status === 'planned')) continue
          expect(place.get(run.runId)).toBeLessThan(place.get(next.runId) ?? -1)
        }
      }),
    )
  })

  test('puts runs without a value last, whichever way it is sorted', () => {
    const list = listOf([{ earnings: 3 }, { earnings: null }, {}, { earnings: -2 }])
    const earned = (isDown: boolean): unknown[] =>
      selectRuns(list, { ...ANY, sort: 'earnings', isDown }).map(({ earnings }) => earnings)
    expect(earned(false)).toEqual([-2, 3, null, undefined])
    expect(earned(true)).toEqual([3, -2, null, undefined])
  })

  test('is sorted by a measure both ways; runs without a value, and unmeasured ones, come last in the order of the design', () => {
    const came = fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.constant('why not'),
      fc.constant(undefined),
    )
    fc.assert(
      fc.property(lists, fc.array(came, { minLength: 12 }), fc.boolean(), (list, all, isDown) => {
        const at = new Map(list.runs.map(({ runId }, place) => [runId, place]))
        const valueOf = ({ runId }: ListedRun): Measured | undefined => all[at.get(runId) ?? -1]
        const query: RunQuery = { ...ANY, measure: 'm', sort: 'measure', isDown }
        const sorted = selectRuns(list, query, valueOf)
        const key = (run: ListedRun): number => {
          const value = valueOf(run)
          if (typeof value !== 'number') return Infinity
          return isDown ? -value : value
        }
        const expected = list.runs.map((run) => [key(run), at.get(run.runId) ?? 0] as const)
        expected.sort(([a, i], [b, j]) => (a === b ? i - j : a - b))
        expect(sorted.map(({ runId }) => at.get(runId))).toEqual(expected.map(([, place]) => place))
      }),
    )
  })

  test('finds words as they are, in any case, wherever a run is searched by', () => {
    const list = listOf([
      { runId: 'run_00000000000000aa' },
      { treatment: 1, cast: 1 },
      { treatment: 2, why: 'no VALID answer', cast: null },
    ])
    const found = (words: string): string[] => idsOf(selectRuns(list, { ...ANY, words }))
    expect(found('AA')).toEqual(['run_00000000000000aa'])
    expect(found('rounds=8')).toHaveLength(2)
    expect(found('lab/one')).toHaveLength(1)
    expect(found('(VERY)')).toHaveLength(1)
    expect(found('valid answer')).toHaveLength(1)
    expect(found('valid lab')).toEqual([])
    expect(found('.*')).toEqual([])
    expect(found('   ')).toHaveLength(3)
  })
})

describe('what an address says of a selection', () => {
  test('is read whatever stands there, and nonsense is as if it were absent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (given) => {
        const query = runQueryIn(given)
        expect(SORT_COLUMNS).toContain(query.sort)
        expect(() => selectRuns(listOf([{}]), query)).not.toThrow()
      }),
    )
    expect(
      runQueryIn({ sort: 'nobody', status: 'odd', treatment: '', q: '', by: 'status' }),
    ).toEqual(ANY)
  })

  test('names a column, its direction, and levels by their factors', () => {
    expect(
      runQueryIn({ sort: '-ticks', status: 'failed', q: 'a b', 'at.cast.row': 'grim', 'at.x': '' }),
    ).toEqual({
      words: 'a b',
      status: 'failed',
      treatment: null,
      levels: { 'cast.row': 'grim' },
      measure: null,
      sort: 'ticks',
      isDown: true,
    })
  })
})

test('a page tells of each run what the measure came to, or why it has no value, and of unmeasured ones nothing', () => {
  const list = listOf([{}, {}, { status: 'failed' }])
  const came = new Map<string, Measured>([
    [list.runs[0]?.runId ?? '', 0.5],
    [list.runs[1]?.runId ?? '', 'it never defected'],
  ])
  const query = runQueryIn({ by: 'cooperation-rate', sort: '-measure' })
  expect(query).toEqual({ ...ANY, measure: 'cooperation-rate', sort: 'measure', isDown: true })
  const measured = ({ runId }: ListedRun): Measured | undefined => came.get(runId)
  const page = runPage(list, list.runs, { query, offset: 0, count: 9, measured })
  expect(page.runs.map((run) => run.measured)).toEqual([0.5, 'it never defected', null])
  expect(page.query).toEqual(query)
})

test('pages of a selection, put together, are the selection', () => {
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 5 }), (list, count) => {
      const selected = selectRuns(list, ANY)
      const pages = Array.from({ length: Math.ceil(selected.length / count) }, (_, page) =>
        runPage(list, selected, { query: ANY, offset: page * count, count }),
      )
      expect(pages.flatMap(({ runs }) => idsOf(runs))).toEqual(idsOf(selected))
      for (const { fitting } of pages) expect(fitting).toBe(selected.length)
    }),
  )
})

test('runs can be chosen by each level of each factor, told once', () => {
  expect(runFilters(listOf([])).factors).toEqual([
    { path: 'parameters.rounds', name: 'rounds', levels: ['4', '8'] },
    { path: 'cast.row', name: 'row', levels: ['grim', '<b>'] },
  ])
})
