/** A store as it is at one moment. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePlan } from '../../../io/store/testing/sample-plan.ts'
import { putRun } from '../../../io/store/testing/sample-record.ts'
import type { Store } from '../../../io/store/store.ts'
import { runIdOf } from '../../../record/plan.ts'
import { openSqliteStore } from '../../adapters.ts'
import { steadyStore } from './steady-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-steady-'))
let store: Store

beforeAll(() => {
  store = openSqliteStore(join(folder, 'sample.sqlite'), 'write')
  for (let replicate = 1; replicate <= 8; replicate++) putRun(store, samplePlan({ replicate }))
  store.flush()
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

describe('a steady store', () => {
  test('has the runs and the ticks of the store, whichever part of them is asked for', () => {
    const steady = steadyStore(store)
    expect(steady.runs()).toEqual(store.runs())
    expect(steady.runs(3)).toEqual(store.runs(3))
    // Twice, so that ticks are asked for that are kept, and that were forgotten.
    for (const run of [...store.runs(), ...store.runs()]) {
      expect(steady.run(run.runId)).toEqual(run)
      for (const [from, to] of [
        [undefined, undefined],
        [1, undefined],
        [0, 1],
        [run.ticks, run.ticks + 5],
      ])
        expect([...steady.ticks(run.runId, from, to)]).toEqual([
          ...store.ticks(run.runId, from, to),
        ])
    }
  })

  test('does not see runs that are begun later, and cannot be written to', () => {
    const steady = steadyStore(store)
    const later = samplePlan({ replicate: 99 })
    putRun(store, later)
    store.flush()
    expect(store.run(runIdOf(later))).toBeDefined()
    expect(steady.run(runIdOf(later))).toBeUndefined()
    expect([...steady.ticks(runIdOf(later))]).toEqual([])
    expect(() => steady.flush()).toThrow('only ever read')
  })

  test('is read no further once it is told to stop', () => {
    const stop = new AbortController()
    const steady = steadyStore(store, stop.signal)
    expect([...steady.entriesByRun(['decision-taken'])]).not.toEqual([])
    stop.abort(new Error('enough'))
    expect(() => steady.entriesByRun(['decision-taken'])).toThrow('enough')
  })
})
