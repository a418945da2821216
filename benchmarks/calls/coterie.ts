/** Coterie as its users call it: an experiment, a declared provider, the library's own verb. */
import { writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { runExperiment, type ExperimentInput } from '../../src/index.ts'
import { contend, type Games } from './contender.ts'
import { roundOfTalk } from './talk-scenario.ts'
import { ROUNDS, type WorkName } from './works.ts'

const PLAYER = { policy: 'llm', model: 'bench/bench' }

const EXPERIMENTS: Readonly<Record<WorkName, ExperimentInput>> = {
  dilemma: {
    experiment: 'dilemma',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: ROUNDS },
    cast: { row: PLAYER, column: PLAYER },
  },
  talk: {
    experiment: 'talk',
    scenario: 'round-of-talk',
    parameters: { rounds: ROUNDS },
    cast: { speaker: Array.from({ length: 7 }, () => PLAYER) },
  },
}

async function play({ work, games, baseUrl, db }: Games): Promise<void> {
  // Providers are declared in the folder in which one works, which is the child's own.
  writeFileSync('coterie.providers.yaml', providersFile(baseUrl, games * work.seats.length))
  const { left, failed } = await runExperiment(
    { ...EXPERIMENTS[work.name], replicates: games },
    { db, concurrency: games, ...(work.name === 'talk' ? { scenario: roundOfTalk } : {}) },
  )
  if (left + failed.length > 0) throw new Error(`${left} runs left, ${failed.length} failed`)
}

function providersFile(baseUrl: string, inFlight: number): string {
  return `providers:
  bench:
    base_url: ${baseUrl}
    limits: { in_flight: ${inFlight} }
`
}

function recorded(path: string): number {
  const db = new Database(path, { readonly: true })
  const count = db.prepare('select count(*) from calls where completion is not null').pluck().get()
  db.close()
  return count as number
}

await contend(play, recorded)
