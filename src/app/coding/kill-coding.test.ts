/** A process that is killed −9 while judges code: what was answered is not asked, and not paid, again, and the codings are those of a process that was left alone. */
import { spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { startModelServer, type ModelServer } from '../../io/model/practice/model-server.ts'
import { openSqliteTables } from '../adapters.ts'
import { makeScratch } from '../import/testing/files.ts'
import { ends } from '../testing/ended-process.ts'
import { replayCodings } from './replay-codings.ts'
import { codedIn, recordOf, someTalks, TALK_CODEBOOK } from './testing/talks.ts'

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
/** A sample in every check; `KILLS=100 npx vitest run src/app/coding/kill-coding.test.ts` takes a few minutes. */
const KILLS = Number(process.env['KILLS'] ?? 5)
const CONCURRENCY = 4

const scratch = makeScratch()
const children = new Set<ChildProcess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  scratch.remove()
})

/** When to kill is drawn anew each time; a failure names the kill. */
const random = new Streams(Date.now()).stream('kill')

const no = { reason: 'so', quote: '', value: 0, confidence: 0.5 }

/** Half of its answers are none, so that most units take several calls; all follow from the words that it is sent. */
async function openServer(seed: number) {
  return startModelServer({
    latencyMs: { fromMs: 5, toMs: 40 },
    seed,
    answer: ({ body }) => {
      const drawn = new Streams(JSON.stringify(body['messages'])).draw('answer', 0)
      const proposes = drawn < 0.6 ? { ...no, value: 1, quote: 'I propose plan' } : no
      const how = { ...no, value: 'openly', quote: 'plan' }
      return drawn < 0.5 ? 'Let me think.' : JSON.stringify({ codes: { proposes, how, cost: no } })
    },
  })
}

function start(db: string, codebook: string, batch: number): ChildProcess {
  const told = ['--codebook', codebook, '--judge', 'a=local/m', '--judge', 'b=local/m']
  const how = ['--batch', String(batch), '--concurrency', String(CONCURRENCY), '--reask', '3']
  const child = spawn(process.execPath, [MAIN, 'code', db, ...told, ...how], {
    cwd: scratch.path,
    stdio: 'ignore',
  })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

async function arrive(server: ModelServer, requests: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && server.served.received < requests) await sleep(1)
}

function codingsIn(db: string): unknown[] {
  const tables = openSqliteTables(db)
  try {
    return [...tables.rows('codings')]
  } finally {
    tables.close()
  }
}

test.each([1, 5])(
  `killed at ${KILLS} random moments, with %i units in a call`,
  async (batch) => {
    const server = await openServer(random.below(1_000_000))
    scratch.write(
      'coterie.providers.yaml',
      `providers:\n  local:\n    base_url: ${server.baseUrl}\n`,
    )
    const codebook = scratch.write('talk.yaml', TALK_CODEBOOK)
    const fresh = await recordOf(scratch, `talks-${batch}`, someTalks(4))
    const whole = `${scratch.path}/whole-${batch}.sqlite`
    copyFileSync(fresh, whole)
    expect(await ends(start(whole, codebook, batch))).toBe(0)
    const expectedCalls = server.served.received

    let kills = 0
    for (let attempt = 0; kills < KILLS; attempt++) {
      const db = `${scratch.path}/killed-${batch}-${attempt}.sqlite`
      copyFileSync(fresh, db)
      let before = { received: server.served.received, kept: 0 }
      while (kills < KILLS) {
        const child = start(db, codebook, batch)
        await arrive(server, before.received + 1 + random.below(60), child)
        await sleep(random.below(12))
        child.kill('SIGKILL')
        if ((await ends(child)) !== 'SIGKILL') break
        kills++
        // What was sent before the kill may arrive after it.
        for (let turns = 0; turns < 10; turns++) await turn()
        const now = { received: server.served.received, kept: codedIn(db).calls.length }
        const lost = now.received - before.received - (now.kept - before.kept)
        const told = `kill ${kills}: ${lost} calls lost`
        expect(lost, told).toBeGreaterThanOrEqual(0)
        expect(lost, told).toBeLessThanOrEqual(2 * CONCURRENCY)
        before = now
      }
      const left = server.served.received
      const { calls } = codedIn(db)
      expect(await ends(start(db, codebook, batch))).toBe(0)
      // With nobody to kill it, every call that was not kept is made, and none besides.
      expect(server.served.received - left).toBe(expectedCalls - calls.length)
      expect(codingsIn(db)).toEqual(codingsIn(whole))
      expect((await replayCodings(db)).difference).toBeNull()
    }
    await server.close()
  },
  300_000,
)
