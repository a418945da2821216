/** Forks of a run whose model is on a server: what they share was paid once, and is asked, charged and counted once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import { forkRun, type ForkOptions } from './fork-run.ts'
import { replayRecord } from './replay-record.ts'
import { declaredAt, ofKind, play, reportIn, rowsIn, runsIn } from './testing/served-play.ts'

const ROUNDS = 5

const folder = mkdtempSync(join(tmpdir(), 'coterie-fork-paid-'))
let files = 0
const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Session = 'fresh' | 'thread'

/** A run of a model against tit-for-tat, in a record of its own, and a count of what the server is sent from then on. */
async function parentIn(session: Session, more: object = {}) {
  const db = join(folder, `${files++}.sqlite`)
  const asked: string[] = []
  const server = await startModelServer({
    answer: ({ body }) => {
      const words = JSON.stringify(body['messages'])
      asked.push(words)
      if (words.includes('Trust?')) return 'ANSWER: 5'
      return `I thought ${asked.length} times.\nANSWER: ${asked.length % 2 === 0 ? 'J' : 'F'}`
    },
  })
  servers.push(server)
  const declared = [declaredAt(server)]
  await play(
    {
      experiment: 'paid',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: ROUNDS },
      cast: { row: { policy: 'llm', model: 'local/m', session }, column: 'tit-for-tat' },
      ...more,
    },
    { db, declared },
  )
  const [parent] = runsIn(db)
  const run = parent?.runId ?? ''
  const paid = asked.splice(0).length
  const fork = (options: Omit<ForkOptions, 'run' | 'declared'>) =>
    forkRun(db, { run, declared, ...options })
  return { db, asked, paid, fork, run }
}

const callsIn = (db: string): number =>
  reportIn(db).spend.reduce((sum, { calls }) => sum + calls, 0)

test.each<Session>(['fresh', 'thread'])(
  'a fork of a %s session asks for its own ticks alone, and replays without a call',
  async (session) => {
    const { db, asked, paid, fork } = await parentIn(session)
    expect(paid).toBe(ROUNDS)
    const report = await fork({ atTick: 3, set: 'answer.column=defect', replicates: 2 })
    // The first with the difference, the second with it and without.
    expect(report.played).toBe(3)
    expect(asked).toHaveLength(3 * (ROUNDS - 3))
    expect(report.spend.calls).toBe(paid + asked.length)
    expect(report.spentBefore.calls).toBe(paid)
    expect(callsIn(db)).toBe(paid + asked.length)
    expect(rowsIn(db, 'calls').filter(({ cached }) => cached === 0)).toHaveLength(
      paid + asked.length,
    )
    // What was said in shared ticks is known to a thread, and to nobody else.
    for (const messages of asked)
      expect(messages.includes('I thought 3 times.')).toBe(session === 'thread')

    const again = await fork({ atTick: 3, set: 'answer.column=defect', replicates: 2 })
    expect(again).toMatchObject({ played: 0, kept: 3 })
    const { results } = await replayRecord(db)
    expect(results.map(({ replayed }) => replayed.kind)).not.toContain('diverged')
    expect(asked).toHaveLength(3 * (ROUNDS - 3))
  },
)

test('a model that takes a seat in a fork is asked from there on, and is told nothing of what its seat thought', async () => {
  const { db, asked, paid, fork } = await parentIn('thread')
  const model = { policy: 'llm', model: 'local/other', session: 'thread' }
  await fork({ atTick: 2, set: { path: 'cast.row', value: model } })
  expect(asked).toHaveLength(ROUNDS - 2)
  expect(asked[0]).not.toContain('I thought')
  expect(asked.at(-1)).toContain('I thought')
  await fork({ atTick: 4, set: { path: 'cast.column', value: model } })
  expect(asked).toHaveLength(ROUNDS - 2 + 2)
  expect(callsIn(db)).toBe(paid + asked.length)
  const { results } = await replayRecord(db)
  expect(results.map(({ replayed }) => replayed.kind)).not.toContain('diverged')
})

test('a fork that the budget stops goes on where it was, and pays for nothing twice', async () => {
  const probes = {
    trust: {
      of: 'row',
      at: 'every-round' as const,
      question: 'Trust?',
      answer: { from: 0, to: 10 },
    },
  }
  // Two calls in each round: a budget of an odd number ends between the answer to the probe and the answer to the ask.
  const { db, asked, paid, fork, run } = await parentIn('thread', { probes, budget: { calls: 13 } })
  expect(paid).toBe(2 * ROUNDS)
  const stopped = await fork({ atTick: 1 })
  expect(stopped.left).toBe(1)
  expect(asked).toHaveLength(3)
  const input = {
    experiment: 'paid',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: ROUNDS },
    cast: {
      row: { policy: 'llm', model: 'local/m', session: 'thread' },
      column: 'tit-for-tat',
    },
    probes,
    budget: { calls: 100 },
  }
  await play(input, { db, declared: [declaredAt(servers[0] as ModelServer)] })
  expect(asked).toHaveLength(3)
  const resumed = await fork({ atTick: 1 })
  expect(resumed).toMatchObject({ played: 1, left: 0 })
  expect(asked).toHaveLength(2 * (ROUNDS - 1))
  expect(resumed.spend.calls).toBe(paid + asked.length)
  const [forked] = runsIn(db).filter(({ runId }) => runId !== run)
  expect(ofKind(forked?.entries ?? [], 'probe-answered')).toHaveLength(ROUNDS)
})
