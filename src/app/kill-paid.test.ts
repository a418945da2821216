/** A process that is killed −9 while it plays with a server: what was answered is not asked, and not paid, again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { Streams } from '../base/random.ts'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import { openSqliteStore } from './adapters.ts'
import { replayRecord } from './replay-record.ts'
import { ends, hashesIn } from './testing/ended-process.ts'

const MAIN = fileURLToPath(new URL('cli/main.ts', import.meta.url))
/** A sample in every check; `KILLS=200 npx vitest run src/app/kill-paid.test.ts` takes a few minutes. */
const KILLS = Number(process.env['KILLS'] ?? 8)
const CONCURRENCY = 4
/** Two seats are asked at once in each run. A call that was answered is written at the end of the turn in which its seat makes the next one. */
const MOST_IN_FLIGHT = 2 * CONCURRENCY

const folder = mkdtempSync(join(tmpdir(), 'coterie-paid-'))
const children = new Set<ChildProcess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** When to kill is drawn anew each time; a failure names the kill. */
const random = new Streams(Date.now()).stream('kill')

const YAML = `experiment: paid
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 5 }
cast:
  row: { policy: llm, model: local/some-model }
  column: { policy: llm, model: local/some-model, persona: economist }
replicates: ${KILLS > 50 ? 120 : 40}
invalid: { reask: 1, then: forfeit }
`

/** A server of whose answers some are none, so that there are second attempts; all follow from the words that it is sent. */
async function openServer(seed: number) {
  return startModelServer({
    latencyMs: { fromMs: 2, toMs: 20 },
    seed,
    answer: ({ body }) => {
      const drawn = new Streams(JSON.stringify(body['messages'])).draw('move', 0)
      return drawn < 0.1 ? 'Let me think.' : drawn < 0.5 ? 'ANSWER: J' : 'ANSWER: F'
    },
  })
}

function start(db: string, file: string): ChildProcess {
  const child = spawn(
    process.execPath,
    [MAIN, 'run', file, '--db', db, '--quiet', '--concurrency', String(CONCURRENCY)],
    { cwd: folder, stdio: 'ignore' },
  )
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

/** The calls that are on the disk, in closed ticks and in open ones. */
function keptIn(db: string): number {
  const store = openSqliteStore(db, 'read')
  try {
    let calls = 0
    for (const { ticks } of store.entriesByRun(['model-called'])) calls += ticks.flat().length
    for (const { runId } of store.runs()) calls += store.keptCalls(runId).length
    return calls
  } finally {
    store.close()
  }
}

async function arrive(server: ModelServer, requests: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && server.served.received < requests) await sleep(1)
}

test(`killed at ${KILLS} random moments, an experiment comes to the hashes of one that was left alone, and pays twice only for calls that were on their way`, async () => {
  const server = await openServer(random.below(1_000_000))
  const file = join(folder, 'paid.yaml')
  writeFileSync(file, YAML)
  writeFileSync(
    join(folder, 'coterie.providers.yaml'),
    `providers:\n  local:\n    base_url: ${server.baseUrl}\n`,
  )
  const whole = join(folder, 'whole.sqlite')
  expect(await ends(start(whole, file))).toBe(0)
  const expected = hashesIn(whole)
  const expectedCalls = server.served.received

  let kills = 0
  for (let attempt = 0; kills < KILLS; attempt++) {
    const db = join(folder, `killed-${attempt}.sqlite`)
    let before = { received: server.served.received, kept: 0 }
    while (kills < KILLS) {
      const child = start(db, file)
      await arrive(server, before.received + 1 + random.below(40), child)
      await sleep(random.below(12))
      child.kill('SIGKILL')
      if ((await ends(child)) !== 'SIGKILL') break
      kills++
      // What was sent before the kill may arrive after it.
      for (let turns = 0; turns < 10; turns++) await turn()
      const now = { received: server.served.received, kept: keptIn(db) }
      const lost = now.received - before.received - (now.kept - before.kept)
      const told = `kill ${kills}: ${lost} calls lost`
      expect(lost, told).toBeGreaterThanOrEqual(0)
      expect(lost, told).toBeLessThanOrEqual(2 * MOST_IN_FLIGHT)
      before = now
    }
    const left = server.served.received
    const kept = keptIn(db)
    expect(await ends(start(db, file))).toBe(0)
    // With nobody to kill it, every call that was not kept is made, and none besides.
    expect(server.served.received - left).toBe(expectedCalls - kept)
    expect(hashesIn(db)).toEqual(expected)
    const { results } = await replayRecord(db)
    expect(new Set(results.map((one) => one.replayed.kind))).toEqual(new Set(['identical']))
  }
  await server.close()
}, 900_000)
