import { expect, test } from 'vitest'
import { memoryStore } from '../../../io/store/memory-store.ts'
import { runIdOf } from '../../../record/plan.ts'
import { designOf } from '../../analysis/design.ts'
import { runsRead } from '../../analysis/read-runs.ts'
import {
  participantAt,
  planOf,
  tellRecord,
  type ToldRun,
} from '../../analysis/testing/told-record.ts'
import { addedSpend, spendReader } from './run-spend.ts'

const NO_REPLY = {
  completion: null,
  costUsd: null,
  usage: { inputTokens: null, outputTokens: null },
} as const

function spendIn(store: ReturnType<typeof memoryStore>) {
  const runs = [...runsRead(store, designOf(store), spendReader.kinds)]
  return addedSpend(runs.map(spendReader.valueOf))
}

test('a record tells by provider how often was tried again, and why tries failed', () => {
  const store = tellRecord(memoryStore(), [
    {
      seed: 1,
      ticks: [
        [
          {
            status: 'valid',
            value: 'go',
            calls: [
              { tries: 3, retried: ['429: Slow down', 'no reply within 60 s'], uncertainUsd: 0.5 },
              { provider: 'other', costUsd: null },
            ],
          },
        ],
        [
          {
            status: 'forfeited',
            calls: [
              {
                ...NO_REPLY,
                error: '503: 429: no reply within reach (given up after 2 tries)',
                reading: 'failed',
                tries: 2,
                retried: ['no connection could be made to http://127.0.0.1:1 (ECONNREFUSED)'],
              },
              { ...NO_REPLY, error: 'no reply within 60 s', reading: 'timed-out' },
              { ...NO_REPLY, error: '413: too long', reading: 'failed-for-prompt cut' },
              { ...NO_REPLY, error: '404: no such model', reading: 'failed-for-good' },
              { ...NO_REPLY, error: '429: Slow down', reading: 'failed' },
            ],
          },
        ],
      ],
    },
  ])
  const { calls, providers } = spendIn(store)
  expect(providers).toEqual([
    {
      name: 'lab',
      calls: 6,
      made: 9,
      retries: 3,
      refused: 2,
      failures: { passing: 1, timeout: 2, unreached: 1, prompt: 1, setup: 1 },
      unanswered: 5,
      inputTokens: 100,
      outputTokens: 10,
      usd: 0.1,
      uncertainUsd: 0.5,
      unpriced: 0,
    },
    expect.objectContaining({ name: 'other', made: 1, retries: 0, usd: 0, unpriced: 1 }),
  ])
  expect(calls).toBe(10)
})

test('calls of ticks that are open stand under the provider that was asked', () => {
  const run: ToldRun = { seed: 1, status: 'started', ticks: [] }
  const store = tellRecord(memoryStore(), [run])
  const place = { tick: 0, ask: 'choice', attempt: 0, sample: 0, request: 'ab' }
  const busy = { kind: 'failed', why: '429: no', cause: 'passing', isBusy: true, latencyMs: 5 }
  const usage = { inputTokens: 7, outputTokens: 2 }
  const doubted = { kind: 'completed', usage, costUsd: null, mended: ['usage-doubted'] }
  for (const [seat, completion] of [busy, doubted].entries())
    store.keepCall(runIdOf(planOf(run)), () => ({
      ...place,
      participant: participantAt(seat),
      completion: JSON.stringify(completion),
    }))
  store.flush()
  expect(spendIn(store).providers).toMatchObject([
    { name: 'lab', made: 2, refused: 1, inputTokens: 0, unpriced: 1 },
  ])
})

test('what a fork shares with its parent is counted there', () => {
  const tick = [{ status: 'valid', value: 'go', calls: [{ costUsd: 0.25 }] }] as const
  const root: ToldRun = { seed: 1, ticks: [tick, tick, tick] }
  const fork: ToldRun = { seed: 1, treatment: 'u', fork: { of: root, tick: 2 }, ticks: [tick] }
  expect(spendIn(tellRecord(memoryStore(), [root, fork])).providers).toMatchObject([
    { name: 'lab', made: 4, usd: 1 },
  ])
})
