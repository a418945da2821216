/** What the page of a run is answered, against the record itself. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePlan } from '../../../io/store/testing/sample-plan.ts'
import { putRun } from '../../../io/store/testing/sample-record.ts'
import { runIdOf } from '../../../record/plan.ts'
import type { DrawnGraph } from '../../../study/viewing/phase-graph.ts'
import type { RunHead } from '../../../study/viewing/run-head.ts'
import type { RawPage } from '../../../study/viewing/transcript-entries.ts'
import { openSqliteStore } from '../../adapters.ts'
import { loadScenario, scenarioNames } from '../../catalogue.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { graphOf } from './run-machine.ts'
import { oneRunQuestions } from './run.ts'

const RUN = runIdOf(samplePlan())
const folder = mkdtempSync(join(tmpdir(), 'coterie-run-'))
let records: Records
let record: Opened

beforeAll(() => {
  const path = join(folder, 'sample.sqlite')
  const store = openSqliteStore(path, 'write')
  putRun(store, samplePlan())
  putRun(store, samplePlan({ replicate: 2, scenario: { name: '../../secret', version: 1 } }))
  store.close()
  records = openRecords([path])
  record = records.named('sample')
})

afterAll(() => {
  records.close()
  rmSync(folder, { recursive: true })
})

async function ask<T>(path: string, given: object = {}, query = {}): Promise<T> {
  const question = oneRunQuestions.find((one) => one.path === `run/:run/${path}`)
  return (await question?.answer(record, { run: RUN, ...given }, query)) as T
}

describe('the questions of a run', () => {
  test('number entries as the view `entries` does, and give the very bodies', async () => {
    const view = [...record.tables.rows('entries', { runId: RUN })]
    const { entries, pageSeqs } = await ask<RunHead>('head')
    expect(entries).toBe(view.length)
    expect(pageSeqs).toEqual([1])
    const { ticks } = await ask<RawPage>('entries/:page', { page: '0' })
    const raw = ticks.flatMap((tick) => tick.raw.map(({ seq, kind }) => ({ seq, kind })))
    expect(raw).toEqual(view.slice(1, -1).map(({ seq, kind }) => ({ seq, kind })))
    for (const { seq, tick, body } of view.slice(1, -1)) {
      const whole = await ask<{ body: string }>('tick/:tick/entry/:seq', {
        tick: String(tick),
        seq: String(seq),
      })
      expect(JSON.parse(whole.body)).toEqual(JSON.parse(String(body)))
    }
  })

  test('find the ticks with what is wanted', async () => {
    const found = (query: object) => ask('found', {}, query)
    expect(await found({})).toEqual({ ticks: [0, 1], next: null })
    expect(await found({ from: '1' })).toEqual({ ticks: [1], next: null })
    expect(await found({ words: 'nobody ever said this' })).toEqual({ ticks: [], next: null })
    expect(await found({ as: 'entries', words: '"stream":"end"' })).toMatchObject({ ticks: [1] })
  })

  test('say in words what is wrong with an address', async () => {
    await expect(ask('head', { run: '../../etc/passwd' })).rejects.toThrow('there is no run')
    await expect(ask('ticks/:page', { page: '-1' })).rejects.toThrow('"-1" is no page')
    await expect(ask('ticks/:page', { page: '1e3' })).rejects.toThrow('"1e3" is no page')
    await expect(ask('tick/:tick/entry/:seq', { tick: '1', seq: '9999' })).rejects.toThrow(
      'has no entry 9999',
    )
  })

  test('load no scenario but those of the catalogue', async () => {
    const run = runIdOf(
      samplePlan({ replicate: 2, scenario: { name: '../../secret', version: 1 } }),
    )
    expect(await ask<{ graph: DrawnGraph | null }>('machine', { run })).toEqual({ graph: null })
  })
})

describe('the graph of a machine', () => {
  test.each(scenarioNames())(
    '%s has every phase once, one that is initial, and arrows between phases',
    async (name) => {
      const { machine } = await loadScenario(name)
      const { nodes, edges } = graphOf(machine)
      const ids = new Set(nodes.map(({ id }) => id))
      expect(ids.size).toBe(nodes.length)
      expect(nodes.filter(({ isInitial }) => isInitial)).toHaveLength(1)
      expect(nodes.some(({ kind }) => kind === 'end')).toBe(true)
      for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
    },
  )
})
