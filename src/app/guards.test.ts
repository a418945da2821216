/** What keeps a record honest between two runs of the command: unchanged rules, and a cap on calls. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { defineScenario, type Scenario } from '../play/scenario/define-scenario.ts'
import { loadScenario } from './catalogue.ts'
import { runExperiment, type RunReport } from './run-experiment.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-guards-'))
afterAll(() => rmSync(folder, { recursive: true }))

const matrixGame = await loadScenario('matrix-game')

const BASE: ExperimentInput = {
  experiment: 'guarded',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: 3 },
  cast: { row: { policy: 'llm', model: 'simulated/mixed' }, column: 'tit-for-tat' },
  replicates: 4,
}

function run(
  db: string,
  more: Partial<ExperimentInput>,
  scenario: Scenario = matrixGame,
  concurrency = 1,
): Promise<RunReport> {
  const experiment = defineExperiment({ ...BASE, ...more })
  return runExperiment(
    { experiment, scenario, own: [], explain: (error) => error },
    { db: join(folder, db), concurrency },
  )
}

const hashes = ({ runs }: RunReport): unknown[] => runs.map(({ recordHash }) => recordHash)

test('a scenario whose words were changed under the same version is refused before anything is added to its record', async () => {
  await run('changed.sqlite', {})
  const changed = defineScenario({
    ...matrixGame,
    read: (seen, ask) => [...matrixGame.read(seen, ask), { name: 'hint', text: 'Be kind.' }],
  })
  await expect(run('changed.sqlite', { replicates: 8 }, changed)).rejects.toThrow(
    /run_\w{16}, played before, does not come out again: .*observation-shown.*old and new rules do not mix/s,
  )
  expect(await run('changed.sqlite', { replicates: 8 })).toMatchObject({ played: 4, kept: 4 })
})

test('a record that does not say what it was played for takes no experiment of another scenario', async () => {
  const { db } = await run('nameless.sqlite', {})
  const file = new Database(db)
  file.exec('delete from experiment')
  file.close()
  await expect(
    run('nameless.sqlite', {}, defineScenario({ ...matrixGame, name: 'another-game' })),
  ).rejects.toThrow(/holds runs of "matrix-game", and this experiment is of "another-game"/)
})

test('a cap on calls stops play there, and raising it gives the record of a run that had none', async () => {
  const whole = await run('whole.sqlite', {})
  const capped = await run('capped.sqlite', { budget: { calls: 5 } })
  expect(capped).toMatchObject({ cap: expect.stringContaining('budget.calls is 5'), played: 1 })
  expect(capped.left).toBeGreaterThan(0)
  expect(await run('capped.sqlite', { budget: { calls: 5 } })).toMatchObject({
    cap: expect.stringContaining('budget.calls is 5'),
    played: 0,
  })
  const raised = await run('capped.sqlite', { budget: { calls: 100 } })
  expect(raised.cap).toBeNull()
  expect(hashes(raised)).toEqual(hashes(whole))
})
