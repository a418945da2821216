/** The command as people start it: `coterie view` in a process of its own, until a test is through with it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Started {
  /** As it printed it, with a token where it has one. */
  readonly url: string
  /** Ends it, and gives back what it said on its error output. */
  end(): Promise<string>
}

/** Starts `coterie view` with arguments and waits for its address. @throws Error with what it said where it ends before. */
export async function startViewer(...args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, ['bin/coterie.js', 'view', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url !== undefined) return { url, end: () => end(child).then(() => said) }
  }
  throw new Error(`coterie view ended: ${said}`)
}

/** Runs a command to its end and gives back what it printed. @throws Error with what it said where it fails. */
export async function coterie(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ['bin/coterie.js', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`coterie ${args.join(' ')} ended with ${code}: ${said}`)
  return printed
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
}
