/** What is estimated beside what playing for real then comes to. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CallEstimate, type CallNeeds, type Range } from '../../record/call-estimate.ts'
import { estimated, factsWith } from './testing/estimated.ts'
import { plannedFile, plannedHere, playCounted } from './testing/played-experiment.ts'
import { talk } from './testing/talk-scenario.ts'

const SHIPPED = ['showcase', 'prisoners-dilemma', 'battle-of-the-sexes', 'robustness']

describe.each(SHIPPED)('of the shipped experiment %s', (name) => {
  const file = `scenarios/matrix-game/experiments/${name}.yaml`

  test('every call is foretold, and the tokens to a few per cent', async () => {
    const planned = await plannedFile(file)
    const { models, total } = await estimated(planned)
    const played = await playCounted(planned)
    const counted = [...played.models].map(([model, { calls }]) => [model, calls])
    expect(models.map((one) => [one.model, one.total.calls.expected]).sort()).toEqual(
      counted.sort(),
    )
    expect(total.calls.low).toBe(total.calls.expected)
    for (const one of models) {
      const { inputTokens, outputTokens } = one.total
      const { characters, ...used } = played.models.get(one.model) as never as Used
      expect(inputTokens.expected / (characters / 4)).toBeGreaterThan(0.98)
      expect(inputTokens.expected / (characters / 4)).toBeLessThan(1.03)
      expect(used.inputTokens).toBeGreaterThan(inputTokens.low)
      expect(used.inputTokens).toBeLessThan(inputTokens.high)
      expect(used.outputTokens).toBeGreaterThanOrEqual(outputTokens.low)
      expect(used.outputTokens).toBeLessThanOrEqual(outputTokens.high)
    }
  })

  test('the estimate can be kept as JSON and read again, and comes out the same twice', async () => {
    const planned = await plannedFile(file)
    const estimate = await estimated(planned)
    expect(CallEstimate.parse(JSON.parse(JSON.stringify(estimate)))).toEqual(estimate)
    expect(await estimated(planned)).toEqual(estimate)
  })
})

interface Used {
  readonly characters: number
  readonly inputTokens: number
  readonly outputTokens: number
}

test('of 3,600 treatments a few are played, and every call is foretold', async () => {
  const planned = await plannedFile('scenarios/matrix-game/experiments/all-games.yaml')
  const { total, models, sampled, cells, runs } = await estimated(planned)
  expect(sampled.plays).toBeLessThanOrEqual(200)
  expect(runs).toBe(3_600)
  expect(cells).toHaveLength(3_600 + 3_600 - 144 * 5)
  expect(total.calls).toEqual({ low: 72_000, expected: 72_000, high: 216_000 })
  expect(models.map((one) => one.total.calls.expected)).toEqual([
    14_400, 14_400, 14_400, 14_400, 14_400,
  ])
})

const DILEMMA = { game: 'prisoners-dilemma', rounds: 10 }
const ROW = { policy: 'llm', model: 'simulated/sloppy' }

describe('a careless model', () => {
  test('is asked again, and stays below what is told as every reask', async () => {
    const planned = await plannedHere({
      parameters: DILEMMA,
      cast: { row: ROW, column: 'tit-for-tat' },
      replicates: 10,
    })
    const { total } = await estimated(planned)
    const { models } = await playCounted(planned, { standIn: 'sloppy' })
    const used = models.get('simulated/sloppy') as Used & { calls: number }
    expect(total.calls).toEqual({ low: 100, expected: 100, high: 300 })
    expect(used.calls).toBeGreaterThan(100)
    expect(used.calls).toBeLessThan(300)
    expect(used.inputTokens).toBeGreaterThan(total.inputTokens.expected)
    expect(used.inputTokens).toBeLessThan(total.inputTokens.high)
  })

  test('that is never asked again has no reask in any number', async () => {
    const { total } = await estimated(
      await plannedHere({
        parameters: DILEMMA,
        cast: { row: ROW, column: 'grim' },
        invalid: { reask: 0, then: 'forfeit' },
      }),
    )
    expect(total.calls).toEqual({ low: 10, expected: 10, high: 10 })
    expect(total.mostCalls).toBe(10)
  })
})

describe('treatments that differ in length', () => {
  test('are told apart, also where only some of them are played', async () => {
    const planned = await plannedHere({
      parameters: DILEMMA,
      cast: { row: ROW, column: 'grim' },
      factors: { 'parameters.rounds': Array.from({ length: 40 }, (_, i) => i + 1) },
    })
    const { cells } = await estimated(planned)
    expect(cells.map(({ perRun }) => perRun.calls.expected)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    )
  })

  test('are stretched from others where there are more than are played, prompts and all', async () => {
    const planned = await plannedHere({
      parameters: DILEMMA,
      cast: { row: ROW, column: 'grim' },
      // 60,600 ticks together: more than are played.
      factors: { 'parameters.rounds': Array.from({ length: 30 }, (_, i) => 20 + 130 * i) },
    })
    const { cells, sampled } = await estimated(planned)
    expect(sampled.plays).toBeLessThan(30)
    cells.forEach(({ perRun }, i) => expect(perRun.calls.expected).toBeCloseTo(20 + 130 * i, 6))
    const tokens = cells.map(({ perRun }) => perRun.inputTokens.expected)
    expect(tokens).toEqual(tokens.toSorted((a, b) => a - b))
    // A history that is told in full makes prompts grow with every round, and their sum with the square.
    const [last = 0, half = 0] = [tokens[29], tokens[15]]
    expect(last / half).toBeGreaterThan(3)
    expect(last / half).toBeLessThan(4)
  })
})

describe('a game that ends by chance', () => {
  test('is played under so many seeds that its calls are foretold', async () => {
    const planned = await plannedHere({
      parameters: { game: 'prisoners-dilemma', continuation: 0.9 },
      cast: { row: ROW, column: 'grim' },
      factors: { 'parameters.framing': ['neutral', 'community'] },
      replicates: 60,
    })
    const { models, total } = { ...(await estimated(planned)), ...(await playCounted(planned)) }
    expect(total.calls.expected).toBe(models.get('simulated/sloppy')?.calls)
  })

  test('is told with the fewest and the most calls of its plays, and with what its rules allow', async () => {
    const planned = await plannedHere({
      parameters: { game: 'prisoners-dilemma', continuation: 0.8 },
      cast: { row: ROW, column: 'grim' },
      replicates: 30,
    })
    const [cell] = (await estimated(planned)).cells
    expect(cell?.calls.low).toBeLessThan(cell?.calls.high ?? 0)
    expect(cell?.perRun.mostCalls).toBe(
      3 * planned.scenario.mostTicks(planned.plans[0]?.parameters),
    )
    // The mean of many runs varies less than a run.
    expect(cell?.perRun.calls.low).toBeGreaterThan(cell?.calls.low ?? 0)
    expect(cell?.perRun.calls.high).toBeLessThan(3 * (cell?.calls.high ?? 0))
  })
})

describe('talk', () => {
  const speakers = Array.from({ length: 3 }, () => ({ ...ROW, model: 'any/model' }))
  const planned = () =>
    plannedHere({ parameters: { rounds: 4 }, cast: { speaker: speakers } }, talk)

  test('is read by everybody afterwards: prompts grow by what is said, little, as expected, or much', async () => {
    const [cell] = (await estimated(await planned(), factsWith({}))).cells
    const { inputTokens, outputTokens } = cell?.perRun as CallNeeds
    // Three speakers say 400 characters in each of three rounds that are read.
    const tokens = cell?.prompts.map((prompt) => prompt.tokens) ?? []
    expect((tokens[3] ?? 0) - (tokens[0] ?? 0)).toBeCloseTo((3 * 3 * 405) / 4, -1)
    expect(outputTokens).toEqual({ low: 12 * 8, expected: 12 * 100, high: 3 * 12 * 667 })
    expect(inputTokens.high / inputTokens.expected).toBeGreaterThan(10)
    expect(inputTokens.expected / inputTokens.low).toBeGreaterThan(3)
  })

  test('is no longer than its form allows', async () => {
    const short = { parameters: { rounds: 4, maxLength: 20 }, cast: { speaker: speakers } }
    const { total } = await estimated(await plannedHere(short, talk), factsWith({}))
    expect(total.outputTokens).toEqual({ low: 12 * 4, expected: 12 * 5, high: 3 * 12 * 7 })
  })
})

test('low, expected and high come in this order, and high calls are no more than the most', async () => {
  const seat = fc.record(
    {
      answer: fc.constantFrom('line', 'bare'),
      maxTokens: fc.integer({ min: 1, max: 5_000 }),
      persona: fc.string({ maxLength: 300 }).map((words) => `You are ${words}.`),
      probabilities: fc.record({ samples: fc.integer({ min: 1, max: 9 }) }),
    },
    { requiredKeys: [] },
  )
  const facts = fc.record({
    reasons: fc.constantFrom(true, false, null),
    structuredOutput: fc.boolean(),
    logprobs: fc.boolean(),
  })
  const parameters = fc.oneof(
    fc.record({ game: fc.constant('prisoners-dilemma'), rounds: fc.integer({ min: 1, max: 12 }) }),
    fc.record({
      game: fc.constant('battle-of-the-sexes'),
      continuation: fc.constantFrom(0.3, 0.9),
      predict: fc.boolean(),
    }),
  )
  await fc.assert(
    fc.asyncProperty(seat, facts, parameters, fc.nat(3), async (row, some, game, reask) => {
      const planned = await plannedHere({
        parameters: game,
        cast: { row: { policy: 'llm', model: 'any/model', ...row }, column: 'random' },
        invalid: { reask, then: 'forfeit' },
        replicates: 4,
      })
      const { total, cells } = await estimated(planned, factsWith(some))
      for (const needs of [total, ...cells.map(({ perRun }) => perRun)]) {
        const { usd, calls, inputTokens, outputTokens, mostCalls } = needs
        for (const range of [calls, inputTokens, outputTokens, usd as Range]) {
          expect(range.low).toBeLessThanOrEqual(range.expected)
          expect(range.expected).toBeLessThanOrEqual(range.high)
        }
        expect(calls.high).toBeLessThanOrEqual(mostCalls)
      }
    }),
    { numRuns: 25 },
  )
})
