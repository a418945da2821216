import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, designGrid, MOST_COLUMNS, MOST_ROWS } from './design-grid.ts'
import { RUN_STATUSES, statusCounts, type ListedRun, type RunList } from './run-list.ts'

/** A list with so many replicates of each treatment. */
function listOf(replicates: readonly number[], statuses: readonly number[] = [0]): RunList {
  const runs = replicates.flatMap((count, treatment) =>
    Array.from({ length: count }, (_, place): ListedRun => ({
      runId: `run_${treatment}_${place + 1}`,
      treatment,
      replicate: place + 1,
      status: RUN_STATUSES[statuses[place % statuses.length] ?? 0] ?? 'planned',
      ticks: place,
      startedAt: null,
      endedAt: null,
      why: null,
      cast: null,
      forkOf: null,
    })),
  )
  return {
    factors: [],
    isCrossed: false,
    treatments: replicates.map((planned, place) => ({ name: `t${place}`, levels: [], planned })),
    casts: [],
    runs,
  }
}

const sizes = fc.array(fc.oneof(fc.nat(60), fc.nat(3_000)), { minLength: 1, maxLength: 4 })
const statuses = fc.array(fc.nat(4), { minLength: 1, maxLength: 5 })

describe('the columns of a window', () => {
  test('are few, follow one another without a gap, and cover it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e6), (from, more) => {
        const columns = columnsOf({ from, to: from + more })
        expect(columns.length).toBeLessThanOrEqual(MOST_COLUMNS)
        expect(columns[0]?.from).toBe(from)
        expect(columns.at(-1)?.to).toBe(from + more)
        columns.forEach((column, place) => {
          expect(Number.isInteger(column.to)).toBe(true)
          if (place > 0) expect(column.from).toBe((columns[place - 1]?.to ?? 0) + 1)
        })
      }),
    )
  })

  test('are replicates while these are few, and round numbers of them beyond', () => {
    const widths = [1, 40, 41, 100, 1_000, 100_000].map((to) => columnsOf({ from: 1, to })[0]?.to)
    expect(widths).toEqual([1, 1, 2, 5, 50, 5_000])
  })
})

describe('the grid of a design', () => {
  test('shows each run of the window once, one by one or counted', () => {
    fc.assert(
      fc.property(sizes, statuses, (replicates, of) => {
        const list = listOf(replicates, of)
        const { rows } = designGrid(list)
        rows.forEach(({ cells, counts }, place) => {
          const own = list.runs.filter(({ treatment }) => treatment === place)
          expect(counts).toEqual(statusCounts(own))
          if (cells.kind === 'runs')
            expect(cells.list.flatMap((cell) => cell?.runId ?? [])).toEqual(
              own.map(({ runId }) => runId),
            )
          else
            for (const status of RUN_STATUSES)
              expect(cells.list.reduce((sum, cell) => sum + (cell?.counts[status] ?? 0), 0)).toBe(
                counts[status],
              )
        })
      }),
      { numRuns: 50 },
    )
  })

  test('looks into a bin: its replicates one by one, and the whole treatment still counted', () => {
    const grid = designGrid(listOf([1_000, 120]), { replicates: { from: 101, to: 125 } })
    expect(grid.window).toEqual({ from: 101, to: 125 })
    expect(grid.rows[0]?.counts.planned).toBe(1_000)
    const cells = grid.rows[1]?.cells.list ?? []
    expect(cells.map((cell) => cell !== null)).toEqual([
      ...Array.from({ length: 20 }, () => true),
      ...Array.from({ length: 5 }, () => false),
    ])
  })

  test('holds to what there is, whatever window is asked for', () => {
    fc.assert(
      fc.property(sizes, fc.integer(), fc.integer(), fc.integer(), (replicates, from, to, row) => {
        const grid = designGrid(listOf(replicates), { replicates: { from, to }, rowsFrom: row })
        expect(grid.window.from).toBeGreaterThanOrEqual(1)
        expect(grid.window.to).toBeGreaterThanOrEqual(grid.window.from)
        expect(grid.window.to).toBeLessThanOrEqual(Math.max(1, ...replicates))
        expect(grid.rows.length).toBeGreaterThan(0)
      }),
      { numRuns: 30 },
    )
  })

  test('is of the design: treatments and factors that came about by forks are not among them', () => {
    const own = listOf([2])
    const [one] = own.runs
    const list: RunList = {
      ...own,
      factors: ['parameters.framing', 'answer.row'].map((path) => ({ path, name: path })),
      treatments: [
        { name: 'own', levels: ['neutral', null], planned: null },
        { name: 'forked', levels: ['neutral', 'defect'], planned: null },
      ],
      runs: [...own.runs, { ...one!, runId: 'run_fork', treatment: 1, forkOf: 'run_0_1' }],
    }
    const { rows, rowsOf, factors } = designGrid(list)
    expect(rows.map(({ treatment, levels }) => [treatment, levels])).toEqual([['own', ['neutral']]])
    expect(rowsOf).toBe(1)
    expect(factors.map(({ path }) => path)).toEqual(['parameters.framing'])
  })

  test('tells means of the runs that have a value, and the range over all of them', () => {
    const list = listOf([3, 2])
    const grid = designGrid(list, {}, ({ ticks, treatment }) =>
      ticks === 1 ? null : ticks + 10 * treatment,
    )
    expect(grid.rows.map(({ value }) => value)).toEqual([1, 10])
    expect(grid.range).toEqual([0, 10])
  })

  test('leaves forks to their own page, and many treatments to further pages', () => {
    const many = listOf(Array.from({ length: MOST_ROWS + 5 }, () => 1))
    const first = many.runs[0] as ListedRun
    const forked = { ...many, runs: [...many.runs, { ...first, runId: 'fork', forkOf: 'run_0_1' }] }
    expect(designGrid(forked).rows[0]?.counts.planned).toBe(1)
    expect(designGrid(forked).rows).toHaveLength(MOST_ROWS)
    const rest = designGrid(forked, { rowsFrom: MOST_ROWS })
    expect(rest.rows.map(({ treatment }) => treatment)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `t${MOST_ROWS + n}`),
    )
  })
})
