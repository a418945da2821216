/** What it costs a sitting to be watched four times a second by another process, with a hundred runs in flight. Run by itself, it prints the table. */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { watchSitting } from '../src/app/live/ask-sitting.ts'
import { loadScenario } from '../src/app/catalogue.ts'
import { runExperiment } from '../src/app/run-experiment.ts'
import { defineExperiment } from '../src/play/experiment/define-experiment.ts'
import { median } from './measure.ts'
import { table } from './table.ts'

export interface WatchedRow {
  readonly what: string
  readonly ms: number
  /** Turn by turn, as multiples of the time of play that nobody can watch: above 1 is slower. */
  readonly wall: Spread
  /** The same of processor time, which neighbours on the machine disturb less. */
  readonly cpu: Spread
}

interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

const IN_FLIGHT = 100
/** Whether it can be watched, and is. */
const WAYS = {
  'as a program, no socket': 'alone',
  'from the command, watched by nobody': 'served',
  'watched by another process': 'watched',
} as const
type Way = (typeof WAYS)[keyof typeof WAYS]

/**
 * Models in the process leave no time in which watching would be free: what it costs shows in full. Calls over a wire wait for most of theirs.
 */
export async function benchWatched(folder: string, runs = 1_000, turns = 7): Promise<WatchedRow[]> {
  const scenario = await loadScenario('matrix-game')
  const experiment = defineExperiment({
    experiment: 'watched',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 10 },
    cast: { row: { policy: 'llm', model: 'simulated/mixed' }, column: 'tit-for-tat' },
    replicates: runs,
  })
  let files = 0
  // One for all turns, lest its start-up be measured.
  const watcher = fork(fileURLToPath(import.meta.url), ['--watch'])
  const play = async (way: Way): Promise<Took> => {
    const db = join(folder, `watched-${files++}.sqlite`)
    const [startedMs, before] = [performance.now(), process.cpuUsage()]
    await runExperiment(
      { experiment, scenario, own: [], explain: (error) => error },
      {
        db,
        concurrency: IN_FLIGHT,
        ...(way === 'alone' ? {} : { steered: { onStop: () => {} } }),
        onPlanned: () => {
          if (way === 'watched') watcher.send(db)
        },
      },
    )
    const { user, system } = process.cpuUsage(before)
    const wall = performance.now() - startedMs
    rmSync(db)
    return { wall, cpu: (user + system) / 1_000 }
  }
  const names = Object.keys(WAYS) as (keyof typeof WAYS)[]
  const taken = names.map((): Took[] => [])
  // The first turn warms up and is not counted.
  for (let turn = 0; turn <= turns; turn++)
    for (const [i, name] of names.entries()) {
      const took = await play(WAYS[name])
      if (turn > 0) taken[i]?.push(took)
    }
  watcher.kill()
  return names.map((what, i) => ({
    what,
    ms: median((taken[i] ?? []).map(({ wall }) => wall)),
    wall: spreadOf(taken[i] ?? [], taken[0] ?? [], 'wall'),
    cpu: spreadOf(taken[i] ?? [], taken[0] ?? [], 'cpu'),
  }))
}

type Took = Readonly<Record<'wall' | 'cpu', number>>

function spreadOf(own: readonly Took[], base: readonly Took[], key: keyof Took): Spread {
  const ratios = own.map((took, turn) => took[key] / (base[turn]?.[key] ?? 0)).sort((a, b) => a - b)
  return { min: ratios[0] ?? 0, median: median(ratios), max: ratios.at(-1) ?? 0 }
}

/** Watches the records that it is told of, one after the other. */
function watchAll(): void {
  process.on('message', (db: string) => void watchOnceOpen(db))
}

async function watchOnceOpen(db: string): Promise<void> {
  while (!(await watchSitting(db, () => {}))) await sleep(2)
}

/** The rows as a page tells them. */
export function watchedTable(rows: readonly WatchedRow[]): string {
  const told = ({ min, median: middle, max }: Spread): string =>
    `${middle.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})`
  return table(
    [`${IN_FLIGHT} runs in flight`, 'ms', 'wall time, multiple of the first', 'processor time'],
    rows.map(({ what, ms, wall, cpu }) => [what, ms.toFixed(0), told(wall), told(cpu)]),
  )
}

if (import.meta.main) {
  if (process.argv[2] === '--watch') watchAll()
  else {
    const folder = mkdtempSync(join(tmpdir(), 'coterie-bench-'))
    try {
      console.log(watchedTable(await benchWatched(folder)))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
