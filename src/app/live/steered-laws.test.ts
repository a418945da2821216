/** However a sitting is paused, resumed, retuned, stopped and begun again while it plays: its records are those of one that was left alone. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { startModelServer, type ModelServer } from '../../io/model/practice/model-server.ts'
import type { ExperimentInput } from '../../play/experiment/define-experiment.ts'
import type { SittingStatus, SteeringCommand } from '../../study/viewing/sitting-status.ts'
import type { RunReport } from '../run-experiment.ts'
import { declaredAt, hashesOf, play } from '../testing/served-play.ts'
import { sittingOf, steer, watchSitting } from './ask-sitting.ts'

const ROUNDS = 5
const RUNS = 6
const CALLS = RUNS * ROUNDS * 2

const experiment: ExperimentInput = {
  experiment: 'steered',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: ROUNDS },
  cast: {
    row: { policy: 'llm', model: 'local/some-model' },
    column: { policy: 'llm', model: 'local/some-model', persona: 'economist' },
  },
  replicates: RUNS,
}

const folder = mkdtempSync(join(tmpdir(), 'coterie-steered-'))
let server: ModelServer
let undisturbed: Record<string, string | null>
let files = 0
beforeAll(async () => {
  server = await startModelServer({
    latencyMs: { fromMs: 2, toMs: 15 },
    answer: ({ body }) =>
      new Streams(JSON.stringify(body['messages'])).draw('move', 0) < 0.5
        ? 'ANSWER: J'
        : 'ANSWER: F',
  })
  undisturbed = hashesOf(await sit(newRecord()).report)
  expect(Object.values(undisturbed)).not.toContain(null)
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const newRecord = (): string => join(folder, `${files++}.sqlite`)

/** Sits down to a record in this process; who asks comes over its socket. */
function sit(db: string, input = experiment): { report: Promise<RunReport> } {
  const stopping = new AbortController()
  return {
    report: play(input, {
      db,
      declared: [declaredAt(server)],
      concurrency: 3,
      stop: stopping.signal,
      steered: { onStop: () => stopping.abort() },
    }),
  }
}

async function until(db: string, isSo: (status: SittingStatus) => boolean): Promise<SittingStatus> {
  for (;;) {
    const status = await sittingOf(db)
    if (status !== null && isSo(status)) return status
    await sleep(1)
  }
}

const untilPlayed = (db: string): Promise<SittingStatus> =>
  until(db, ({ providers }) => providers.some(({ made }) => made > 0))

const command: fc.Arbitrary<SteeringCommand> = fc.oneof(
  fc.constant<SteeringCommand>({ do: 'pause' }),
  fc.constant<SteeringCommand>({ do: 'resume' }),
  fc.constant<SteeringCommand>({ do: 'stop' }),
  fc.record({
    do: fc.constant('retune' as const),
    runs: fc.integer({ min: 1, max: 8 }),
    calls: fc.option(fc.integer({ min: 1, max: 8 })),
  }),
)

test('the hashes are those of play that nobody steered, and no call is made twice', async () => {
  let obeyed = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(25), command), { minLength: 1, maxLength: 8 }),
      async (deeds) => {
        const db = newRecord()
        const before = server.served.received
        const todo = [...deeds]
        let report: RunReport
        do {
          const sitting = sit(db)
          const over = { now: false }
          void sitting.report.finally(() => (over.now = true))
          while (!over.now && (await sittingOf(db)) === null) await sleep(1)
          for (const [afterMs, one] of todo.splice(0)) {
            await sleep(afterMs)
            // What came too late for this sitting is for the next.
            if ((await steer(db, one)) === null) todo.push([afterMs, one])
            else obeyed++
          }
          while (!over.now) {
            await steer(db, { do: 'resume' })
            await sleep(5)
          }
          report = await sitting.report
        } while (report.left > 0)
        expect(hashesOf(report)).toEqual(undisturbed)
        expect(server.served.received - before).toBe(CALLS)
      },
    ),
    { numRuns: 15 },
  )
  expect(obeyed).toBeGreaterThan(15)
})

test('a pause lets calls on their way come home, keeps them, and begins nothing; who watches is told', async () => {
  const db = newRecord()
  const { report } = sit(db)
  await untilPlayed(db)
  const told: SittingStatus[] = []
  const watching = watchSitting(db, (status) => told.push(status))
  await steer(db, { do: 'pause' })
  const paused = await until(db, ({ providers }) =>
    providers.every(({ inFlight }) => inFlight === 0),
  )
  const { received } = server.served
  expect(paused).toMatchObject({ state: 'paused', experiment: 'steered', pid: process.pid })
  expect(paused.providers).toMatchObject([{ name: 'local', inFlight: 0 }])
  await sleep(200)
  while (!told.some(({ state }) => state === 'paused')) await sleep(5)
  expect(server.served.received).toBe(received)
  expect(server.open.size).toBe(0)

  expect(await steer(db, { do: 'resume' })).toMatchObject({ status: { state: 'playing' } })
  expect(hashesOf(await report)).toEqual(undisturbed)
  expect(await watching).toBe(true)
  expect(told.map(({ state }) => state)).toContain('paused')
  expect(told.at(-1)).toMatchObject({
    runs: { planned: RUNS, ended: RUNS, left: 0, inFlight: [] },
    spend: { calls: CALLS },
    providers: [{ name: 'local', made: CALLS, inFlight: 0, waiting: 0, refused: 0 }],
  })
  expect(await sittingOf(db)).toBeNull()
})

test('runs in flight grow and shrink as they are told, and calls are capped', async () => {
  const db = newRecord()
  const { report } = sit(db, { ...experiment, replicates: 40 })
  await untilPlayed(db)
  const status = await steer(db, { do: 'retune', runs: 12, calls: 2 })
  expect(status).toMatchObject({ status: { concurrency: { runs: 12, calls: 2 } } })
  expect(await sittingOf(db)).toMatchObject({ runs: { inFlightCount: 12 } })
  // What was on its way comes home first.
  const capped = await until(db, () => server.open.size <= 2)
  expect(capped.providers).toMatchObject([{ limit: 2 }])
  for (let looks = 0; looks < 20; looks++) {
    await sleep(1)
    expect(server.open.size).toBeLessThanOrEqual(2)
  }
  await steer(db, { do: 'retune', runs: 1, calls: null })
  while (((await sittingOf(db))?.runs.inFlightCount ?? 1) > 1) await sleep(5)
  await steer(db, { do: 'retune', runs: 20 })
  expect((await report).left).toBe(0)
})

test('models in the process stand still as well, and have no cap on calls', async () => {
  const db = newRecord()
  const cast = { row: { policy: 'llm', model: 'simulated/mixed' }, column: 'grim' }
  const { report } = sit(db, { ...experiment, cast, replicates: 1500 })
  await untilPlayed(db)
  const paused = await steer(db, { do: 'pause' })
  let later = await sittingOf(db)
  for (let calls = -1; later?.spend.calls !== calls; later = await sittingOf(db)) {
    calls = later?.spend.calls ?? 0
    await sleep(100)
  }
  expect(later?.state).toBe('paused')
  expect(paused).toMatchObject({ status: { runs: { planned: 1500 } } })
  expect(await steer(db, { do: 'retune', calls: 3 })).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(/no model server/),
  })
  await steer(db, { do: 'stop' })
  expect((await report).left).toBeGreaterThan(0)
})
