/** A record that is limited to some runs tells of no other, by any door. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BadInputError } from '../../../base/errors.ts'
import type { RunId } from '../../../record/ids.ts'
import { loadExperiment } from '../../load-experiment.ts'
import { runExperiment } from '../../run-experiment.ts'
import { questions } from '../questions/questions.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { chooseRuns } from './choose-runs.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-only-'))
let records: Records
let whole: Opened
let one: Opened
let kept: RunId
let others: RunId[]

beforeAll(async () => {
  const db = join(folder, 'berg.sqlite')
  await runExperiment(await loadExperiment('scenarios/trust-game/experiments/berg.yaml'), { db })
  records = openRecords([db])
  whole = records.named('berg')
  ;[kept, ...others] = whole.store.runs().map(({ runId }) => runId) as [RunId, ...RunId[]]
  one = chooseRuns([whole], [kept.slice(0, 12)])[0] as Opened
})
afterAll(() => {
  records.close()
  rmSync(folder, { recursive: true })
})

describe('a record of which some runs are seen', () => {
  test('has these runs, whole, and no other', () => {
    expect(others.length).toBeGreaterThan(0)
    expect(one.store.runs().map(({ runId }) => runId)).toEqual([kept])
    expect([...one.store.ticks(kept)]).toEqual([...whole.store.ticks(kept)])
    for (const run of others) {
      expect(one.store.run(run)).toBeUndefined()
      expect([...one.store.ticks(run)]).toEqual([])
      expect([...one.tables.rows('decisions', { runId: run })]).toEqual([])
    }
    const read = [...one.store.entriesByRun(['decision-taken'])].map(({ runId }) => runId)
    expect(read).toEqual([kept])
  })

  test('has their rows alone in every table, with the columns that were asked for', () => {
    for (const table of whole.tables.names) {
      const has = whole.tables.columns(table).some(({ name }) => name === 'run_id')
      const all = [...whole.tables.rows(table)]
      expect([...one.tables.rows(table)]).toEqual(
        has ? all.filter((row) => row['run_id'] === kept) : all,
      )
    }
    const points = [...one.tables.rows('payoffs', { columns: ['points'] })]
    expect(points).toEqual([...whole.tables.rows('payoffs', { runId: kept, columns: ['points'] })])
  })

  test('answers every question without a word of the others', async () => {
    for (const question of questions)
      for (const given of question.instances(one)) {
        const told = JSON.stringify(await question.answer(one, given, {}))
        for (const run of others) expect(told).not.toContain(run)
      }
  })

  test('cannot be written to', () => {
    expect(() => one.store.flush()).toThrow('only ever read')
    expect(() => one.ledger.add([])).toThrow('only ever read')
  })
})

describe('choosing runs', () => {
  test('takes all where none is named', () => {
    expect(chooseRuns([whole], [])).toEqual([whole])
  })

  test('says what is wrong with a name', () => {
    expect(() => chooseRuns([whole], ['run_zz'])).toThrow(BadInputError)
    expect(() => chooseRuns([whole], ['run_zz'])).toThrow('coterie show')
    expect(() => chooseRuns([whole], ['run_'])).toThrow('Give more of it')
  })
})
