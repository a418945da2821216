/** `coterie control`: a second process watches and steers the first. */
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Streams } from '../../base/random.ts'
import { startModelServer, type ModelServer } from '../../io/model/practice/model-server.ts'
import type { SittingStatus } from '../../study/viewing/sitting-status.ts'
import { sittingOf } from '../live/ask-sitting.ts'
import { socketOf } from '../live/sitting-place.ts'
import { hashesIn } from '../testing/ended-process.ts'
import { makeFolder, type Started } from './testing/command.ts'

const folder = makeFolder()
const started: Started[] = []
let server: ModelServer
/** Answers wait while it is held: nobody is through before a test has looked. */
let held = Promise.resolve()
let release = (): void => {}
const hold = (): void => void (held = new Promise((resolve) => (release = resolve)))
beforeAll(async () => {
  server = await startModelServer({
    answer: async ({ body }) => {
      await held
      return new Streams(JSON.stringify(body['messages'])).draw('move', 0) < 0.5
        ? 'ANSWER: J'
        : 'ANSWER: F'
    },
  })
  folder.write({
    'coterie.providers.yaml': `providers:\n  local:\n    base_url: ${server.baseUrl}\n`,
    'models.yaml': `experiment: models
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 10 }
cast: { row: { policy: llm, model: local/some }, column: { policy: llm, model: local/other } }
replicates: 24
budget: { calls: 1000 }
`,
    'scripts.yaml': `experiment: scripts
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 3000, noise: 0.05 }
cast: { row: random, column: generous-tit-for-tat }
replicates: 1200
`,
  })
})
afterEach(() => release())
afterAll(async () => {
  for (const { process } of started) process.kill('SIGKILL')
  await server.close()
  folder.remove()
})

const CALLS = 24 * 10 * 2

/** Starts to play, and waits until it can be steered. */
async function play(db: string, file: string, ...words: readonly string[]): Promise<Started> {
  const run = folder.start('run', file, '--db', db, '--quiet', ...words)
  started.push(run)
  // Scripted runs are over before anybody can see them in flight.
  await until(db, ({ runs }) => runs.inFlightCount + runs.ended > 0)
  return run
}

async function until(db: string, isSo: (status: SittingStatus) => boolean): Promise<SittingStatus> {
  for (;;) {
    const status = await sittingOf(join(folder.path, db))
    if (status !== null && isSo(status)) return status
    await sleep(5)
  }
}

/** Waits until nothing changes for a second: on a busy machine a process hears late. */
async function atRest(db: string): Promise<SittingStatus> {
  let before = await until(db, () => true)
  for (;;) {
    await sleep(1000)
    const status = await until(db, () => true)
    if (status.runs.ended === before.runs.ended) return status
    before = status
  }
}

/** Waits until a command has said something. */
async function says(what: string, { process }: Started): Promise<void> {
  let said = ''
  const listen = (more: string): void => void (said += more)
  process.stdout?.on('data', listen)
  while (!said.includes(what)) await sleep(5)
  process.stdout?.off('data', listen)
}

const control = (db: string, ...words: readonly string[]) => folder.here('control', db, ...words)
const hashes = (db: string) => hashesIn(join(folder.path, db))

describe('a run with models', () => {
  test('is paused, resumed, retuned and stopped from another terminal; then it goes on to the same hashes', async () => {
    expect((await folder.here('run', 'models.yaml', '--db', 'left-alone.sqlite')).code).toBe(0)
    const before = server.served.received
    const db = 'steered.sqlite'
    hold()
    const run = await play(db, 'models.yaml')

    const paused = await control(db, 'pause')
    expect(paused).toMatchObject({ code: 0, stderr: '' })
    expect(paused.stdout).toMatch(/^paused: /)
    release()
    await until(db, ({ providers }) => providers.every(({ inFlight }) => inFlight === 0))
    const { received, dropped } = server.served
    await sleep(400)
    expect(server.served).toMatchObject({ received, dropped })
    const standing = await control(db)
    expect(standing.stdout).toMatch(/^models · paused · process \d+\n/)
    expect(standing.stdout).toMatch(/calls of a budget of 1,000 calls/)

    const retuned = await control(db, 'concurrency', '--runs', '20', '--calls', '2')
    expect(retuned.stdout).toBe('at once: 20 runs, 2 calls for each account\n')
    hold()
    expect((await control(db, 'resume')).stdout).toMatch(/^resumed: /)
    await until(db, ({ runs }) => runs.inFlightCount === 20 && server.open.size > 0)
    expect(server.open.size).toBeLessThanOrEqual(2)
    const { stdout } = await control(db, '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'playing',
      experiment: 'models',
      pid: run.process.pid,
      runs: { planned: 24, in_flight_count: 20 },
      budget: { calls: 1000, usd: null },
      concurrency: { runs: 20, calls: 2 },
    })

    expect((await control(db, 'stop')).stdout).toMatch(/^stopping: .*exit code 130/)
    release()
    const { code, stderr } = await run.ended
    expect(code).toBe(130)
    expect(stderr).toMatch(/stopped by another process[^]*Run the same command again/)
    expect(Object.values(hashes(db))).toContain(null)

    const gone = await control(db)
    expect(gone).toMatchObject({ code: 2, stdout: '' })
    expect(gone.stderr).toMatch(/nobody plays this record at present/)

    expect((await folder.here('run', 'models.yaml', '--db', db)).code).toBe(0)
    expect(hashes(db)).toEqual(hashes('left-alone.sqlite'))
    expect(server.served.received - before).toBe(CALLS)
    expect(server.served.dropped).toBe(dropped)
  })

  test('that was killed leaves a socket which the next one replaces; whoever watches sees it end', async () => {
    const db = 'killed.sqlite'
    hold()
    const first = await play(db, 'models.yaml')
    first.process.kill('SIGKILL')
    await first.ended
    expect((await control(db, 'pause')).code).toBe(2)

    const second = await play(db, 'models.yaml', '--concurrency', '24')
    const watching = folder.start('control', db, '--watch')
    await says('playing', watching)
    release()
    const watched = await watching.ended
    expect(watched.code).toBe(0)
    expect(watched.stdout).toMatch(/^\d+ s playing · \d+\/24 runs · \d+ in flight/)
    expect(watched.stdout).toMatch(/playing · 24\/24 runs · 0 in flight[^\n]*\nIt has ended\.\n$/)
    expect((await second.ended).code).toBe(0)
  })

  test('is not held up by whoever connects and never listens', async () => {
    const db = 'deaf.sqlite'
    hold()
    const run = await play(db, 'models.yaml', '--concurrency', '24')
    const deaf = createConnection(socketOf(join(folder.path, db)) as string)
    deaf.on('error', () => {})
    await once(deaf, 'connect')
    deaf.pause()
    // More than a system holds for a socket: the sitting has words left that nobody takes.
    deaf.write(`{"do":"watch"}\n${'{"do":"status"}\n'.repeat(20_000)}`)
    release()
    expect((await run.ended).code).toBe(0)
    deaf.destroy()
  })

  test('can be forked, and its forks are steered as it was', async () => {
    const db = 'deaf.sqlite'
    const [parent = ''] = Object.keys(hashes(db))
    hold()
    const fork = folder.start(
      'fork',
      db,
      ...['--run', parent, '--at-tick', '2', '--set', 'message.p1=Think_again.'],
      ...['--replicates', '10', '--concurrency', '2', '--json'],
    )
    started.push(fork)
    await until(db, ({ runs }) => runs.inFlightCount > 0)
    expect((await control(db, 'pause')).code).toBe(0)
    release()
    const paused = await until(db, ({ providers }) =>
      providers.every(({ inFlight }) => inFlight === 0),
    )
    expect(paused.runs).toMatchObject({ planned: 19, inFlightCount: 2 })
    for (const { tick } of paused.runs.inFlight) expect(tick).toBeGreaterThanOrEqual(2)
    await control(db, 'concurrency', '--runs', '19')
    await control(db, 'resume')
    const { code, stdout } = await fork.ended
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ left: 0 })
  })
})

test('processes that play together stand still together, and are stopped together', async () => {
  const db = 'processes.sqlite'
  const run = await play(db, 'scripts.yaml', '--processes', '2', '--concurrency', '4')
  await control(db, 'pause')
  const { state, runs } = await atRest(db)
  expect(state).toBe('paused')
  expect(runs.ended).toBeLessThan(1200)
  expect((await control(db, 'concurrency', '--calls', '3')).stderr).toMatch(/no model server/)
  expect((await control(db, 'concurrency', '--runs', '2')).stdout).toBe('at once: 2 runs\n')
  await control(db, 'resume')
  await until(db, ({ runs: { ended } }) => ended > runs.ended)
  await control(db, 'stop')
  expect((await run.ended).code).toBe(130)
})

describe('wrong usage ends with exit code 2 and says what is wrong', () => {
  test.each([
    ['no record', ['none.sqlite'], /none\.sqlite: there is no such record/],
    ['an unknown action', ['x.sqlite', 'fly'], /Allowed choices are pause, resume, stop/],
    ['nothing to retune', ['x.sqlite', 'concurrency'], /give --runs, --calls or both/],
    ['no number', ['x.sqlite', 'concurrency', '--runs', 'many'], /whole number from 1/],
    ['runs without the action', ['x.sqlite', 'pause', '--runs', '3'], /go with the action/],
    ['watching for machines', ['x.sqlite', '--watch', '--json'], /--watch is for people/],
  ])('%s', async (_, words, says) => {
    const { code, stdout, stderr } = await folder.here('control', ...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(says)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
