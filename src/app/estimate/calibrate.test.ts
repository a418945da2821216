/** A pilot against what the rest of the experiment then comes to. */
import { describe, expect, test } from 'vitest'
import { CallEstimate, type Measured } from '../../record/call-estimate.ts'
import { memoryStore } from '../adapters.ts'
import { calibrate } from './calibrate.ts'
import { estimating, pilot, planning, silent, TEN_ROUNDS, verbose } from './testing/pilot.ts'
import { playCounted } from './testing/played-experiment.ts'

describe('a pilot', () => {
  test.each([1, 3, 8])(
    'of %i runs of each treatment foretells what is left, within its interval',
    async (each) => {
      const planned = await planning()
      const estimate = await estimating(planned)
      const { store } = await pilot(planned, each, verbose)
      const calibrated = calibrate(estimate, store)
      const rest = { ...planned, plans: planned.plans.filter(({ replicate }) => replicate > each) }
      const { models } = await playCounted(rest, { standIn: 'sloppy', serve: verbose })
      const used = models.get('any/model')
      const usd = ((used?.inputTokens ?? 0) * 1 + (used?.outputTokens ?? 0) * 10) / 1e6
      expect(calibrated).toMatchObject({ basis: 'pilot', runs: 80 - 2 * each })
      const { calls, usd: foretold } = calibrated.total
      for (const [value, range] of [
        [used?.calls ?? 0, calls],
        [usd, foretold ?? { low: 0, high: 0 }],
      ] as const) {
        expect(value).toBeGreaterThan(range.low)
        expect(value).toBeLessThan(range.high)
      }
      // What was assumed knew nothing of this model.
      expect(usd).toBeGreaterThan(1.5 * ((estimate.total.usd?.expected ?? 0) * (1 - each / 40)))
    },
  )

  test('of more runs foretells more narrowly', async () => {
    const planned = await planning(40, TEN_ROUNDS)
    const estimate = await estimating(planned)
    const widths = await Promise.all(
      [2, 6, 20].map(async (each) => {
        const { store } = await pilot(planned, each, verbose)
        const { low = 0, expected = 1, high = 0 } = calibrate(estimate, store).total.usd ?? {}
        return (high - low) / expected
      }),
    )
    expect(widths).toEqual(widths.toSorted((a, b) => b - a))
    expect(widths[2]).toBeLessThan(0.25)
  })

  test('says what it measured, and what it has cost', async () => {
    const planned = await planning()
    const { store, models } = await pilot(planned, 8, verbose)
    const { measured, spent, cells } = calibrate(await estimating(planned), store)
    const [one] = measured as [Measured]
    expect(one).toMatchObject({ model: 'any/model', runs: 16 })
    expect(one.bytesPerToken).toBeCloseTo(3.2, 1)
    expect(one.outputTokensPerReply).toBeGreaterThan(450)
    expect(one.outputTokensPerReply).toBeLessThan(550)
    expect(one.reaskRate).toBeGreaterThan(0.1)
    expect(one.usdPerRun?.low).toBeLessThan(one.usdPerRun?.expected ?? 0)
    const used = models.get('any/model')
    expect(spent).toMatchObject({
      runs: 16,
      calls: used?.calls,
      inputTokens: used?.inputTokens,
      outputTokens: used?.outputTokens,
      uncertainUsd: 0,
    })
    expect(spent?.usd).toBeCloseTo(
      ((used?.inputTokens ?? 0) + 10 * (used?.outputTokens ?? 0)) / 1e6,
      6,
    )
    expect(cells.map(({ runs, pilotRuns }) => [runs, pilotRuns])).toEqual([
      [32, 8],
      [32, 8],
    ])
  })

  test('of nothing changes nothing but the name', async () => {
    const estimate = await estimating(await planning(3))
    const { total, cells, runs, spent } = calibrate(estimate, memoryStore())
    expect({ total, runs }).toEqual({ total: estimate.total, runs: 6 })
    expect(cells).toEqual(estimate.cells)
    expect(spent).toMatchObject({ runs: 0, calls: 0, usd: 0 })
  })

  test('of one run is no narrower than what was assumed, around what it saw', async () => {
    const planned = await planning()
    const estimate = await estimating(planned)
    const [first] = planned.plans
    const { store } = await playCounted(
      { ...planned, plans: first === undefined ? [] : [first] },
      { serve: verbose },
    )
    const { low, high } = estimate.cells[0]?.perRun.outputTokens ?? { low: 0, high: 0 }
    const after = calibrate(estimate, store).cells[0]?.perRun.outputTokens
    expect(after?.low).toBeLessThanOrEqual(low)
    expect(after?.high).toBeGreaterThanOrEqual(high)
    expect(after?.expected).toBeGreaterThan(
      1.5 * (estimate.cells[0]?.perRun.outputTokens.expected ?? 0),
    )
  })

  test('whose server does not say what it uses teaches calls, and leaves tokens and money as assumed', async () => {
    const planned = await planning()
    const estimate = await estimating(planned)
    const { store } = await pilot(planned, 8, silent)
    const { cells, measured } = calibrate(estimate, store)
    expect(measured[0]).toMatchObject({
      bytesPerToken: null,
      outputTokensPerReply: null,
      usdPerRun: null,
    })
    cells.forEach(({ perRun }, i) => {
      const before = estimate.cells[i]?.perRun
      expect(perRun.usd).toEqual(before?.usd)
      expect(perRun.inputTokens).toEqual(before?.inputTokens)
      expect(perRun.calls).not.toEqual(before?.calls)
    })
  })

  test('of everything leaves nothing', async () => {
    const planned = await planning(2)
    const { store } = await pilot(planned, 2, verbose)
    const { total, runs } = calibrate(await estimating(planned), store)
    expect({ runs, calls: total.calls.high, usd: total.usd?.high }).toEqual({
      runs: 0,
      calls: 0,
      usd: 0,
    })
  })

  test('can be kept and read again, with low, expected and high in this order', async () => {
    const planned = await planning()
    const { store } = await pilot(planned, 2, verbose)
    const calibrated = calibrate(await estimating(planned), store)
    expect(CallEstimate.parse(JSON.parse(JSON.stringify(calibrated)))).toEqual(calibrated)
    for (const { perRun } of calibrated.cells) {
      const { calls, inputTokens, outputTokens, usd } = perRun
      for (const range of [calls, inputTokens, outputTokens, usd ?? calls]) {
        expect(range.low).toBeLessThanOrEqual(range.expected)
        expect(range.expected).toBeLessThanOrEqual(range.high)
      }
    }
  })
})
