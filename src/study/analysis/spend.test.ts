import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import { spendOf } from './spend.ts'
import { participantAt, planOf, tellRecord, type ToldRun } from './testing/told-record.ts'

describe('spend', () => {
  test('adds up calls, tries, tokens and costs by treatment and model', () => {
    const spend = spendOf(
      tellRecord(memoryStore(), [
        {
          seed: 1,
          ticks: [
            [
              {
                status: 'reasked',
                value: 'go',
                calls: [
                  { reading: 'no-answer', tries: 3, uncertainUsd: 0.5 },
                  { usage: { inputTokens: 100, outputTokens: 10, cachedInputTokens: 60 } },
                  { sample: 1, costUsd: 0.2 },
                ],
              },
            ],
            [
              {
                status: 'forfeited',
                calls: [
                  {
                    error: 'broken',
                    completion: null,
                    reading: 'failed',
                    costUsd: null,
                    usage: { inputTokens: null, outputTokens: null },
                  },
                  { costUsd: null, usage: { inputTokens: null, outputTokens: null } },
                  { costUsd: null },
                ],
              },
            ],
          ],
        },
        {
          seed: 2,
          treatment: 'u',
          ticks: [[{ status: 'valid', value: 'go', calls: [{ model: 'two' }] }]],
        },
        { seed: 3, treatment: 'v', ticks: [[{ status: 'valid', value: 'go' }]] },
      ]),
    )
    expect(spend).toEqual([
      {
        treatment: 't',
        model: 'lab/one',
        calls: 6,
        openCalls: 0,
        tries: 8,
        inputTokens: 400,
        cachedInputTokens: 60,
        outputTokens: 40,
        costUsd: 0.4,
        uncertainUsd: 0.5,
        unpriced: 2,
        uncounted: 1,
      },
      expect.objectContaining({ treatment: 'u', model: 'lab/two', calls: 1, costUsd: 0.1 }),
    ])
  })

  test('counts what was paid in ticks that are still open', () => {
    const run: ToldRun = { seed: 1, status: 'started', ticks: [] }
    const store = tellRecord(memoryStore(), [run])
    const place = { tick: 0, ask: 'choice', attempt: 0, sample: 0, request: 'ab' }
    const completed = {
      kind: 'completed',
      usage: { inputTokens: 7, outputTokens: 2 },
      costUsd: 0.3,
      latencyMs: 5,
    }
    const failed = { kind: 'failed', why: 'late', cause: 'timeout', uncertainUsd: 0.9, tries: 2 }
    for (const [seat, completion] of [completed, failed].entries())
      store.keepCall(runIdOf(planOf(run)), () => ({
        ...place,
        participant: participantAt(seat),
        completion: JSON.stringify(completion),
      }))
    store.flush()
    expect(spendOf(store)).toMatchObject([
      {
        model: 'lab/one',
        calls: 2,
        openCalls: 2,
        tries: 3,
        inputTokens: 7,
        outputTokens: 2,
        costUsd: 0.3,
        uncertainUsd: 0.9,
        unpriced: 0,
      },
    ])
  })

  test('books calls of open ticks under the model that was asked: of whoever sits there by then, or of who writes summaries', () => {
    const plan = planOf({ seed: 1, ticks: [] })
    const [, second] = plan.seats
    const settings = { model: 'lab/two' }
    const deed = { do: 'replace' as const, who: participantAt(1), seat: { ...second!, settings } }
    const changed: Plan = {
      ...plan,
      interventions: [{ at: { tick: 3 }, deed }],
      history: { summary: { last: 1, words: 20, by: 'lab/writer' } },
    }
    const store = memoryStore()
    store.begin(runIdOf(changed), changed, 1, '2026-01-01T00:00:00.000Z')
    const completion = JSON.stringify({ kind: 'completed', usage: {}, costUsd: 0.5, latencyMs: 1 })
    for (const [seat, tick, ask] of [
      [0, 4, 'choice'],
      [0, 4, 'choice/summary'],
      [1, 2, 'choice'],
      [1, 4, 'choice'],
    ] as const)
      store.keepCall(runIdOf(changed), () => {
        const place = { tick, participant: participantAt(seat), ask, attempt: 0, sample: 0 }
        return { ...place, request: 'ab', completion }
      })
    store.flush()
    expect(spendOf(store).map(({ model, openCalls }) => [model, openCalls])).toEqual([
      ['lab/one', 2],
      ['lab/two', 1],
      ['lab/writer', 1],
    ])
  })

  test('counts what a fork shares with its parent once, under the treatment of the parent', () => {
    const tick = [{ status: 'valid', value: 'go', calls: [{ costUsd: 0.25 }] }] as const
    const root: ToldRun = { seed: 1, ticks: [tick, tick, tick] }
    const fork: ToldRun = { seed: 1, treatment: 'u', fork: { of: root, tick: 2 }, ticks: [tick] }
    const second: ToldRun = { ...fork, fork: { of: fork, tick: 3 }, ticks: [tick, tick] }
    const spend = spendOf(tellRecord(memoryStore(), [root, fork, second]))
    expect(spend).toMatchObject([
      { treatment: 't', calls: 3, costUsd: 0.75 },
      { treatment: 'u', calls: 3, costUsd: 0.75 },
    ])
  })

  test('of ten dimes is a dollar, however they are spread over treatments, runs and equal ticks', () => {
    const dimes = fc.array(
      fc.record({ treatment: fc.constantFrom('a', 'b'), run: fc.nat(3), tick: fc.nat(1) }),
      { minLength: 10, maxLength: 10 },
    )
    fc.assert(
      fc.property(dimes, (list) => {
        const runs = [...Map.groupBy(list, ({ treatment, run }) => `${treatment}${run}`)].map(
          ([name, some], seed): ToldRun => ({
            seed,
            treatment: name[0] ?? '',
            ticks: some.map(() => [{ status: 'valid', value: 'go', calls: [{ costUsd: 0.1 }] }]),
          }),
        )
        const spend = spendOf(tellRecord(memoryStore(), runs))
        expect(spend.reduce((total, { calls }) => total + calls, 0)).toBe(10)
        for (const { calls, costUsd } of spend) expect(costUsd).toBeCloseTo(calls / 10, 15)
      }),
    )
  })
})
