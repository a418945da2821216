/** What it costs a sitting of a hundred runs in flight to be looked at, and what it costs the page that looks. Run by itself, it prints the first of both. */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { loadScenario } from '../../src/app/catalogue.ts'
import { runExperiment } from '../../src/app/run-experiment.ts'
import { defineExperiment } from '../../src/play/experiment/define-experiment.ts'
import { median } from '../measure.ts'
import { ran, serving } from './commands.ts'
import { counted, watching, type Moved } from './looking.ts'
import { table } from '../table.ts'

export const IN_FLIGHT = 100

export interface WatchedRow {
  readonly what: string
  /** Wall milliseconds. */
  readonly ms: number
  /** Turn by turn, as multiples of the time of play that nobody can look at: above 1 is slower. */
  readonly wall: Spread
  /** The same of processor time, which neighbours on the machine disturb less. */
  readonly cpu: Spread
}

interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

export interface Watched {
  readonly rows: readonly WatchedRow[]
  /** Processor time of the viewer's server, as a share of the time for which runs were looked at. */
  readonly serverShare: number
}

const WAYS = {
  'as a program, no socket': 'alone',
  'from the command, nobody looks': 'served',
  'a page of coterie view asks': 'asked',
} as const
type Way = (typeof WAYS)[keyof typeof WAYS]

/**
 * Models in the process leave no time in which being looked at would be free: what it costs shows in full. Calls over a wire wait for most of theirs.
 */
export async function benchWatched(folder: string, runs = 1_000, turns = 9): Promise<Watched> {
  const scenario = await loadScenario('matrix-game')
  const experiment = defineExperiment({
    experiment: 'watched',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 10 },
    cast: { row: { policy: 'llm', model: 'simulated/mixed' }, column: 'tit-for-tat' },
    replicates: runs,
  })
  const places = join(folder, 'watched')
  // A record for it to begin with: a viewer of nothing says so and ends.
  await runExperiment(
    { experiment, scenario, own: [], explain: (error) => error },
    { db: join(places, 'first.sqlite'), concurrency: IN_FLIGHT },
  )
  const viewer = await serving(folder, 'view', places)
  // In a process of its own, so that asking costs the play nothing.
  const page = fork(fileURLToPath(new URL('./asking-page.ts', import.meta.url)), [viewer.url])
  let files = 0
  const looked = { cpuMs: 0, ms: 0 }
  const play = async (way: Way): Promise<Took> => {
    const name = `play-${files++}`
    const [startedMs, before, viewerMs] = [performance.now(), process.cpuUsage(), viewer.cpuMs()]
    await runExperiment(
      { experiment, scenario, own: [], explain: (error) => error },
      {
        db: join(places, `${name}.sqlite`),
        concurrency: IN_FLIGHT,
        ...(way === 'alone' ? {} : { steered: { onStop: () => {} } }),
        onPlanned: () => {
          if (way === 'asked') page.send(name)
        },
      },
    )
    const { user, system } = process.cpuUsage(before)
    const wall = performance.now() - startedMs
    if (way === 'asked') {
      looked.cpuMs += viewer.cpuMs() - viewerMs
      looked.ms += wall
      page.send('')
    }
    return { wall, cpu: (user + system) / 1_000 }
  }
  try {
    const names = Object.keys(WAYS) as (keyof typeof WAYS)[]
    const taken = names.map((): Took[] => [])
    // The first turn warms up and is not counted.
    for (let turn = 0; turn <= turns; turn++)
      for (const [i, name] of names.entries()) {
        const took = await play(WAYS[name])
        if (turn > 0) taken[i]?.push(took)
      }
    const rows = names.map((what, i) => ({
      what,
      ms: median((taken[i] ?? []).map(({ wall }) => wall)),
      wall: spreadOf(taken[i] ?? [], taken[0] ?? [], 'wall'),
      cpu: spreadOf(taken[i] ?? [], taken[0] ?? [], 'cpu'),
    }))
    return { rows, serverShare: looked.cpuMs / looked.ms }
  } finally {
    page.kill()
    await viewer.end()
  }
}

type Took = Readonly<Record<'wall' | 'cpu', number>>

function spreadOf(own: readonly Took[], base: readonly Took[], key: keyof Took): Spread {
  const ratios = own.map((took, turn) => took[key] / (base[turn]?.[key] ?? 0)).sort((a, b) => a - b)
  return { min: ratios[0] ?? 0, median: median(ratios), max: ratios.at(-1) ?? 0 }
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

/** A real page while a hundred games of two models are in flight, replies after 200 ms. */
export async function benchLivePage(folder: string, browser: Browser): Promise<Moved> {
  const models = await serving(folder, 'practice', '--port', '0', '--latency', '200')
  const places = join(folder, 'live')
  const file = join(folder, 'live.json')
  writeFileSync(
    join(folder, 'coterie.providers.yaml'),
    `providers: { practice: { base_url: "${models.url.replace(/\/v1$/, '')}/v1" } }\n`,
  )
  const model = { policy: 'llm', model: 'practice/reciprocator' }
  const experiment = {
    experiment: 'live',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 10 },
    cast: { row: model, column: model },
  }
  const play = (replicates: number): Promise<void> => {
    writeFileSync(file, JSON.stringify({ ...experiment, replicates }))
    const db = join(places, 'live.sqlite')
    return ran(folder, 'run', file, '--db', db, '--concurrency', String(IN_FLIGHT), '--json')
  }
  try {
    await play(1)
    const viewer = await serving(folder, 'view', places)
    try {
      const page = await watching(
        browser,
        `${viewer.url}/#/live/runs`,
        '.run-table a[href*="/run/"]',
      )
      const moved = await counted(page, () => play(2 * IN_FLIGHT))
      await page.page.close()
      return moved
    } finally {
      await viewer.end()
    }
  } finally {
    await models.end()
    rmSync(join(folder, 'coterie.providers.yaml'))
  }
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-bench-'))
  try {
    const { rows, serverShare } = await benchWatched(folder)
    console.log(watchedTable(rows))
    console.log(`The server: ${(serverShare * 100).toFixed(1)} % of a core.`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
