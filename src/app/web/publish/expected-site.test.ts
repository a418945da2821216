/** What a site is expected to come to, beside what it comes to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defineExperiment } from '../../../play/experiment/define-experiment.ts'
import { loadScenario } from '../../catalogue.ts'
import { runExperiment } from '../../run-experiment.ts'
import { questions } from '../questions/questions.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { chooseRuns } from './choose-runs.ts'
import { expectedSite } from './expected-site.ts'
import { writeSite } from './write-site.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-expected-'))
const RUNS = 200
let records: Records
let record: Opened

beforeAll(async () => {
  const experiment = defineExperiment({
    experiment: 'many',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 20 },
    cast: { row: 'tit-for-tat', column: 'random' },
    replicates: RUNS,
  })
  const db = join(folder, 'many.sqlite')
  const scenario = await loadScenario('matrix-game')
  await runExperiment({ experiment, scenario, own: [], explain: (error) => error }, { db })
  records = openRecords([db])
  record = records.named('many')
}, 60_000)
afterAll(() => {
  records.close()
  rmSync(folder, { recursive: true })
})

const go = new AbortController().signal

test('a few runs tell about how large the answers of all will be', async () => {
  const expected = await expectedSite([record], questions, go)
  expect(expected?.runs).toBe(RUNS)
  expect(expected?.seconds).toBeGreaterThan(0)
  const site = await writeSite({
    records: [record],
    // Drawings are as large for a few runs as for many.
    questions: questions.filter(({ path }) => !path.startsWith('plots')),
    assets: { script: () => Promise.resolve(''), style: () => '' },
    dir: join(folder, 'site'),
    progress: { start: () => {}, advance: () => {} },
    stop: go,
  })
  const ratio = (expected?.bytes ?? 0) / (site?.bytes ?? 0)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(3)
}, 60_000)

test('nothing is tried of few runs, nor once somebody interrupts', async () => {
  const few = chooseRuns(
    [record],
    record.store
      .runs()
      .slice(0, 19)
      .map(({ runId }) => runId),
  )
  expect(await expectedSite(few, questions, go)).toBeNull()
  const stop = new AbortController()
  stop.abort()
  expect(await expectedSite([record], questions, stop.signal)).toBeNull()
})
