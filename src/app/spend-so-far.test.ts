/** What was spent is counted once, whoever shows it; and a record says where its last sitting stopped. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { memoryStore } from '../io/store/memory-store.ts'
import { defineExperiment } from '../play/experiment/define-experiment.ts'
import { reportOf } from '../study/analysis/report.ts'
import { tellRecord, type ToldRun } from '../study/analysis/testing/told-record.ts'
import { unrecordedSpendIn } from '../study/viewing/runs/run-spend.ts'
import { openSqliteStore } from './adapters.ts'
import { loadScenario } from './catalogue.ts'
import { runExperiment, type RunReport } from './run-experiment.ts'
import { keepUnrecordedSpend, spendSoFar, sunkIn } from './spend-so-far.ts'

test('a fork spent what its own ticks cost, and not what it shares with its parent', () => {
  const tick = [{ status: 'valid', value: 'go', calls: [{ costUsd: 0.25 }] }] as const
  const root: ToldRun = { seed: 1, ticks: [tick, tick, tick] }
  const fork: ToldRun = { seed: 1, fork: { of: root, tick: 2 }, ticks: [tick, tick] }
  const store = tellRecord(memoryStore(), [root, fork])
  expect(spendSoFar(store)).toMatchObject({ calls: 5, usd: 1.25 })
})

describe('where a sitting stopped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-stopped-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is no spending, and is forgotten when the next begins', () => {
    const store = memoryStore()
    const spent = { calls: 3, usd: 0.5, uncertainUsd: 0.25 }
    keepUnrecordedSpend(store, spent, 'budget.usd is $1.00')
    expect(spendSoFar(store)).toEqual(spent)
    expect(unrecordedSpendIn(store.unrecordedSpend())).toMatchObject({
      ...spent,
      stoppedAt: 'budget.usd is $1.00',
    })
    sunkIn(store)
    expect(spendSoFar(store)).toEqual(spent)
    expect(unrecordedSpendIn(store.unrecordedSpend()).stoppedAt).toBeNull()
  })

  test('stands beside the record and in its report, and changes no hash', async () => {
    const scenario = await loadScenario('matrix-game')
    const run = (db: string, budget?: { calls: number }): Promise<RunReport> => {
      const experiment = defineExperiment({
        experiment: 'stopped',
        scenario: 'matrix-game',
        parameters: { game: 'prisoners-dilemma', rounds: 3 },
        cast: { row: { policy: 'llm', model: 'simulated/mixed' }, column: 'tit-for-tat' },
        replicates: 4,
        ...(budget === undefined ? {} : { budget }),
      })
      const source = { experiment, scenario, own: [], explain: <T>(error: T) => error }
      return runExperiment(source, { db: join(folder, db), concurrency: 1 })
    }
    const stoppedAt = (db: string): string | null => {
      const store = openSqliteStore(join(folder, db), 'read')
      try {
        return reportOf(store).stoppedAtBudget
      } finally {
        store.close()
      }
    }
    const whole = await run('whole.sqlite')
    expect(stoppedAt('whole.sqlite')).toBeNull()
    const capped = await run('capped.sqlite', { calls: 5 })
    expect(capped.cap).toMatch(/^budget.calls is 5/)
    expect(stoppedAt('capped.sqlite')).toBe(capped.cap)
    const raised = await run('capped.sqlite', { calls: 100 })
    expect(stoppedAt('capped.sqlite')).toBeNull()
    const hashes = ({ runs }: RunReport): unknown[] => runs.map(({ recordHash }) => recordHash)
    expect(hashes(raised)).toEqual(hashes(whole))
  })
})
