/** The ledger of an estimate and of runs that were really played. */
import { describe, expect, test } from 'vitest'
import { estimating, pilot, planning, silent, verbose } from '../../app/estimate/testing/pilot.ts'
import { plannedHere, playCounted } from '../../app/estimate/testing/played-experiment.ts'
import type { Completed, Prompt } from '../../io/model/provider.ts'
import { runIdOf } from '../../record/plan.ts'
import type { CallEstimate } from '../../record/call-estimate.ts'
import type { Store } from '../../io/store/store.ts'
import { askRecord } from './read-runs.ts'
import { ledgerQuestion, type SpendLedger } from './spend-ledger.ts'

function ledgerOf(estimate: CallEstimate, store: Store): SpendLedger {
  return askRecord(store, (design) => ledgerQuestion(estimate, design))
}

describe('the ledger', () => {
  test('sets what was used against what was estimated for the same runs', async () => {
    const planned = await planning()
    const estimate = await estimating(planned)
    const { store, models } = await pilot(planned, 10, verbose)
    const { models: lines, cells, unexpected } = ledgerOf(estimate, store)
    const used = models.get('any/model')
    const [line] = lines
    expect(line).toMatchObject({ model: 'any/model', runs: 20 })
    expect(line?.actual).toMatchObject({
      calls: used?.calls,
      inputTokens: used?.inputTokens,
      outputTokens: used?.outputTokens,
      uncounted: 0,
      unpriced: 0,
    })
    const estimated = line?.estimated.inputTokens ?? 0
    expect(line?.ratio.inputTokens).toBeCloseTo((used?.inputTokens ?? 0) / estimated, 6)
    expect(line?.ratio.usd).toBeGreaterThan(2)
    expect(line?.estimatedUsd?.high).toBeGreaterThan(line?.actual.usd ?? 0)
    expect(cells.map(({ treatment, runs }) => [treatment, runs])).toEqual(
      estimate.cells.map(({ treatment }) => [treatment, 10]),
    )
    expect(cells.reduce((sum, { actual }) => sum + actual.calls, 0)).toBe(used?.calls)
    expect(unexpected).toEqual([])
  })

  test('knows how long each run is where chance ends it', async () => {
    const planned = await planning()
    const estimate = await estimating(planned)
    const plans = planned.plans.filter(({ replicate }) => replicate <= 3)
    const { store } = await playCounted({ ...planned, plans }, { serve: verbose })
    const [line] = ledgerOf(estimate, store).models
    expect(line?.estimated.calls).toBeCloseTo(line?.actual.calls ?? 0, 6)
    expect(line?.estimated.calls).not.toBeCloseTo((6 / 80) * estimate.total.calls.expected, 0)
  })

  test('is even where all came as it was estimated', async () => {
    const planned = await plannedHere({
      parameters: { game: 'prisoners-dilemma', rounds: 6 },
      cast: { row: { policy: 'llm', model: 'simulated/reciprocator' }, column: 'grim' },
      replicates: 2,
    })
    const { store } = await playCounted(planned)
    const [line] = ledgerOf(await estimating(planned), store).models
    expect(line?.ratio.calls).toBe(1)
    expect(line?.ratio.inputTokens).toBeCloseTo(1, 1)
  })

  test('takes replies that do not say what they used for replies like the others', async () => {
    const planned = await planning()
    const half = (completion: Completed, prompt: Prompt): Completed =>
      prompt.address.tick % 2 === 0 ? verbose(completion, prompt) : silent(completion)
    const [all, some] = await Promise.all(
      [verbose, half].map(async (serve) => {
        const { store } = await pilot(planned, 10, serve)
        return ledgerOf(await estimating(planned), store).models[0]
      }),
    )
    expect(some?.actual.uncounted).toBeGreaterThan(50)
    expect(some?.actual.uncounted).toBe(some?.actual.unpriced)
    expect(some?.ratio.calls).toBe(all?.ratio.calls)
    expect((some?.ratio.usd ?? 0) / (all?.ratio.usd ?? 1)).toBeCloseTo(1, 1)
  })

  test('tells no ratio of what nobody said, and none of money without a price', async () => {
    const planned = await planning()
    const { store } = await pilot(planned, 2, silent)
    const [line] = ledgerOf(await estimating(planned), store).models
    expect(line?.ratio).toMatchObject({ inputTokens: null, outputTokens: null, usd: null })
    expect(line?.actual.usd).toBeNull()
    expect(line?.ratio.calls).toBeGreaterThan(0.5)
  })

  test('names models that were called where the estimate knows of none', async () => {
    const planned = await planning(2)
    const estimate = await estimating(planned)
    const { store } = await pilot(planned, 2, verbose)
    const cells = estimate.cells.slice(1)
    expect(ledgerOf({ ...estimate, cells }, store)).toMatchObject({
      models: [{ runs: 2 }],
      unexpected: [{ treatment: estimate.cells[0]?.treatment, model: 'any/model' }],
    })
  })

  test('leaves forks out: nobody estimated them', async () => {
    const planned = await planning(2)
    const { store } = await pilot(planned, 2, verbose)
    const before = ledgerOf(await estimating(planned), store)
    const [parent] = store.runs()
    const plan = { ...parent!.plan, fork: { parent: parent!.runId, tick: 1 } }
    store.begin(runIdOf(plan), plan, 1, '2026-01-01T00:00:00.000Z')
    const how = { kind: 'run-ended', how: 'finished', why: null } as const
    store.end(runIdOf(plan), how, 'ab'.repeat(32), '2026-01-01T00:00:00.000Z')
    store.flush()
    expect(ledgerOf(await estimating(planned), store)).toEqual(before)
  })
})
