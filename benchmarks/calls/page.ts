/** The page that tells what was measured. */
import { table } from '../table.ts'
import { WARM_UP } from './contender.ts'
import type { ContenderName, Result } from './play-off.ts'
import type { Places } from './profile.ts'
import { WORKS } from './works.ts'

export interface Measured {
  readonly sideBySide: readonly Result[]
  /** A thousand runs at a latency of two seconds. */
  readonly slow: Result
  /** Where the time goes at 200 ms. */
  readonly places: Places
  readonly machine: string
  readonly versions: string
}

const TITLES: Readonly<Record<ContenderName, string>> = {
  'by-hand': 'hand-written loop',
  langgraph: 'LangGraph.js',
  coterie: 'Coterie',
}

export function pageOf({ sideBySide, slow, places, machine, versions }: Measured): string {
  const all = [...sideBySide, slow]
  return `# Benchmarks of model calls

Written by \`npm run bench:calls\` on ${machine}; ${versions}. Every contender plays the same games against the same
server, which answers each call after 200 ms and runs in a process of its own (${range(all, 'serverCpuUs')} µs of its CPU a call); each plays in a fresh process, after
${WARM_UP} games that are not counted. All games are played at once. On a shared machine single times say little: rerun it on yours.

- **Hand-written loop**: the \`openai\` package and one row for every call (prompt, reply, decision, tokens, latency), WAL, \`synchronous = normal\`. It
  leaves retries to the package, has no budget and no limits, cannot be resumed and cannot be replayed.
- **LangGraph.js**: a \`StateGraph\` with a node for each seat, a thread for each game, its SQLite checkpointer, the \`openai\` package. It records replies and
  decisions, not prompts.
- **Coterie**: the library's \`runExperiment\` with a declared provider, everything on: budget, limits, retry, time-out, cassette, record, hash. Answers
  are committed within milliseconds and forced to the disk. It is told that the server takes all calls at once (\`limits.in_flight\`).

_CPU_ is user and system time of the contender's process for each decision. _Wall_ is a multiple of rounds × latency, which nobody can beat. _Bytes_ are of the closed
record. Every call that was expected was served, and is in the record.

${WORKS.map(({ name, title }) =>
  section(
    title,
    sideBySide.filter(({ work }) => work === name),
  ),
).join('\n')}
## Many runs in one process

${slow.games.toLocaleString('en')} runs of the dilemma in flight, ${slow.mostInFlight.toLocaleString('en')} calls waiting at once, each answered after 2 s: ${slow.wall.toFixed(2)} × the ideal wall time, ${slow.peakMb.toFixed(0)} MB at
the peak, ${slow.cpuUs.toFixed(0)} µs CPU a decision, all ${slow.decisions.toLocaleString('en')} calls in the record.

At 200 ms the same takes ${wallOf(sideBySide, slow.games)} × the ideal, because one core is busy all the time. Where its time goes (a CPU profile, warm-up and loading included):

${placesTable(places)}`
}

function section(title: string, results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { contender, games, cpuUs, wall, bytes, peakMb } = result
    const hand = results.find((one) => one.contender === 'by-hand' && one.games === games)
    return [
      `${TITLES[contender]}, ${games.toLocaleString('en')} games`,
      cpuUs.toFixed(0),
      (cpuUs / (hand?.cpuUs ?? cpuUs)).toFixed(2),
      wall.toFixed(2),
      bytes.toFixed(0),
      peakMb.toFixed(0),
    ]
  })
  return `## ${title.charAt(0).toUpperCase()}${title.slice(1)}

A prompt has ${range(results, 'promptBytes')} bytes in the mean.

${table(['contender', 'CPU, µs a decision', 'of the loop’s', 'wall', 'bytes a decision', 'peak memory, MB'], rows)}`
}

function wallOf(results: readonly Result[], crowd: number): string {
  const found = results.find(
    ({ contender, work, games }) =>
      contender === 'coterie' && work === 'dilemma' && games === crowd,
  )
  return found === undefined ? '?' : found.wall.toFixed(2)
}

function placesTable(places: Places): string {
  const sum = places.reduce((total, [, ms]) => total + ms, 0)
  const told = places.filter(([, ms]) => ms >= sum / 200)
  const rows = told.map(([place, ms]) => [place, `${((100 * ms) / sum).toFixed(1)} %`])
  return table(['where', 'share of busy time'], rows)
}

function range(results: readonly Result[], key: 'serverCpuUs' | 'promptBytes'): string {
  const values = results.map((result) => Math.round(result[key]))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high
    ? low.toLocaleString('en')
    : `${low.toLocaleString('en')} to ${high.toLocaleString('en')}`
}
