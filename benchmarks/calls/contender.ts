/** One contender in a process of its own: it warms up, plays, and tells what that took. */
import { statSync } from 'node:fs'
import { workNamed, type Work, type WorkName } from './works.ts'

/** So many games at once against a server. */
export interface Games {
  readonly work: Work
  readonly games: number
  /** Where the server answers `/chat/completions`. */
  readonly baseUrl: string
  /** The record, a file that is not there yet. */
  readonly db: string
}

/** What the parent asks for. */
export interface Task {
  readonly work: WorkName
  readonly games: number
  /** `http://127.0.0.1:<port>`. */
  readonly server: string
  readonly latencyMs: number
  /** A folder for records. */
  readonly folder: string
}

/** What the child tells. */
export interface Played {
  readonly cpuMs: number
  readonly wallMs: number
  /** Of the closed record. */
  readonly bytes: number
  /** Calls that the record holds. */
  readonly recorded: number
  /** Peak resident memory of the whole process, MB. */
  readonly peakMb: number
}

/** Games of the warm-up, which meets no latency and is not counted. */
export const WARM_UP = 20

/** `play` returns once its record is closed; `recorded` counts the calls in one. */
export async function contend(
  play: (games: Games) => Promise<void>,
  recorded: (db: string, work: Work) => number | Promise<number>,
): Promise<void> {
  const task = JSON.parse(process.argv[2] ?? '') as Task
  const work = workNamed(task.work)
  const at = (latencyMs: number): string => `${task.server}/${latencyMs}/${work.name}/v1`
  await play({ work, games: WARM_UP, baseUrl: at(1), db: `${task.folder}/warm-up.sqlite` })

  const db = `${task.folder}/record.sqlite`
  const [cpu, started] = [process.cpuUsage(), performance.now()]
  await play({ work, games: task.games, baseUrl: at(task.latencyMs), db })
  const wallMs = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  const played: Played = {
    cpuMs: (user + system) / 1_000,
    wallMs,
    bytes: bytesOf(db),
    peakMb: process.resourceUsage().maxRSS / 1_024,
    recorded: await recorded(db, work),
  }
  console.log(JSON.stringify(played))
}

function bytesOf(db: string): number {
  const sizes = ['', '-wal'].map((end) => statSync(db + end, { throwIfNoEntry: false })?.size ?? 0)
  return sizes.reduce((sum, size) => sum + size, 0)
}
