/** The work that is measured: tit-for-tat against random, 200 rounds a match. */
import { rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { Streams } from '../src/base/random.ts'
import { casting, memoryStore, openSqliteStore } from '../src/app/adapters.ts'
import { loadCatalogue, loadScenario } from '../src/app/catalogue.ts'
import { systemClock } from '../src/app/system-clock.ts'
import type { Store } from '../src/io/store/store.ts'
import { defineExperiment } from '../src/play/experiment/define-experiment.ts'
import { planRuns } from '../src/play/experiment/plan-runs.ts'
import { replayRun } from '../src/play/replay/replay-run.ts'
import { runPlans } from '../src/play/worker/run-plans.ts'

export const ROUNDS = 200
const GAME = [
  [3, 0],
  [5, 1],
] as const

const catalogue = await loadCatalogue()
const scenario = await loadScenario('matrix-game')
const cast = casting(catalogue, () => {
  throw new Error('no models here')
})

export function plansOf(matches: number) {
  const experiment = defineExperiment({
    experiment: 'bench',
    scenario: 'matrix-game',
    parameters: { game: 'axelrod-prisoners-dilemma', rounds: ROUNDS },
    cast: { row: 'tit-for-tat', column: 'random' },
    replicates: matches,
    seed: 1,
  })
  return planRuns(experiment, scenario, catalogue)
}

/** Plays and records matches. */
export async function play(matches: number, store: Store): Promise<void> {
  await runPlans({
    plans: plansOf(matches),
    scenario,
    store,
    cast,
    clock: systemClock,
    concurrency: 1,
    stopped: () => false,
  })
}

/** Plays matches into a fresh SQLite record. Gives back its bytes once it is closed. */
export async function playToFile(matches: number, path: string): Promise<number> {
  remove(path)
  const store = openSqliteStore(path, 'write')
  await play(matches, store)
  store.close()
  return statSync(path).size
}

/** Plays matches and keeps nothing on disk. */
export async function playInMemory(matches: number): Promise<void> {
  await play(matches, memoryStore())
}

/** Replays all matches of a record; throws where one is not identical. */
export async function replay(path: string): Promise<void> {
  const store = openSqliteStore(path, 'read')
  for (const run of store.runs()) {
    const { kind } = await replayRun(store, run, scenario, cast)
    if (kind !== 'identical') throw new Error(`${run.runId} diverged`)
  }
  store.close()
}

/** The same moves in a bare loop: no machine, no record. */
export function bareLoop(matches: number): number {
  let points = 0
  for (let match = 0; match < matches; match++) {
    const random = new Streams(match).stream('policy/p2')
    let last = 0
    for (let round = 0; round < ROUNDS; round++) {
      const [row, column] = [last, random.chance(0.5) ? 0 : 1]
      points += GAME[row === 0 ? 0 : 1][column === 0 ? 0 : 1]
      last = column
    }
  }
  return points
}

/** The same decisions as narrow rows: one prepared insert a row, transactions of 1,000. */
export function narrowInserts(matches: number, path: string): void {
  remove(path)
  const db = new Database(path)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = normal')
  db.exec('create table decision (run integer, round integer, seat integer, value integer)')
  const insert = db.prepare('insert into decision values (?, ?, ?, ?)')
  let rows = 0
  db.exec('begin')
  for (let match = 0; match < matches; match++) {
    const random = new Streams(match).stream('policy/p2')
    let last = 0
    for (let round = 0; round < ROUNDS; round++) {
      const column = random.chance(0.5) ? 0 : 1
      for (const [seat, value] of [last, column].entries()) {
        insert.run(match, round, seat, value)
        if (++rows % 1_000 === 0) db.exec('commit; begin')
      }
      last = column
    }
  }
  db.exec('commit')
  db.close()
}

export function remove(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-writer']) rmSync(path + ending, { force: true })
}
