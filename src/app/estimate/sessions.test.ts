/** What threads, budgets, summaries and probes add to what an experiment needs. */
import { describe, expect, test } from 'vitest'
import type { CallEstimate } from '../../record/call-estimate.ts'
import { toldRounds } from '../testing/told-rounds.ts'
import { estimated, factsWith } from './testing/estimated.ts'
import { plannedHere, playCounted, type Planned } from './testing/played-experiment.ts'

const ROUNDS = 8

function planned(row: object, changes: object = {}): Promise<Planned> {
  const seat = { policy: 'llm', model: 'any/model', ...row }
  const input = {
    scenario: 'told-rounds',
    parameters: { rounds: ROUNDS },
    cast: { player: [seat, seat] },
    invalid: { reask: 1, then: 'forfeit' },
    ...changes,
  }
  return plannedHere(input, toldRounds)
}

async function needs(row: object, changes: object = {}): Promise<CallEstimate> {
  return estimated(await planned(row, changes), factsWith({}))
}

const SUMMARY = { summary: { last: 2, words: 40 } }
const PROBES = {
  trust: {
    of: 'all',
    at: 'every-round',
    question: 'How much do you trust?',
    answer: { from: 0, to: 10 },
  },
}

describe('calls are foretold', () => {
  test.each<[string, object, object, number]>([
    ['of a fresh session', {}, {}, 2 * (1 + ROUNDS)],
    ['of a thread', { session: 'thread' }, {}, 2 * (1 + ROUNDS)],
    ['with a probe in every round', {}, { probes: PROBES }, 2 * (1 + 2 * ROUNDS)],
    ['with summaries of what falls out', {}, { history: SUMMARY }, 2 * (1 + ROUNDS + ROUNDS - 3)],
  ])('%s', async (_, row, changes, calls) => {
    const plans = await planned(row, changes)
    const { total } = await estimated(plans, factsWith({}))
    expect(total.calls.expected).toBe(calls)
    expect(total.calls.high).toBe(2 * calls)
    expect(total.mostCalls).toBeGreaterThanOrEqual(total.calls.high)
    const { models } = await playCounted(plans)
    expect(models.get('any/model')?.calls).toBe(calls)
  })

  test('of a summary under the model that writes it', async () => {
    const by = { history: { summary: { ...SUMMARY.summary, by: 'other/writer' } } }
    const { models, cells } = await needs({ maxTokens: 2 }, by)
    const calls = new Map(models.map(({ model, total }) => [model, total.calls.expected]))
    expect(calls).toEqual(
      new Map([
        ['any/model', 2 * (1 + ROUNDS)],
        ['other/writer', 2 * (ROUNDS - 3)],
      ]),
    )
    expect(cells.find(({ model }) => model === 'other/writer')?.prompts).toEqual([])
    const writer = models.find(({ model }) => model === 'other/writer')
    expect(writer?.total.outputTokens.expected).toBeGreaterThan(2 * (ROUNDS - 3) * 20)
  })
})

describe('tokens', () => {
  const inputOf = async (row: object, changes: object = {}): Promise<number> =>
    (await needs(row, changes)).total.inputTokens.expected

  test('of a thread are more than those of asks that stand alone; a window makes them fewer', async () => {
    const thread = await inputOf({ session: 'thread' })
    expect(thread).toBeGreaterThan(await inputOf({}))
    expect(await inputOf({ session: 'thread' }, { history: { last: 2 } })).toBeLessThan(thread)
    expect(await inputOf({}, { history: 'none' })).toBeLessThan(await inputOf({}))
  })

  test('of a thread grow by its replies, be they short or long', async () => {
    const { total } = await needs({ session: 'thread' })
    const fresh = (await needs({})).total
    const spread = (one: typeof total): number => one.inputTokens.high / one.inputTokens.low
    expect(spread(total)).toBeGreaterThan(spread(fresh))
  })

  test('of every prompt that is sent are those that were foretold', async () => {
    for (const [row, changes] of [
      [{}, { history: { last: 2 }, probes: PROBES }],
      [{ opening: [{ role: 'user', text: 'Ready? '.repeat(50) }] }, { history: { tokens: 50 } }],
      [{}, { prompt: { parts: { rules: 'off' } } }],
    ] as const) {
      const plans = await planned(row, changes)
      const { cells } = await estimated(plans, factsWith({}))
      const { models } = await playCounted(plans)
      const played = models.get('any/model')
      const perCall = (played?.characters ?? 0) / 4 / (played?.calls ?? 1)
      const { inputTokens, calls } = cells[0]?.perRun ?? {
        inputTokens: { expected: 0 },
        calls: { expected: 1 },
      }
      expect(inputTokens.expected / calls.expected / perCall).toBeGreaterThan(0.85)
      expect(inputTokens.expected / calls.expected / perCall).toBeLessThan(1.15)
    }
  })
})
