/** What a report says, computed by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Row, RowFilter, Tables } from '../../io/store/tables.ts'
import { estimateOf, A_RATE } from './estimate.ts'
import { pairTable } from './pair-table.ts'
import { reportOf } from './report.ts'

interface Told {
  readonly id: string
  readonly treatment?: string
  readonly status?: string
  readonly agents?: readonly [string, string]
  /** row's decisions: value, or [value, status]. */
  readonly row: readonly (string | number | null | readonly [string | number | null, string])[]
  readonly points?: readonly [number, number]
}

/** A record of two-player runs, as tables. */
function tablesOf(runs: readonly Told[]): Tables {
  const sorted = runs.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const tables: Record<string, Row[]> = {
    runs: sorted.map(({ id, treatment = 't', status = 'finished' }) => ({
      run_id: id,
      treatment,
      status,
    })),
    participants: sorted.flatMap(({ id, agents = ['a', 'b'] }) =>
      agents.map((agent, i) => ({
        run_id: id,
        participant: `p${i + 1}`,
        role: i === 0 ? 'row' : 'column',
        agent,
      })),
    ),
    decisions: sorted.flatMap(({ id, row }) =>
      row.map((one) => {
        const [value, status] = Array.isArray(one)
          ? (one as [string | number | null, string])
          : [one as string | number | null, 'valid']
        return {
          run_id: id,
          role: 'row',
          ask: 'choice',
          value,
          status,
          displayed_value: typeof value === 'string' ? 'J' : null,
        }
      }),
    ),
    payoffs: sorted.flatMap(({ id, points = [] }) =>
      points.map((own, i) => ({ run_id: id, role: i === 0 ? 'row' : 'column', points: own })),
    ),
  }
  return {
    place: 'here',
    names: Object.keys(tables),
    columns: () => [],
    rows: (table: string, _filter?: RowFilter) => tables[table] ?? [],
    close: () => {},
  }
}

const C = 'cooperate'
const D = 'defect'

describe('an estimate', () => {
  test('of two runs, 0 and 1: a mean of a half, and an interval that is cut off at the bounds of a rate', () => {
    const { mean, interval, runs, method, reason } = estimateOf([1, 0], A_RATE)
    expect([mean, runs, method]).toEqual([0.5, 2, 'bootstrap'])
    expect(interval).toEqual([0, 1])
    expect(reason).toMatch(/2 runs.*too narrow/)
  })

  test('without bounds is widened by √(n/(n−1)): resampled means of 0 and 1 reach from 0 to 1', () => {
    const { interval } = estimateOf([0, 1])
    expect(interval?.[0]).toBeCloseTo(0.5 - Math.SQRT2 / 2, 12)
    expect(interval?.[1]).toBeCloseTo(0.5 + Math.SQRT2 / 2, 12)
  })

  test('of many runs is mean ± 1.96 s/√n', () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 2)
    const { interval, method } = estimateOf(values)
    const half = (1.959963984540054 * Math.sqrt(100 / 399)) / 20
    expect(method).toBe('normal')
    expect(interval?.[0]).toBeCloseTo(0.5 - half, 12)
    expect(interval?.[1]).toBeCloseTo(0.5 + half, 12)
  })

  test('meets the normal interval where both apply', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i * 37) % 101)
    const { interval, mean } = estimateOf(values)
    const s = Math.sqrt(values.reduce((sum, value) => sum + (value - mean!) ** 2, 0) / 199)
    const half = (1.96 * s) / Math.sqrt(200)
    expect(Math.abs(interval![0] - (mean! - half))).toBeLessThan(half * 0.15)
    expect(Math.abs(interval![1] - (mean! + half))).toBeLessThan(half * 0.15)
  })

  test.each([
    [[], null, /no run/],
    [[0.3], 0.3, /one run/],
    [[1, 1, 1], 1, /all 3 runs have the same value/],
  ])('of %j has no interval, and says why', (values, mean, why) => {
    const estimate = estimateOf(values, A_RATE)
    expect([estimate.mean, estimate.interval, estimate.method]).toEqual([mean, null, null])
    expect(estimate.reason).toMatch(why)
  })

  test('does not depend on the order of runs, holds its mean, and has some width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 25 }),
        fc.infiniteStream(fc.nat(1000)),
        (counts, dice) => {
          const values = counts.map((count) => count / 20)
          const shuffled = values
            .map((value) => [dice.next().value as number, value] as const)
            .sort(([a], [b]) => a - b)
          const estimate = estimateOf(values, A_RATE)
          expect(
            estimateOf(
              shuffled.map(([, value]) => value),
              A_RATE,
            ),
          ).toEqual(estimate)
          if (estimate.interval === null) return
          const [low, high] = estimate.interval
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(low).toBeLessThan(high)
          expect(low).toBeLessThanOrEqual(estimate.mean!)
          expect(high).toBeGreaterThanOrEqual(estimate.mean!)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a report', () => {
  test('averages rates over runs, not over decisions: a long run weighs no more than a short one', () => {
    const { asks } = reportOf(
      tablesOf([
        { id: 'r1', row: [C] },
        { id: 'r2', row: [D, D, D, C] },
      ]),
    )
    expect(asks).toHaveLength(1)
    expect(asks[0]).toMatchObject({ treatment: 't', role: 'row', ask: 'choice', decisions: 5 })
    // run rates of cooperation: 1 and 1/4
    expect(asks[0]!.choices.map(({ value, share }) => [value, share.mean, share.runs])).toEqual([
      [C, 0.625, 2],
      [D, 0.375, 2],
    ])
  })

  test('tells choices of participants from values put in their place, which count as invalid', () => {
    const row = [
      C,
      [D, 'reasked'],
      [C, 'defaulted'],
      [null, 'forfeited'],
      [null, 'passed'],
    ] as const
    const { asks } = reportOf(
      tablesOf([
        { id: 'r1', row },
        { id: 'r2', row: [C, C] },
      ]),
    )
    // of 3 own decisions in r1: one C, one D, one pass; of 2 in r2: both C
    const shares = asks[0]!.choices.map(({ value, share }) => [value, share.mean])
    expect(shares.map(([value]) => value)).toEqual([C, D, null])
    expect(shares.map(([, mean]) => mean)).toEqual([(1 / 3 + 1) / 2, 1 / 6, 1 / 6])
    const { any, reasked, forfeited, defaulted } = asks[0]!.invalid
    expect([any.mean, reasked.mean, forfeited.mean, defaulted.mean]).toEqual([0.3, 0.1, 0.1, 0.1])
  })

  test('leaves unfinished runs out of choices and earnings, not out of invalid rates and counts', () => {
    const runs: Told[] = [
      { id: 'r1', row: [C], points: [4, 2] },
      { id: 'r2', row: [D, [D, 'reasked']], status: 'aborted', points: [100, 100] },
      { id: 'r3', row: [D], status: 'started' },
      { id: 'r4', row: [], status: 'failed', treatment: 'u' },
    ]
    const report = reportOf(
      tablesOf(runs),
      new Map([
        ['t', 5],
        ['v', 2],
      ]),
    )
    expect(report.runs).toEqual([
      { treatment: 't', planned: 5, finished: 1, aborted: 1, failed: 0, started: 1 },
      { treatment: 'u', planned: null, finished: 0, aborted: 0, failed: 1, started: 0 },
      { treatment: 'v', planned: 2, finished: 0, aborted: 0, failed: 0, started: 0 },
    ])
    expect(
      report.asks[0]!.choices.map(({ value, share }) => [value, share.mean, share.runs]),
    ).toEqual([[C, 1, 1]])
    expect(report.asks[0]!.invalid.any).toMatchObject({ runs: 3, mean: 0.5 / 3 })
    expect(
      report.earnings.map(({ role, earnings }) => [role, earnings.mean, earnings.runs]),
    ).toEqual([
      ['column', 2, 1],
      ['row', 4, 1],
    ])
  })

  test('takes the mean of amounts, and of earnings summed within a run', () => {
    const report = reportOf(
      tablesOf([
        { id: 'r1', row: [0, 10], points: [1, 2] },
        { id: 'r2', row: [7], points: [3, -6] },
      ]),
    )
    expect(report.asks[0]).toMatchObject({ choices: [], amount: { mean: 6, runs: 2 } })
    expect(report.earnings.map(({ role, earnings }) => [role, earnings.mean])).toEqual([
      ['column', -2],
      ['row', 2],
    ])
  })

  test('of two treatments keeps them apart', () => {
    const report = reportOf(
      tablesOf([
        { id: 'r1', row: [C], treatment: 'b' },
        { id: 'r2', row: [D], treatment: 'a' },
      ]),
    )
    expect(report.asks.map(({ treatment, choices }) => [treatment, choices[0]!.value])).toEqual([
      ['a', D],
      ['b', C],
    ])
  })

  test('does not depend on which run is which', () => {
    const run = fc.record({
      row: fc.array(fc.constantFrom(C, D, [C, 'reasked'] as const, [null, 'forfeited'] as const), {
        maxLength: 6,
      }),
      points: fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
    })
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), (runs) => {
        const named = runs.map((one, i): Told => ({ ...one, id: `r${i}` }))
        const renamed = runs.map((one, i): Told => ({ ...one, id: `r${runs.length - i}` }))
        expect(reportOf(tablesOf(renamed))).toEqual(reportOf(tablesOf(named)))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the table of pairs', () => {
  const question = { rowRole: 'row', columnRole: 'column', of: 'row', ask: 'choice', option: D }

  test('tells how often an option was chosen against each agent, and what it earned', () => {
    const cells = pairTable(
      tablesOf([
        { id: 'r1', agents: ['grim', 'grim'], row: [C, C], points: [16, 16] },
        { id: 'r2', agents: ['grim', 'defect'], row: [C, D], points: [5, 15] },
        { id: 'r3', agents: ['grim', 'defect'], row: [D, D], points: [10, 10] },
        { id: 'r4', agents: ['grim', 'defect'], row: [C, C], points: [99, 99], status: 'aborted' },
        {
          id: 'r5',
          agents: ['defect', 'grim'],
          row: [D, [D, 'defaulted']],
          points: [15, 5],
          treatment: 'u',
        },
      ]),
      question,
    )
    expect(
      cells.map(({ rowAgent, columnAgent, runs, rate, earnings }) => [
        rowAgent,
        columnAgent,
        runs,
        rate.mean,
        earnings.mean,
      ]),
    ).toEqual([
      ['defect', 'grim', 1, 1, 15],
      ['grim', 'defect', 2, 0.75, 7.5],
      ['grim', 'grim', 1, 0, 16],
    ])
  })

  test('can be asked of some treatments only', () => {
    const runs: Told[] = [
      { id: 'r1', row: [D], treatment: 'x' },
      { id: 'r2', row: [C], treatment: 'y' },
    ]
    const cells = pairTable(tablesOf(runs), { ...question, treatments: new Set(['x']) })
    expect(cells.map(({ runs: n, rate }) => [n, rate.mean])).toEqual([[1, 1]])
  })
})
