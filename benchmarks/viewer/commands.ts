/** Commands of coterie in processes of their own, as users start them. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const BIN = new URL('../../bin/coterie.js', import.meta.url).pathname

export interface Serving {
  /** What it printed once it listened. */
  readonly url: string
  /** Milliseconds of processor time that it has used. */
  cpuMs(): number
  end(): Promise<void>
}

/** Starts a command that serves, and waits until it says where. */
export async function serving(folder: string, ...words: readonly string[]): Promise<Serving> {
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/[\w.:[\]/?=-]+/.exec(line)?.[0]
    if (url !== undefined)
      return { url, cpuMs: () => cpuMs(child.pid ?? 0), end: () => ended(child) }
  }
  throw new Error(`coterie ${words.join(' ')} ended before it listened`)
}

/** Runs a command to its end; gives back wall milliseconds. */
export async function ran(folder: string, ...words: readonly string[]): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, [BIN, ...words], { cwd: folder, stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`coterie ${words.join(' ')} ended with ${code}`)
  return performance.now() - start
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGINT')
  await exit
}

/** As the system counts it, in whole hundredths of a second as a rule; user and system time. */
function cpuMs(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'cputimes=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(stdout.trim()) * 1_000
}
