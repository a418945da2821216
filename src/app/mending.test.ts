/** What somebody has to mend is nobody's decision, whatever the plan says of invalid answers: runs are left, and the same command goes on as if nothing had been. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Streams } from '../base/random.ts'
import type { Misbehaviour } from '../io/model/practice/misbehaviours.ts'
import {
  startModelServer,
  type ModelServer,
  type ModelServerOptions,
} from '../io/model/practice/model-server.ts'
import type { ExperimentInput } from '../play/experiment/define-experiment.ts'
import type { RunReport } from './run-experiment.ts'
import { EXPECTED, SOON, type Attempted, type Left } from './testing/expected-failures.ts'
import { answeredIn, declaredAt, hashesOf, ofKind, play, runsIn } from './testing/served-play.ts'

const TO_MEND = (Object.keys(EXPECTED) as Misbehaviour[]).flatMap((how) => {
  const expected: Attempted | Left = EXPECTED[how]
  return expected.kind === 'left' ? [[how, expected.why] as const] : []
})

const ROUNDS = 3
const CONCURRENCY = 2
/** In the middle of the third run. */
const LAST_GOOD = 7
const EXPERIMENT: ExperimentInput = {
  experiment: 'mending',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: ROUNDS },
  cast: { row: { policy: 'llm', model: 'local/m' }, column: 'tit-for-tat' },
  factors: { 'invalid.then': ['forfeit', 'default:defect', 'abort'] },
  replicates: 2,
}
const RUNS = 6

const folder = mkdtempSync(join(tmpdir(), 'coterie-mending-'))
let files = 0
const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Follows from the words alone, so that a run which went on elsewhere than it stopped would show. */
async function serve(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await startModelServer({
    answer: ({ body }) =>
      new Streams(JSON.stringify(body['messages'])).draw('move', 0) < 0.5
        ? 'ANSWER: J'
        : 'ANSWER: F',
    ...options,
  })
  servers.push(server)
  return server
}

const run = (server: ModelServer, db: string, concurrency = CONCURRENCY): Promise<RunReport> =>
  play(EXPERIMENT, { db, concurrency, declared: [declaredAt(server)] })

const newFile = (): string => join(folder, `${files++}.sqlite`)

let undisturbed: ReturnType<typeof hashesOf>
beforeAll(async () => {
  undisturbed = hashesOf(await run(await serve(), newFile()))
})

/** Nothing is played, nothing is put in its place, and nothing is begun in vain. */
function expectLeft(report: RunReport, why: RegExp, db: string): void {
  const { unavailable, left, kept, played, failed } = report
  expect(unavailable.length).toBeGreaterThan(0)
  for (const one of unavailable) expect(one.why).toMatch(why)
  expect({ all: kept + played + left, failed }).toEqual({ all: RUNS, failed: [] })
  const begun = runsIn(db)
  expect(begun.length).toBeLessThanOrEqual(kept + played + CONCURRENCY)
  for (const { status, ticks, entries } of begun) {
    expect(['started', 'finished']).toContain(status)
    expect(ofKind(entries, 'decision-defaulted')).toEqual([])
    const calls = ofKind(entries, 'model-called')
    expect(new Set(calls.map(({ reading }) => reading))).toEqual(
      new Set(ticks > 0 ? ['valid'] : []),
    )
  }
}

function pattern(why: string): RegExp {
  const escaped = why.replaceAll(/[()[\]/.?"]/g, '\\$&')
  return new RegExp(`^p1 at "choice", tick \\d: ${escaped.replace(SOON, '[\\d.]+ s')}$`)
}

describe.each(TO_MEND)('a server that comes to answer with %s', (how, why) => {
  test('leaves runs that go on, once it is mended, to the hashes of undisturbed ones', async () => {
    const server = await serve({
      onRequest: ({ number }) => {
        if (number > LAST_GOOD) server.behave(how)
      },
    })
    const db = newFile()
    const told = pattern(why)
    // While a server asks to be left alone, nobody calls it: who is alone need not wait for that.
    const concurrency = how.startsWith('busy') ? 1 : CONCURRENCY
    expectLeft(await run(server, db, concurrency), told, db)
    // Once for each run that was under way: what has to be mended is not tried again.
    expect(server.served.received).toBeLessThanOrEqual(LAST_GOOD + CONCURRENCY)
    const before = server.served.received

    // As long as nobody mends it, the same happens, and the runs that are there are asked for.
    expectLeft(await run(server, db, concurrency), told, db)
    expect(server.served.received - before).toBeLessThanOrEqual(CONCURRENCY)

    const mended = await serve()
    const report = await run(mended, db)
    expect(report).toMatchObject({ left: 0, unavailable: [], cap: null })
    expect(hashesOf(report)).toEqual(undisturbed)
    expect(mended.served.received).toBe(RUNS * ROUNDS - LAST_GOOD)
  })
})

test('a server that is not there is nobody’s decision either, and what it answered before it went is not asked again', async () => {
  const server: ModelServer = await serve({
    onAnswered: ({ number }) => {
      if (number === LAST_GOOD) void server.close()
    },
  })
  const db = newFile()
  const told =
    /^p1 at "choice", tick \d: no connection could be made to http:\/\/\S+ \(ECONNREFUSED\) \(given up/
  expectLeft(await run(server, db), told, db)
  expectLeft(await run(server, db), told, db)
  const answered = answeredIn(db)
  expect(answered).toBeGreaterThan(0)
  const back = await serve()
  const report = await run(back, db)
  expect(report).toMatchObject({ left: 0, unavailable: [] })
  expect(hashesOf(report)).toEqual(undisturbed)
  expect(back.served.received).toBe(RUNS * ROUNDS - answered)
})
