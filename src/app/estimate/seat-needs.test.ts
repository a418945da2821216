/** What a seat and its model need, from what they are told. */
import { describe, expect, test } from 'vitest'
import type { CallNeeds } from '../../record/call-estimate.ts'
import { modelFacts, type ModelFacts } from './model-facts.ts'
import { estimated, factsWith } from './testing/estimated.ts'
import { plannedHere } from './testing/played-experiment.ts'

const DILEMMA = { game: 'prisoners-dilemma', rounds: 10 }

describe('what a seat is told changes what it is sent', () => {
  async function needs(seat: object, facts: Partial<ModelFacts> = {}): Promise<CallNeeds> {
    const row = { policy: 'llm', model: 'any/model', ...seat }
    const planned = await plannedHere({ parameters: DILEMMA, cast: { row, column: 'grim' } })
    return (await estimated(planned, factsWith(facts))).total
  }

  test('a persona of 400 characters is 100 tokens more in every prompt, and a message', async () => {
    const [without, withOne] = [await needs({}), await needs({ persona: 'xxx '.repeat(100) })]
    expect(withOne.inputTokens.expected - without.inputTokens.expected).toBeCloseTo(10 * 104, 6)
  })

  test('other scripts take more tokens for as many characters', async () => {
    const [latin, han] = [
      await needs({ persona: 'xxx '.repeat(100) }),
      await needs({ persona: '字字字 '.repeat(100) }),
    ]
    expect(han.inputTokens.expected - latin.inputTokens.expected).toBeCloseTo((10 * 600) / 4, 6)
  })

  test('bare answers are a few tokens; maxTokens holds every reply', async () => {
    expect((await needs({ answer: 'bare' })).outputTokens).toEqual({
      low: 10,
      expected: 30,
      high: 150,
    })
    expect((await needs({ maxTokens: 50 })).outputTokens).toEqual({
      low: 50,
      expected: 500,
      high: 1_500,
    })
  })

  test('a model that reasons may write as much as it is allowed, whatever is asked for', async () => {
    const unheld = await needs({ answer: 'bare' }, { reasons: true })
    expect(unheld.outputTokens).toEqual({ low: 10, expected: 6_030, high: 30 * 8_192 })
    const held = await needs({ answer: 'bare', maxTokens: 2_000 }, { reasons: true })
    expect(held.outputTokens.high).toBe(30 * 2_000)
    const unknown = await needs({ answer: 'bare' }, { reasons: null })
    expect(unknown.outputTokens).toEqual({ low: 10, expected: 30, high: 30 * 1_024 })
  })

  test('where a schema is enforced it is sent along, and paid', async () => {
    const [line, json] = [await needs({}), await needs({}, { structuredOutput: true })]
    expect(json.inputTokens.expected).toBeGreaterThan(line.inputTokens.expected)
    const never = await needs({ structured: 'never' }, { structuredOutput: true })
    expect(never).toEqual(line)
  })

  test('option probabilities take so many further replies, unless log-probabilities tell', async () => {
    const [plain, sampled] = [await needs({}), await needs({ probabilities: { samples: 4 } })]
    expect(sampled.calls).toEqual({ low: 50, expected: 50, high: 70 })
    expect(sampled.inputTokens.expected).toBeCloseTo(5 * plain.inputTokens.expected, 6)
    const told = await needs({ probabilities: { samples: 4 } }, { logprobs: true })
    expect(told.calls).toEqual({ low: 10, expected: 10, high: 70 })
  })
})

describe('money', () => {
  const two = {
    parameters: DILEMMA,
    cast: {
      row: { policy: 'llm', model: 'openai/gpt-4o' },
      column: { policy: 'llm', model: 'nobody/knows' },
    },
  }

  test('a model without a price is named and never free; the sum is of those that have one', async () => {
    const { models, total, cells, unpriced } = await estimated(await plannedHere(two))
    expect(unpriced).toEqual(['nobody/knows'])
    expect(models.map(({ total: { usd } }) => usd === null)).toEqual([false, true])
    expect(cells.map(({ perRun: { usd } }) => usd === null)).toEqual([false, true])
    expect(total.usd).toEqual(models[0]?.total.usd)
    const { inputTokens, outputTokens, usd } = models[0]?.total as CallNeeds
    expect(usd?.expected).toBeCloseTo(
      (2.5 * inputTokens.expected + 10 * outputTokens.expected) / 1e6,
      8,
    )
  })

  test('where no model has a price there is no sum at all', async () => {
    const cast = { ...two.cast, row: { policy: 'llm', model: 'nobody/else' } }
    expect((await estimated(await plannedHere({ ...two, cast }))).total.usd).toBeNull()
  })

  test('declared prices go before those that are known', async () => {
    const price = { inputUsd: 0, outputUsd: 0, asOf: '2026-01-01', source: 'ours' }
    const declared = { name: 'openai', structuredOutput: false, logprobs: false }
    const facts = modelFacts([{ ...declared, prices: { 'gpt-4o': price } }])
    expect(facts('openai/gpt-4o').price).toEqual(price)
    expect(facts('openai/gpt-4.1').price).toMatchObject({ inputUsd: 2 })
  })

  test('experiments without models need nothing', async () => {
    const planned = await plannedHere({
      parameters: DILEMMA,
      cast: { row: 'grim', column: 'grim' },
    })
    const { total, cells, sampled, assumptions } = await estimated(planned)
    expect({ cells, sampled, assumptions }).toEqual({
      cells: [],
      sampled: { plays: 0, treatments: 0 },
      assumptions: [],
    })
    expect(total).toMatchObject({ calls: { expected: 0 }, usd: { expected: 0 } })
  })
})
