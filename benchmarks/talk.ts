/** The discussion of the eight-slot study: time and bytes for each message, of 208 runs and as a run grows. Each size is played in a process of its own. */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { casting, openSqliteStore, simulatedProvider } from '../src/app/adapters.ts'
import { loadCatalogue, loadScenario } from '../src/app/catalogue.ts'
import { systemClock } from '../src/app/system-clock.ts'
import { defineExperiment } from '../src/play/experiment/define-experiment.ts'
import { planRuns } from '../src/play/experiment/plan-runs.ts'
import { replayRun } from '../src/play/replay/replay-run.ts'
import { runPlans } from '../src/play/worker/run-plans.ts'
import { remove } from './matches.ts'

export interface Talk {
  readonly runs: number
  readonly rounds: number
  readonly messages: number
  /** Of the closed file. */
  readonly bytesPerMessage: number
  /** UTF-8 bytes of the words of a message, on average. */
  readonly wordsPerMessage: number
  /** Playing and writing; planning and start-up are left out. */
  readonly playMs: number
  readonly replayMs: number
  readonly peakMb: number
}

/** The study's size, and single runs of more and more rounds. */
export function benchTalk(
  folder: string,
  sizes: readonly (readonly [runs: number, rounds: number])[] = [
    [208, 11],
    [20, 11],
    [20, 22],
    [20, 44],
    [20, 88],
  ],
): Talk[] {
  return sizes.map(([runs, rounds]) => {
    const told = execFileSync(process.execPath, [
      fileURLToPath(import.meta.url),
      String(runs),
      String(rounds),
      `${folder}/talk.sqlite`,
    ])
    return JSON.parse(told.toString()) as Talk
  })
}

async function playTalk(runs: number, rounds: number, path: string): Promise<Talk> {
  remove(path)
  const scenario = await loadScenario('group-discussion')
  const catalogue = await loadCatalogue()
  const provider = simulatedProvider()
  const cast = casting(catalogue, () => provider)
  const experiment = defineExperiment({
    experiment: 'bench',
    scenario: 'group-discussion',
    parameters: {
      brief: 'A client wants an app for a city of 500,000. Budget 50,000, three months.',
      rounds,
    },
    cast: {
      speaker: Array.from({ length: 8 }, () => ({ policy: 'llm', model: 'simulated/mixed' })),
    },
    replicates: runs,
    seed: 1,
  })
  const plans = planRuns(experiment, scenario, catalogue)
  const store = openSqliteStore(path, 'write')
  const begun = performance.now()
  await runPlans({
    plans,
    scenario,
    store,
    cast,
    clock: systemClock,
    concurrency: 16,
    stopped: () => false,
  })
  store.close()
  const played = performance.now()
  const again = openSqliteStore(path, 'read')
  for (const run of again.runs()) {
    const { kind } = await replayRun(again, run, scenario, cast)
    if (kind !== 'identical') throw new Error(`${run.runId} diverged`)
  }
  again.close()
  const replayed = performance.now()
  const { messages, words } = countMessages(path)
  return {
    runs,
    rounds,
    messages,
    bytesPerMessage: statSync(path).size / messages,
    wordsPerMessage: words / messages,
    playMs: (played - begun) / messages,
    replayMs: (replayed - played) / messages,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  }
}

function countMessages(path: string): { readonly messages: number; readonly words: number } {
  const db = new Database(path, { readonly: true })
  try {
    return db
      .prepare(
        'select count(*) as messages, sum(length(cast(text as blob))) as words from messages where participant is not null',
      )
      .get() as { messages: number; words: number }
  } finally {
    db.close()
  }
}

if (import.meta.main) {
  const [runs, rounds, path = ''] = process.argv.slice(2)
  console.log(JSON.stringify(await playTalk(Number(runs), Number(rounds), path)))
}
