/** What was spent is counted once, whoever shows it. */
import { expect, test } from 'vitest'
import { memoryStore } from '../io/store/memory-store.ts'
import { tellRecord, type ToldRun } from '../study/analysis/testing/told-record.ts'
import { spendSoFar } from './spend-so-far.ts'

test('a fork spent what its own ticks cost, and not what it shares with its parent', () => {
  const tick = [{ status: 'valid', value: 'go', calls: [{ costUsd: 0.25 }] }] as const
  const root: ToldRun = { seed: 1, ticks: [tick, tick, tick] }
  const fork: ToldRun = { seed: 1, fork: { of: root, tick: 2 }, ticks: [tick, tick] }
  const store = tellRecord(memoryStore(), [root, fork])
  expect(spendSoFar(store)).toMatchObject({ calls: 5, usd: 1.25 })
})
