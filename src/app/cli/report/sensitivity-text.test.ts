/** What is claimed of differences, and what is not. */
import { expect, test } from 'vitest'
import { memoryStore } from '../../../io/store/memory-store.ts'
import { reportOf } from '../../../study/analysis/report.ts'
import {
  tellRecord,
  type ToldDecision,
  type ToldRun,
} from '../../../study/analysis/testing/told-record.ts'
import { sensitivityText } from './sensitivity-text.ts'

const STAY: ToldDecision = { status: 'valid', value: 'stay' }
const GO: ToldDecision = { status: 'valid', value: 'go' }
const LOST: ToldDecision = { status: 'forfeited' }

function textOf(runs: readonly ToldRun[], planned: number): string {
  const store = tellRecord(memoryStore(), runs)
  const plannedBy = ['a', 'b'].map((treatment) => ({ treatment, runs: planned }))
  store.keepExperiment(JSON.stringify({ plannedBy }))
  const { sensitivity, attrition } = reportOf(store)
  return sensitivityText(sensitivity, attrition, false).join(' ')
}

/** Runs of one treatment that stay, of another that go but for one lost decision. */
function runsOf(each: number): ToldRun[] {
  return Array.from({ length: each }, (_, i) => [
    { seed: i, treatment: 'a', ticks: [[STAY], [STAY], [STAY]] },
    { seed: 100 + i, treatment: 'b', ticks: [[GO], [GO], [i === 0 ? LOST : GO]] },
  ]).flat()
}

test('runs that have not ended are named where it is said that nothing could vanish', () => {
  const open: ToldRun = { seed: 50, treatment: 'a', status: 'started', ticks: [[STAY]] }
  const text = textOf([...runsOf(2), open], 10)
  expect(text).toMatch(/none of them could vanish or turn: this is said of the finished runs/)
  expect(text).toContain('16 of 20 planned runs have not ended')
  expect(text).not.toContain('Nothing can be said')
})

test('where all runs have ended, none is named', () => {
  const text = textOf(runsOf(2), 2)
  expect(text).toContain('none of them could vanish or turn')
  expect(text).not.toContain('have not ended')
})

test('of a treatment with one finished run nothing is claimed', () => {
  const text = textOf(runsOf(1), 1)
  expect(text).toContain(
    'Nothing can be said of 1 difference: a treatment has fewer than 2 finished runs.',
  )
  expect(text).not.toMatch(/could vanish|sign stands/)
})
