/** Lets contenders play against one server, one after another, each in a process of its own, and checks that no call went missing. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { WARM_UP, type Played, type Task } from './contender.ts'
import { placesOf, type Places } from './profile.ts'
import type { Served } from './server.ts'
import { ROUNDS, workNamed, type WorkName } from './works.ts'

export type ContenderName = 'by-hand' | 'langgraph' | 'coterie'

const FILES: Readonly<Record<ContenderName, string>> = {
  'by-hand': join(import.meta.dirname, 'by-hand.ts'),
  langgraph: join(import.meta.dirname, '../peers/langgraph.ts'),
  coterie: join(import.meta.dirname, 'coterie.ts'),
}

export const hasPeers = existsSync(join(import.meta.dirname, '../peers/node_modules'))

export interface Match {
  readonly contender: ContenderName
  readonly work: WorkName
  /** All at once. */
  readonly games: number
  readonly latencyMs: number
}

export interface Result extends Match {
  readonly decisions: number
  readonly cpuUs: number
  /** Wall time as a multiple of rounds × latency, which nobody can beat. */
  readonly wall: number
  readonly bytes: number
  readonly peakMb: number
  /** Mean bytes of a request's body: who sends less has less to do. */
  readonly promptBytes: number
  readonly mostInFlight: number
  readonly mostConnections: number
  readonly serverCpuUs: number
}

export class PlayOff {
  readonly #server: ChildProcess
  readonly #address: string

  private constructor(server: ChildProcess, port: string) {
    this.#server = server
    this.#address = `http://127.0.0.1:${port}`
  }

  /** Starts the server. */
  static async open(): Promise<PlayOff> {
    const server = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [port] = (await once(server.stdout, 'data')) as [Buffer]
    return new PlayOff(server, port.toString().trim())
  }

  close(): void {
    this.#server.kill()
  }

  async play(match: Match): Promise<Result> {
    return (await this.#play(match, false)).result
  }

  /** Plays under the profiler, which itself costs time: where it goes, and what came of it. */
  profile(match: Match): Promise<{ result: Result; places: Places }> {
    return this.#play(match, true)
  }

  async #play(match: Match, profiled: boolean): Promise<{ result: Result; places: Places }> {
    const folder = mkdtempSync(join(tmpdir(), 'coterie-calls-'))
    try {
      await this.#served()
      const task: Task = { ...match, server: this.#address, folder }
      const flags = profiled ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [...flags, FILES[match.contender], JSON.stringify(task)],
        { cwd: folder, maxBuffer: 1e8 },
      )
      const played = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Played
      const result = resultOf(match, played, await this.#served())
      return { result, places: profiled ? placesOf(folder) : [] }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  async #served(): Promise<Served> {
    return (await (await fetch(`${this.#address}/served`)).json()) as Served
  }
}

function resultOf(match: Match, played: Played, served: Served): Result {
  const { contender, work, games, latencyMs } = match
  const eachGame = ROUNDS * workNamed(work).seats.length
  const decisions = games * eachGame
  const expected = decisions + WARM_UP * eachGame
  if (served.calls !== expected || played.recorded !== decisions)
    throw new Error(
      `${contender}, ${work}: ${served.calls} calls served of ${expected}, ${played.recorded} recorded of ${decisions}`,
    )
  return {
    ...match,
    decisions,
    cpuUs: (played.cpuMs * 1_000) / decisions,
    wall: played.wallMs / (ROUNDS * latencyMs),
    bytes: played.bytes / decisions,
    peakMb: played.peakMb,
    promptBytes: served.promptBytes / served.calls,
    mostInFlight: served.mostInFlight,
    mostConnections: served.mostConnections,
    serverCpuUs: (served.cpuMs * 1_000) / served.calls,
  }
}
