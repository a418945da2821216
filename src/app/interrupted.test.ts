/** Play that is interrupted by a person or by the network: what was paid for is kept, and the same command goes on. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { Streams } from '../base/random.ts'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import type { ServedRequest } from '../io/model/practice/served-request.ts'
import { openSqliteStore } from './adapters.ts'
import { ends as endOf, hashesIn } from './testing/ended-process.ts'

const MAIN = fileURLToPath(new URL('cli/main.ts', import.meta.url))
const CALLS = 6 * 4 * 2
const children = new Set<ChildProcess>()
const servers = new Set<ModelServer>()
const root = mkdtempSync(join(tmpdir(), 'coterie-interrupted-'))
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const server of servers) await server.close()
  rmSync(root, { recursive: true, force: true })
})

let folder = root
beforeEach(() => {
  folder = mkdtempSync(join(root, 'lab-'))
  writeFileSync(
    join(folder, 'open.yaml'),
    `experiment: open
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 4 }
cast:
  row: { policy: llm, model: local/some-model }
  column: { policy: llm, model: local/some-model, persona: economist }
replicates: 6
`,
  )
})

/** A server that answers a request once what `heldBack` gives for it has come. */
async function serve(
  heldBack: (request: ServedRequest) => Promise<void> | undefined = () => undefined,
): Promise<ModelServer> {
  const server = await startModelServer({
    answer: async (request) => {
      const words = JSON.stringify(request.body['messages'])
      await heldBack(request)
      return new Streams(words).draw('move', 0) < 0.5 ? 'ANSWER: J' : 'ANSWER: F'
    },
  })
  servers.add(server)
  writeFileSync(
    join(folder, 'coterie.providers.yaml'),
    `providers:\n  local:\n    base_url: ${server.baseUrl}\n    patience_s: 3\n`,
  )
  return server
}

interface Started {
  readonly child: ChildProcess
  /** What it said so far on its error output. */
  readonly said: () => string
}

function start(): Started {
  const child = spawn(process.execPath, [MAIN, 'run', 'open.yaml', '--quiet'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.add(child)
  child.on('exit', () => children.delete(child))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (more: string) => (said += more))
  return { child, said: () => said }
}

const ends = ({ child }: Started) => endOf(child)

const isOfEconomist = ({ body }: ServedRequest): boolean =>
  JSON.stringify(body['messages']).includes('economist')

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(2)
}

function recorded() {
  const db = join(folder, 'logs/open.sqlite')
  const store = openSqliteStore(db, 'read')
  try {
    const kept = store.runs().flatMap(({ runId }) => store.keptCalls(runId)).length
    return { hashes: hashesIn(db), kept }
  } finally {
    store.close()
  }
}

async function hashesOfUndisturbed(): Promise<Record<string, string | null>> {
  await serve()
  expect(await ends(start())).toBe(0)
  const { hashes } = recorded()
  rmSync(join(folder, 'logs'), { recursive: true })
  return hashes
}

test('one interrupt waits for open calls and keeps them; nothing of it is asked, or paid, again', async () => {
  const hashes = await hashesOfUndisturbed()
  // The second participant is slow: when the interrupt comes, half of the open ticks are answered.
  const heard = Promise.withResolvers<void>()
  const server = await serve((request) => (isOfEconomist(request) ? heard.promise : undefined))
  const first = start()
  await until(() => server.served.answered === 6)
  first.child.kill('SIGINT')
  await until(() => first.said().includes('waiting for open calls'))
  heard.resolve()
  expect(await ends(first)).toBe(130)
  expect(first.said()).toMatch(/waiting for open calls[^]*run the same command again/i)
  expect(server.served).toMatchObject({ received: 12, answered: 12, dropped: 0 })
  const second = start()
  expect(await ends(second)).toBe(0)
  expect(server.served.received).toBe(CALLS)
  expect(recorded()).toEqual({ hashes, kept: 0 })
})

test('two interrupts end it at once, and what was answered before is kept', async () => {
  const hashes = await hashesOfUndisturbed()
  const never = new Promise<void>(() => {})
  const server = await serve((request) => (isOfEconomist(request) ? never : undefined))
  const first = start()
  await until(() => server.served.answered >= 6 && recorded().kept === 6)
  first.child.kill('SIGINT')
  await until(() => first.said().includes('waiting for open calls'))
  // Two interrupts within a fifth of a second are one: a terminal sends it to the launcher and to its child.
  for (const ended = ends(first); first.child.exitCode === null;) {
    await Promise.race([ended, sleep(300)])
    first.child.kill('SIGINT')
  }
  expect(await ends(first)).toBe(130)
  expect(recorded().kept).toBe(6)
  await server.close()
  await serve()
  expect(await ends(start())).toBe(0)
  expect(recorded()).toEqual({ hashes, kept: 0 })
})

test('a network that is gone is nobody’s decision: the runs are left as they are, and go on when it is back', async () => {
  const hashes = await hashesOfUndisturbed()
  const never = new Promise<void>(() => {})
  const server = await serve(({ number }) => (number > 22 ? never : undefined))
  const first = start()
  await until(() => server.served.answered === 22)
  await server.close()
  expect(await ends(first)).toBe(2)
  expect(first.said()).toMatch(/ECONNREFUSED[^]*Nothing was decided there/)
  expect(Object.values(recorded().hashes)).toContain(null)
  await serve()
  expect(await ends(start())).toBe(0)
  expect(recorded()).toEqual({ hashes, kept: 0 })
})
