/** Commands of coterie in processes of their own, as users start them. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const BIN = new URL('../../bin/coterie.js', import.meta.url).pathname

export interface Serving {
  /** What it printed once it listened. */
  readonly url: string
  /** Milliseconds of processor time that it has used. */
  cpuMs(): number
  /** Megabytes of its memory that are in use. */
  memoryMb(): number
  end(): Promise<void>
}

/** Starts a command that serves, and waits until it says where. */
export async function serving(folder: string, ...words: readonly string[]): Promise<Serving> {
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const pid = child.pid ?? 0
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/[\w.:[\]/?=-]+/.exec(line)?.[0].replace(/\/$/, '')
    if (url !== undefined)
      return {
        url,
        cpuMs: () => cpuMs(pid),
        memoryMb: () => told(pid, 'rss') / 1_024,
        end: () => ended(child),
      }
  }
  throw new Error(`coterie ${words.join(' ')} ended before it listened`)
}

/** Runs a command to its end. */
export async function ran(folder: string, ...words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [BIN, ...words], { cwd: folder, stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`coterie ${words.join(' ')} ended with ${code}`)
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGINT')
  await exit
}

/** Of a process, user and system time: in hundredths of a second on Linux, in seconds elsewhere. */
function cpuMs(pid: number): number {
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return told(pid, 'cputimes') * 1_000
  // The second field is the command's name in brackets, which may hold anything.
  const fields = readFileSync(stat, 'utf8').replace(/^.*\)/s, '').trim().split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function told(pid: number, column: string): number {
  return Number(
    spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim(),
  )
}
