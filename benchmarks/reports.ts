/** `coterie report` on records of many short runs, everything included, beside a bare read of the same entries. Each is done by a process of its own. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openSqliteStore } from '../src/io/store/sqlite-store.ts'

export interface ReportGrowth {
  readonly runs: number
  readonly recordMb: number
  /** Seconds of a process that reads every decision and payoff and does nothing with them. */
  readonly bareSeconds: number
  /** Seconds of `coterie report`; with a page of plots; with all tests of all measures. */
  readonly seconds: number
  readonly pageSeconds: number
  readonly allSeconds: number
  /** `seconds` as a multiple of the bare read. */
  readonly ratio: number
  /** Peak resident memory of `coterie report`, MB. */
  readonly peakMb: number
}

export const REPORT_ROUNDS = 10
const TREATMENTS = ['tit-for-tat', 'grim']
const BIN = fileURLToPath(new URL('../bin/coterie.js', import.meta.url))

/** Records of 10⁴ and 10⁵ runs in two treatments. */
export function benchReports(
  folder: string,
  sizes: readonly number[] = [10_000, 100_000],
): ReportGrowth[] {
  return sizes.map((runs) => {
    const path = `${folder}/runs-${runs}.sqlite`
    const file = `${folder}/runs-${runs}.json`
    writeFileSync(file, JSON.stringify(experiment(runs)))
    timed(folder, [BIN, 'run', file, '--db', path, '--json'])
    // In turn, so that a busy minute is everybody's.
    const bare = timed(folder, [fileURLToPath(import.meta.url), path])
    const plain = timed(folder, [BIN, 'report', path])
    const page = timed(folder, [BIN, 'report', path, '--html', `${folder}/report.html`])
    const all = timed(folder, [BIN, 'report', path, '--all'])
    const recordMb = statSync(path).size / 1e6
    rmSync(path)
    return {
      runs,
      recordMb,
      bareSeconds: bare.seconds,
      seconds: plain.seconds,
      pageSeconds: page.seconds,
      allSeconds: all.seconds,
      ratio: plain.seconds / bare.seconds,
      peakMb: plain.peakMb,
    }
  })
}

function experiment(runs: number): object {
  return {
    experiment: 'bench',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: REPORT_ROUNDS },
    cast: { row: TREATMENTS[0], column: 'random' },
    factors: { 'cast.row': TREATMENTS },
    replicates: runs / TREATMENTS.length,
  }
}

/** Runs a script of Node's. It tells its peak memory into a file as it ends. */
function timed(folder: string, words: readonly string[]): { seconds: number; peakMb: number } {
  const peak = `${folder}/peak`
  const tell = `import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)))`
  const start = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, ...words],
    { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
  )
  const seconds = (performance.now() - start) / 1_000
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
  return { seconds, peakMb: Math.round(Number(readFileSync(peak, 'utf8')) / 1_024) }
}

if (import.meta.main) {
  const store = openSqliteStore(process.argv[2] ?? '', 'read')
  let entries = 0
  for (const { ticks } of store.entriesByRun([
    'decision-asked',
    'decision-taken',
    'decision-defaulted',
    'payoff-awarded',
  ]))
    for (const list of ticks) entries += list.length
  store.close()
  console.log(entries)
}
