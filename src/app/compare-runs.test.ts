import { expect, test } from 'vitest'
import type { RunSummary } from '../io/store/store.ts'
import { runIdOf } from '../record/plan.ts'
import {
  planOf,
  tellRecord,
  type ToldDecision,
  type ToldRun,
} from '../study/analysis/testing/told-record.ts'
import { memoryStore } from './adapters.ts'
import { compareRuns } from './compare-runs.ts'

/** The same words, for which a busy server was tried `tries` times; then a decision. */
const run = (seed: number, tries: number, value: string): ToldRun => {
  const asked: ToldDecision = { status: 'valid', value, calls: [{ tries, uncertainUsd: tries }] }
  return { seed, ticks: [[asked]] }
}

test('how often a busy server was tried is no difference between two runs', () => {
  const told = [run(1, 1, 'go'), run(2, 3, 'go'), run(3, 4, 'stay')]
  const store = tellRecord(memoryStore(), told)
  const [first, second, third] = told.map((one) => store.run(runIdOf(planOf(one)))) as [
    RunSummary,
    RunSummary,
    RunSummary,
  ]
  expect(compareRuns(store, first, second)).toMatchObject({ sharedTicks: 1, first: null })
  const { first: found } = compareRuns(store, first, third)
  expect(found?.left).toMatchObject({ kind: 'decision-taken', value: 'go' })
  expect(found?.differences.map(({ path }) => path).sort()).toEqual(['displayed', 'value'])
})
