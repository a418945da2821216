/** The command under a Node.js that is too old for it: a launcher and its child are one command, to signals and to death. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'

const COMMAND = fileURLToPath(new URL('../../bin/coterie.js', import.meta.url))
const MAIN = fileURLToPath(new URL('cli/main.ts', import.meta.url))

const oldNode = findOldNode()
/** Only this `script` (util-linux) gives a command a terminal in the way that is meant here. */
const hasTerminal = (spawnSync('script', ['--version']).stdout ?? '').includes('util-linux')

const children = new Set<ChildProcess>()
const servers = new Set<ModelServer>()
const root = mkdtempSync(join(tmpdir(), 'coterie-launcher-'))
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const server of servers) await server.close()
  rmSync(root, { recursive: true, force: true })
})

let folder = root
beforeEach(() => {
  folder = mkdtempSync(join(root, 'lab-'))
  const cast = (row: string): string =>
    `scenario: matrix-game\nparameters: { game: prisoners-dilemma, rounds: 2 }\nreplicates: 4\ncast: { row: ${row}, column: tit-for-tat }\n`
  writeFileSync(
    join(folder, 'paid.yaml'),
    `experiment: paid\n${cast('{ policy: llm, model: local/m }')}`,
  )
  writeFileSync(join(folder, 'free.yaml'), `experiment: free\n${cast('random')}`)
})

/** The first on the path that hands over; the project's own is passed over. */
function findOldNode(): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin']
    .filter((path) => path !== '' && !path.includes('node_modules'))
    .map((path) => join(path, 'node'))
    .find((path) => {
      const said = existsSync(path)
        ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout
        : ''
      const [, major, minor] = /^v(\d+)\.(\d+)/.exec(said ?? '') ?? []
      return major !== undefined && (Number(major) < 22 || (major === '22' && Number(minor) < 18))
    })
}

interface Server extends ModelServer {
  /** Answers whoever waits, and from now on whoever asks; nobody is answered before. */
  answer(): void
}

async function serve(): Promise<Server> {
  const heard = Promise.withResolvers<string>()
  const server = await startModelServer({ answer: () => heard.promise })
  servers.add(server)
  const url = server.baseUrl
  writeFileSync(
    join(folder, 'coterie.providers.yaml'),
    `providers:\n  local:\n    base_url: ${url}\n`,
  )
  return Object.assign(server, { answer: () => heard.resolve('ANSWER: J') })
}

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | NodeJS.Signals>
}

function start(program: string, ...words: readonly string[]): Started {
  const child = spawn(program, words, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'close').then(([code, signal]) => {
    children.delete(child)
    return (code ?? signal) as number | NodeJS.Signals
  })
  return { child, said: () => said, ended }
}

const launch = (...words: readonly string[]): Started => start(oldNode ?? '', COMMAND, ...words)
const launchPaid = (): Started => launch('run', 'paid.yaml', '--quiet')

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

/** Interrupts it again and again, as somebody does who has waited: those that come shortly after the first are one with it. */
async function interruptUntilEnd({ child, ended }: Started, interrupt: () => void): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    await sleep(400)
    interrupt()
    await Promise.race([ended, sleep(100)])
  }
}

test('interrupts at nearly the same time are one; a later one ends the command at once', async () => {
  const server = await serve()
  const command = start(process.execPath, MAIN, 'run', 'paid.yaml', '--quiet')
  const { child, said, ended } = command
  await until(() => server.open.size === 4)
  // While it stands still both arrive, and it hears of them together; of two that are alike it would hear of one.
  for (const signal of ['SIGSTOP', 'SIGINT', 'SIGTERM', 'SIGCONT'] as const) child.kill(signal)
  await until(() => said().includes('waiting for open calls'))
  await sleep(600)
  expect(server.open.size).toBe(4)
  await interruptUntilEnd(command, () => child.kill('SIGINT'))
  expect(await ended).toBe(130)
})

test('a launcher that dies before its child reads a line of the command is missed by no child', async () => {
  const slow = `data:text/javascript,console.log('begun'); await new Promise((go) => setTimeout(go, 300))`
  const child = spawn(process.execPath, ['--import', slow, COMMAND, 'practice', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    env: { ...process.env, COTERIE_LAUNCHED: '1' },
  })
  children.add(child)
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([130, null])
})

describe.skipIf(oldNode === undefined)('under an old Node.js', () => {
  test('a launcher that is killed takes its child along, and the same command goes on', async () => {
    const server = await serve()
    const first = launchPaid()
    await until(() => server.open.size === 4)
    const second = launchPaid()
    expect(await second.ended).toBe(2)
    const pid = Number(/another process is writing .*\(process (\d+)\)/.exec(second.said())?.[1])
    expect(process.kill(pid, 0)).toBe(true)
    expect(pid).not.toBe(first.child.pid)

    first.child.kill('SIGKILL')
    await until(() => server.open.size === 0)
    expect(server.served).toMatchObject({ received: 4, answered: 0, dropped: 4 })
    server.answer()
    expect(await launchPaid().ended).toBe(0)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s to the launcher alone lets open calls come home, and its exit code is the child’s',
    async (signal) => {
      const server = await serve()
      const { child, said, ended } = launchPaid()
      await until(() => server.open.size === 4)
      child.kill(signal)
      await until(() => said().includes('waiting for open calls'))
      server.answer()
      expect(await ended).toBe(130)
      expect(said()).toMatch(/waiting for open calls[^]*run the same command again/i)
      expect(server.served).toMatchObject({ received: 4, answered: 4, dropped: 0 })
    },
  )

  test('SIGHUP to the launcher alone ends both', async () => {
    const server = await serve()
    const { child, ended } = launchPaid()
    await until(() => server.open.size === 4)
    child.kill('SIGHUP')
    expect(await ended).toBe('SIGHUP')
    await until(() => server.open.size === 0)
  })

  test('the channel keeps no command alive, changes no exit code, and makes no command a worker', async () => {
    const [free, bad] = [launch('run', 'free.yaml', '--processes', '2'), launch('run', 'none.yaml')]
    expect({ ended: await free.ended, said: free.said() }).toEqual({
      ended: 0,
      said: expect.stringContaining('4 played'),
    })
    expect(await bad.ended).toBe(2)
  })

  describe.skipIf(!hasTerminal)('with a terminal as standard input', () => {
    /** The terminal's shell makes way for the launcher, which has its process id. */
    async function launchInTerminal(server: ModelServer) {
      const line = `echo $$ > pid; exec '${oldNode}' '${COMMAND}' run paid.yaml --quiet`
      const started = start('script', '--quiet', '--return', '--command', line, '/dev/null')
      await until(() => server.open.size === 4)
      return { ...started, launcher: Number(readFileSync(join(folder, 'pid'), 'utf8')) }
    }

    test('SIGINT to the launcher alone is one interrupt', async () => {
      const server = await serve()
      const { launcher, said, ended } = await launchInTerminal(server)
      process.kill(launcher, 'SIGINT')
      await until(() => said().includes('waiting for open calls'))
      server.answer()
      expect(await ended).toBe(130)
      expect(server.served).toMatchObject({ received: 4, answered: 4, dropped: 0 })
    })

    test('ctrl-C, which the terminal sends to launcher and child, is one interrupt too', async () => {
      const server = await serve()
      const { child, said, ended } = await launchInTerminal(server)
      child.stdin?.write('\x03')
      await until(() => said().includes('waiting for open calls'))
      server.answer()
      expect(await ended).toBe(130)
      expect(server.served).toMatchObject({ received: 4, answered: 4, dropped: 0 })
    })

    test('ctrl-C twice ends both at once', async () => {
      const server = await serve()
      const started = await launchInTerminal(server)
      const { child, said, ended } = started
      child.stdin?.on('error', () => {}).write('\x03')
      await until(() => said().includes('waiting for open calls'))
      await interruptUntilEnd(started, () => child.stdin?.write('\x03'))
      expect(await ended).toBe(130)
      await until(() => server.open.size === 0)
    })
  })
})
