/** What a report says, computed by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { EntryOf, Store } from '../../io/store/store.ts'
import { p1, p2, samplePlan } from '../../io/store/testing/sample-plan.ts'
import type { TickEntry } from '../../record/entry.ts'
import { runIdOf } from '../../record/plan.ts'
import { contentOf } from '../../record/tick.ts'
import { estimateOf, A_RATE } from './estimate.ts'
import { designOf } from './design.ts'
import { pairTalliesQuestion, type PairCell } from './pair-tallies.ts'
import { readRuns } from './read-runs.ts'
import { reportOf } from './report.ts'
import { tellRecord } from './testing/told-record.ts'

type Decided = EntryOf<'decision-taken' | 'decision-defaulted'>
type Value = string | number | null

interface Told {
  /** Tells runs apart, and decides their ids. */
  readonly seed: number
  readonly treatment?: string
  readonly status?: 'finished' | 'aborted' | 'failed' | 'started'
  readonly agents?: readonly [string, string]
  /** row's decisions: value, or [value, status]. */
  readonly row: readonly (Value | readonly [Value, Decided['status']])[]
  readonly points?: readonly [number, number]
}

/** A record of two-player runs: one tick for each of row's decisions, and one for what was earned. */
function recordOf(runs: readonly Told[]): Store {
  const store = memoryStore()
  for (const told of runs) {
    const { seed, treatment = 't', status = 'finished', agents = ['a', 'b'], row, points } = told
    const seats = samplePlan().seats.map((seat, i) => ({ ...seat, agent: agents[i] ?? '' }))
    const plan = samplePlan({ seed, treatment, seats })
    const runId = runIdOf(plan)
    const paid = (points ?? []).map((own, i): TickEntry => {
      return { kind: 'payoff-awarded', to: i === 0 ? p1 : p2, points: own }
    })
    store.begin(runId, plan, 1, AT)
    ;[...row.map((one) => [decided(one)]), paid].forEach((entries, tick) =>
      store.append(runId, { tick, round: null, content: contentOf('play', entries) }, []),
    )
    if (status !== 'started')
      store.end(runId, { kind: 'run-ended', how: status, why: null }, 'ab'.repeat(32), AT)
  }
  store.flush()
  return store
}

function decided(one: Told['row'][number]): Decided {
  const [value, status] = Array.isArray(one)
    ? (one as [Value, Decided['status']])
    : [one as Value, 'valid' as const]
  const displayed = typeof value === 'string' ? 'J' : null
  const all = { of: p1, ask: 'choice', value, displayed, attempts: 1 }
  return status === 'forfeited' || status === 'defaulted'
    ? { kind: 'decision-defaulted', ...all, status, why: 'nothing-found' }
    : { kind: 'decision-taken', ...all, status }
}

const AT = '2026-01-01T00:00:00.000Z'
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

  test('mirrors: the interval of 1 − x is 1 − the interval of x', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(shares, (counts) => {
        const one = estimateOf(
          counts.map((count) => count / 7),
          A_RATE,
        )
        const other = estimateOf(
          counts.map((count) => (7 - count) / 7),
          A_RATE,
        )
        expect(other.mean).toBeCloseTo(1 - one.mean!, 12)
        expect(other.interval === null).toBe(one.interval === null)
        if (one.interval === null) return
        expect(other.interval?.[0]).toBeCloseTo(1 - one.interval[1], 12)
        expect(other.interval?.[1]).toBeCloseTo(1 - one.interval[0], 12)
      }),
      { numRuns: 60 },
    )
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
  test('names the files of runs that were not played here', () => {
    const store = memoryStore()
    for (const file of ['u.txt', 't.txt']) {
      const plan = samplePlan({ imported: { format: 'names', file, sha256: 'ab'.repeat(32) } })
      store.begin(runIdOf(plan), plan, 1, AT)
      store.end(runIdOf(plan), { kind: 'run-ended', how: 'finished', why: null }, '', AT)
    }
    store.flush()
    const { methods } = reportOf(store)
    expect(methods.imported).toEqual([
      { file: 't.txt', format: 'names' },
      { file: 'u.txt', format: 'names' },
    ])
  })

  test('averages rates over runs, not over decisions: a long run weighs no more than a short one', () => {
    const { asks } = reportOf(
      recordOf([
        { seed: 1, row: [C] },
        { seed: 2, row: [D, D, D, C] },
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
      recordOf([
        { seed: 1, row },
        { seed: 2, row: [C, C] },
      ]),
    )
    expect(asks[0]).toMatchObject({ decisions: 5, runs: 2 })
    // of 3 own decisions in r1: one C, one D, one pass; of 2 in r2: both C
    const shares = asks[0]!.choices.map(({ value, share }) => [value, share.mean])
    expect(shares.map(([value]) => value)).toEqual([C, D, null])
    expect(shares.map(([, mean]) => mean)).toEqual([(1 / 3 + 1) / 2, 1 / 6, 1 / 6])
    const { any, reasked, forfeited, defaulted } = asks[0]!.invalid
    expect([any.mean, reasked.mean, forfeited.mean, defaulted.mean]).toEqual([0.3, 0.1, 0.1, 0.1])
  })

  test('leaves unfinished runs out of choices and earnings, and out of their counts, not out of invalid rates', () => {
    const runs: Told[] = [
      { seed: 1, row: [C], points: [4, 2] },
      { seed: 2, row: [D, [D, 'reasked']], status: 'aborted', points: [100, 100] },
      { seed: 3, row: [D], status: 'started' },
      { seed: 4, row: [], status: 'failed', treatment: 'u' },
    ]
    const report = reportOf(recordOf(runs))
    expect(
      report.attrition.map(({ treatment, runs: counts }) => [treatment, counts]),
    ).toMatchObject([
      ['t', { started: 3, completed: 1, aborted: 1, failed: 0, unfinished: 1 }],
      ['u', { started: 1, completed: 0, aborted: 0, failed: 1, unfinished: 0 }],
    ])
    expect(
      report.asks[0]!.choices.map(({ value, share }) => [value, share.mean, share.runs]),
    ).toEqual([[C, 1, 1]])
    expect(report.asks[0]).toMatchObject({ decisions: 1, runs: 1 })
    expect(report.asks[0]!.invalid.any).toMatchObject({ runs: 3, mean: 0.5 / 3 })
    expect(
      report.earnings.map(({ role, earnings }) => [role, earnings.mean, earnings.runs]),
    ).toEqual([
      ['row', 4, 1],
      ['column', 2, 1],
    ])
  })

  test('takes the mean of amounts, and of earnings summed within a run', () => {
    const report = reportOf(
      recordOf([
        { seed: 1, row: [0, 10], points: [1, 2] },
        { seed: 2, row: [7], points: [3, -6] },
      ]),
    )
    expect(report.asks[0]).toMatchObject({ choices: [], amounts: 3, amount: { mean: 6, runs: 2 } })
    expect(report.earnings.map(({ role, earnings }) => [role, earnings.mean])).toEqual([
      ['row', 2],
      ['column', -2],
    ])
  })

  test('tells options in the order of their form, those that nobody chose among them', () => {
    const form = {
      kind: 'choice' as const,
      options: ['wait', 'stay', 'go'],
      labels: ['A', 'B', 'C'],
      order: [2, 0, 1],
    }
    const store = tellRecord(memoryStore(), [
      { seed: 1, ticks: [[{ status: 'valid', value: 'go', form }]] },
      { seed: 2, ticks: [[{ status: 'valid', value: 'wait', form }]] },
    ])
    const [ask] = reportOf(store).asks
    expect(ask?.choices.map(({ value, share }) => [value, share.mean])).toEqual([
      ['wait', 0.5],
      ['stay', 0],
      ['go', 0.5],
    ])
  })

  test('of two treatments keeps them apart', () => {
    const report = reportOf(
      recordOf([
        { seed: 1, row: [C], treatment: 'b' },
        { seed: 2, row: [D], treatment: 'a' },
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
        const named = runs.map((one, i): Told => ({ ...one, seed: i }))
        const renamed = runs.map((one, i): Told => ({ ...one, seed: runs.length - i }))
        expect(reportOf(recordOf(renamed))).toEqual(reportOf(recordOf(named)))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the table of pairs', () => {
  const cellsIn = (runs: readonly Told[]): readonly PairCell[] | null => {
    const store = recordOf(runs)
    const design = designOf(store)
    const question = pairTalliesQuestion(design)
    if (question === null) return null
    readRuns(store, design, [question])
    return question.answer().cells('choice', D)
  }

  test('tells how often an option was chosen against each agent, and what it earned', () => {
    const cells = cellsIn([
      { seed: 1, agents: ['grim', 'grim'], row: [C, C], points: [16, 16] },
      { seed: 2, agents: ['grim', 'defect'], row: [C, D], points: [5, 15] },
      { seed: 3, agents: ['grim', 'defect'], row: [D, D], points: [10, 10] },
      { seed: 4, agents: ['grim', 'defect'], row: [C, C], points: [99, 99], status: 'aborted' },
      {
        seed: 5,
        agents: ['defect', 'grim'],
        row: [D, [D, 'defaulted']],
        points: [15, 5],
        treatment: 'u',
      },
    ])
    expect(
      cells?.map(({ rowAgent, columnAgent, runs, rate, earnings }) => [
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

  test('is not made where one agent met one other: there is nothing to compare', () => {
    expect(cellsIn([{ seed: 1, row: [D] }])).toBeNull()
  })
})
