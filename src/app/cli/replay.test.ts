/** What `coterie replay` says where there is nothing to compare. */
import { afterAll, expect, test } from 'vitest'
import { openSqliteStore } from '../../io/store/sqlite-store.ts'
import { join } from 'node:path'
import { makeFolder } from './testing/command.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const EXPERIMENT = `experiment: stuck
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 2 }
cast:
  row: { policy: llm, model: simulated/mixed }
  column: { policy: llm, model: simulated/mixed }
replicates: 2
`

const replayed = (db: string, ...words: string[]) => folder.here('replay', db, ...words)

test('of a run without a tick it says that nothing was played, and calls it not identical', async () => {
  // The first call is made, and no other: the first tick of the first run stays open.
  folder.write({ 'stuck.yaml': `${EXPERIMENT}budget: { calls: 1 }\n`, 'whole.yaml': EXPERIMENT })
  const run = await folder.here('run', 'stuck.yaml', '--concurrency', '1', '--quiet')
  expect(run.code).toBe(3)
  expect(await replayed('logs/stuck.sqlite')).toMatchObject({
    code: 0,
    stdout:
      '1 run of the plan is not in the record: not begun yet, or taken out\n' +
      'nothing to compare: 1 run has no tick in the record; nothing was played there yet\n',
  })
  const { stdout } = await replayed('logs/stuck.sqlite', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ runs: 1, without_ticks: 1, diverged: [] })
  await folder.here('run', 'whole.yaml', '--db', 'logs/stuck.sqlite', '--quiet')
  expect(await replayed('logs/stuck.sqlite')).toMatchObject({
    code: 0,
    stdout: 'identical: 2 runs came out as they were recorded\n',
  })
  const { stdout: listed } = await folder.here('show', 'logs/stuck.sqlite', '--json')
  const [first] = (JSON.parse(listed) as { runs: { run_id: string }[] }).runs
  expect(await replayed('logs/stuck.sqlite', '--run', first?.run_id ?? '')).toMatchObject({
    stdout: 'identical: 1 run came out as it was recorded\n',
  })
})

test('of a record without a run it says that there is nothing to replay', async () => {
  openSqliteStore(join(folder.path, 'empty.sqlite'), 'write').close()
  expect(await replayed('empty.sqlite')).toMatchObject({
    code: 0,
    stdout: 'nothing to replay: the record holds no run\n',
  })
})
