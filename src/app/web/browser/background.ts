/** Commands that go on beside a test, in processes of their own, until it is through with them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

export interface Background {
  /** What it printed that was waited for. */
  readonly found: string
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
  /** Ends it, whatever it is at. */
  end(): Promise<void>
}

/**
 * Starts `coterie` with arguments in a folder, and waits until it has printed what is looked for on its output.
 * @throws Error with what it said where it ends before.
 */
export async function inBackground(
  folder: string,
  lookedFor: RegExp,
  ...args: readonly string[]
): Promise<Background> {
  const child = spawn(process.execPath, [resolve('bin/coterie.js'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  let printed = ''
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const found = await new Promise<string>((found, fail) => {
    const look = (): void => {
      const hit = lookedFor.exec(printed)
      if (hit !== null) found(hit[0])
    }
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      look()
    })
    look()
    void ended.then((code) =>
      fail(new Error(`coterie ${args.join(' ')} ended with ${code}: ${said}`)),
    )
  })
  return {
    found,
    ended,
    async end() {
      if (child.exitCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}
