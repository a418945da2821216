/** `coterie run` with people in it, as an experimenter starts it: in a process of its own, with the links that it says. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Played {
  /** The link of each seat, in the order of runs and participants. */
  readonly links: readonly string[]
  /** Asks it to stop, as ctrl-C does. */
  stop(): void
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
  /** Ends it, whatever it is at. */
  end(): Promise<void>
}

/** Starts it and waits for so many links. @throws Error with what it said where it ends before. */
export async function startRun(
  file: string,
  db: string,
  seats: number,
  ...more: readonly string[]
): Promise<Played> {
  // Unless a test is about it, nobody is waited for who has read how it ended and does not say so.
  const brief = ['--quiet', '--seats-linger', '0']
  const words = ['bin/coterie.js', 'run', file, '--db', db, ...brief, ...more]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  let said = ''
  const links = await new Promise<string[]>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = [...said.matchAll(/http:\/\/\S+\/seat\/[\w-]{43}/g)].map(([link]) => link)
      if (found.length === seats) resolve(found)
    })
    void ended.then((code) => reject(new Error(`coterie run ended with ${code}: ${said}`)))
  })
  return {
    links,
    stop: () => void child.kill('SIGINT'),
    ended,
    async end() {
      if (child.exitCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}
