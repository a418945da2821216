/** Runs the command in this process: what it says and writes is what it says and writes in one of its own, and comes ten times sooner. */
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import type { Said } from './said.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

let queue: Promise<unknown> = Promise.resolve()
let runs = 0

/** One after the other: folder, environment and streams belong to the whole process, and are given back. */
export function runHere(
  folder: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Said> {
  const said = queue.then(() => run(folder, words, environment))
  queue = said.catch(() => undefined)
  return said
}

async function run(
  folder: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Said> {
  const { argv, env, exitCode } = process
  const before = { console: globalThis.console, folder: process.cwd() }
  const listening = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const)
  const [stdout, stderr] = [heard(process.stdout), heard(process.stderr)]
  process.chdir(folder)
  process.argv = [...argv.slice(0, 1), 'coterie', ...words]
  process.env = environment
  process.exitCode = undefined
  globalThis.console = new Console(stdout.sink, stderr.sink)
  try {
    // Another name each time, so that it is run each time; what it imports is there already.
    await import(/* @vite-ignore */ `../main.ts?run=${runs++}`)
    const code = Number(process.exitCode ?? 0)
    return { code, stdout: stdout.told(), stderr: stderr.told() }
  } finally {
    globalThis.console = before.console
    process.exitCode = exitCode
    process.env = env
    process.argv = argv
    process.chdir(before.folder)
    stdout.leave()
    stderr.leave()
    for (const [signal, known] of listening)
      for (const listener of process.listeners(signal))
        if (!known.includes(listener)) process.off(signal, listener)
  }
}

/** Takes what is written to a stream of the process. */
function heard(stream: NodeJS.WriteStream) {
  const { write } = stream
  const known = stream.listeners('error')
  let told = ''
  const sink = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _, done) {
      told += chunk.toString()
      done()
    },
  })
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    told += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const done = rest.findLast((one) => typeof one === 'function') as (() => void) | undefined
    done?.()
    return true
  }
  return {
    sink,
    told: () => told,
    leave() {
      stream.write = write
      for (const listener of stream.listeners('error'))
        if (!known.includes(listener)) stream.off('error', listener as (...told: unknown[]) => void)
    },
  }
}
