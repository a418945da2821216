/** The command against a real HTTP server: what it records, what it never tells, and how it takes trouble. */
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { Streams } from '../base/random.ts'
import type { Row } from '../io/store/tables.ts'
import {
  startModelServer,
  type ModelServer,
  type ModelServerOptions,
} from '../io/model/practice/model-server.ts'
import type { ServedRequest } from '../io/model/practice/served-request.ts'
import { openSqliteTables } from './adapters.ts'
import { runHere } from './cli/testing/run-here.ts'
import type { Said } from './cli/testing/said.ts'

const KEY = 'sk-marmalade-7f3a9c41-zebra-crossing'
/** A part of the key is a leak as well. */
const PARTS_OF_KEY = [KEY, 'marmalade', 'zebra-crossing']

const folders: string[] = []
const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

interface Lab {
  readonly folder: string
  readonly server: ModelServer
}

interface LabOptions extends ModelServerOptions {
  readonly model?: string
  readonly invalid?: string
}

/** A folder with an experiment and its provider, and the server that the provider is. */
async function openLab({ model, invalid, ...options }: LabOptions = {}): Promise<Lab> {
  const server = await startModelServer({ answer: answerTo, ...options })
  servers.push(server)
  const folder = mkdtempSync(join(tmpdir(), 'coterie-served-'))
  folders.push(folder)
  writeFileSync(
    join(folder, 'served.yaml'),
    `experiment: served
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 4 }
cast:
  row: { policy: llm, model: ${model ?? 'local/test-model'}, temperature: 0 }
  column: tit-for-tat
replicates: 3
invalid: ${invalid ?? '{ reask: 0, then: forfeit }'}
`,
  )
  writeFileSync(
    join(folder, 'coterie.providers.yaml'),
    `providers:\n  local:\n    base_url: ${server.baseUrl}\n    key_env: MARMALADE_KEY\n`,
  )
  return { folder, server }
}

/** Moves that depend on all that was said so far, so that a mixed-up reply would show in the record. */
function answerTo({ body }: ServedRequest): string {
  const words = JSON.stringify(body['messages'])
  return new Streams(words).draw('move', 0) < 0.5 ? 'I hope.\nANSWER: J' : 'I fear.\nANSWER: F'
}

function coterie(
  { folder }: Lab,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = { MARMALADE_KEY: KEY },
): Promise<Said> {
  return runHere(folder, args, { PATH: process.env['PATH'], ...environment })
}

function rowsOf({ folder }: Lab, table: string, db = 'logs/served.sqlite'): Row[] {
  const tables = openSqliteTables(join(folder, db))
  try {
    return [...tables.rows(table)]
  } finally {
    tables.close()
  }
}

const column = (rows: readonly Row[], name: string) => rows.map((row) => row[name])
const filesIn = (folder: string): string[] =>
  globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile())

/** Nothing that was written or said holds the key, or a part of it. */
function expectNoKey({ folder }: Lab, ...said: readonly Said[]): void {
  const texts = said.flatMap(({ stdout, stderr }) => [stdout, stderr])
  const files = filesIn(folder).map((file) => readFileSync(join(folder, file), 'latin1'))
  for (const part of PARTS_OF_KEY)
    expect([...texts, ...files].filter((one) => one.includes(part))).toEqual([])
}

const keysSent = ({ server }: Lab) =>
  new Set(server.requests.map((one) => one.headers.authorization))

describe('a server that answers', () => {
  test('is played with to the end, and the record replays when it is gone', async () => {
    const lab = await openLab()
    const run = await coterie(lab, ['run', 'served.yaml', '--json'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(run.stdout)).toMatchObject({ runs: 3, played: 3, statuses: { finished: 3 } })
    expect(keysSent(lab)).toEqual(new Set([`Bearer ${KEY}`]))
    expect(lab.server.requests).toHaveLength(12)

    const decisions = rowsOf(lab, 'decisions')
    expect(decisions).toHaveLength(24)
    expect(new Set(column(decisions, 'status'))).toEqual(new Set(['valid']))
    const calls = rowsOf(lab, 'calls')
    expect(calls).toHaveLength(12)
    expect(new Set(column(calls, 'reading'))).toEqual(new Set(['valid']))
    expect(new Set(column(calls, 'tries'))).toEqual(new Set([1]))
    expect(new Set(column(calls, 'completion')).size).toBe(2)

    await lab.server.close()
    const replay = await coterie(lab, ['replay', 'logs/served.sqlite', '--json'], {})
    expect(replay.code).toBe(0)
    expect(JSON.parse(replay.stdout)).toMatchObject({
      runs: 3,
      identical: 3,
      record_hashes: (JSON.parse(run.stdout) as { record_hashes: object }).record_hashes,
    })
    expect(lab.server.requests).toHaveLength(12)
    const report = await coterie(lab, ['report', 'logs/served.sqlite'], {})
    expectNoKey(lab, run, replay, report)
  })

  test('comes to the same hashes at any concurrency, in any order of its replies', async () => {
    const random = new Streams('waits').stream('latency')
    const lab = await openLab({
      answer: async (request) => {
        await sleep(random.below(40))
        return answerTo(request)
      },
    })
    const hashes: unknown[] = []
    for (const concurrency of ['1', '8', '8']) {
      const db = `${hashes.length}.sqlite`
      const args = ['run', 'served.yaml', '--json', '--db', db, '--concurrency', concurrency]
      const { code, stdout } = await coterie(lab, args)
      expect(code).toBe(0)
      hashes.push((JSON.parse(stdout) as { record_hashes: unknown }).record_hashes)
    }
    expect(Object.values(hashes[0] as object)).toEqual(
      Array(3).fill(expect.stringMatching(/^\w{64}$/)),
    )
    expect(hashes).toEqual([hashes[0], hashes[0], hashes[0]])
    expect(lab.server.requests).toHaveLength(36)
  })
})

describe('a server in passing trouble', () => {
  test('is asked again when it says, and the record tells of it and replays', async () => {
    const lab = await openLab()
    lab.server.behave('busy 429 with Retry-After', 1)
    const startedMs = performance.now()
    const run = await coterie(lab, ['run', 'served.yaml', '--json', '--concurrency', '1'])
    expect(run.code).toBe(0)
    expect(performance.now() - startedMs).toBeGreaterThan(2000)
    expect(JSON.parse(run.stdout)).toMatchObject({ statuses: { finished: 3 } })
    const [first, ...others] = rowsOf(lab, 'calls').sort(
      (a, b) => Number(b['tries']) - Number(a['tries']),
    )
    expect(first).toMatchObject({ tries: 2, attempt: 0, reading: 'valid', error: null })
    expect(first?.['latency_ms']).toBeGreaterThanOrEqual(2000)
    expect(new Set(column(others, 'tries'))).toEqual(new Set([1]))
    expect(new Set(column(rowsOf(lab, 'decisions'), 'status'))).toEqual(new Set(['valid']))
    const told = column(rowsOf(lab, 'entries'), 'body').filter((body) =>
      String(body).includes('"retried":["429: Slow down"]'),
    )
    expect(told).toHaveLength(1)

    await lab.server.close()
    const replay = await coterie(lab, ['replay', 'logs/served.sqlite'], {})
    expect(replay).toMatchObject({ code: 0, stdout: expect.stringContaining('identical: 3 runs') })
    expectNoKey(lab, run, replay)
  })

  test('that repeats the key in its complaint gets it into no reason for a retry', async () => {
    const lab = await openLab()
    lab.server.behave('error with 200', 2)
    const run = await coterie(lab, ['run', 'served.yaml'])
    expect(run.code).toBe(0)
    const retried = column(rowsOf(lab, 'calls'), 'tries').filter((tries) => Number(tries) > 1)
    expect(retried.length).toBeGreaterThan(0)
    expect(JSON.stringify(rowsOf(lab, 'entries'))).toContain('[key]')
    expectNoKey(lab, run)
  })
})

describe('a server that refuses for good', () => {
  test.each(['unauthorized 401', 'bad request 400 that quotes the key', 'not found 404'] as const)(
    '%s: runs are left to be resumed, no failure is a move, and the exit code says so',
    async (how) => {
      const lab = await openLab({ invalid: '{ reask: 2, then: forfeit }' })
      lab.server.behave(how)
      const run = await coterie(lab, ['run', 'served.yaml'])
      const status = how.replace(/\D/g, '').slice(0, 3)
      expect(run.code).toBe(2)
      expect(run.stderr).toMatch(
        /p1 at "choice", tick 0: .+\nNothing was decided there\. Mend it and run the same command again/,
      )
      expect(run.stderr).toContain(`${status}: `)
      expect(column(rowsOf(lab, 'runs'), 'status').filter((one) => one !== 'started')).toEqual([])
      expect(rowsOf(lab, 'decisions')).toEqual([])
      expect(rowsOf(lab, 'payoffs')).toEqual([])
      // At most once for each run: what fails for good is neither retried nor asked again.
      expect(lab.server.requests.length).toBeLessThanOrEqual(3)
      expect(keysSent(lab)).toEqual(new Set([`Bearer ${KEY}`]))
      expectNoKey(lab, run, await coterie(lab, ['show', 'logs/served.sqlite', '--json'], {}))

      lab.server.behave(null)
      expect(await coterie(lab, ['run', 'served.yaml'])).toMatchObject({ code: 0 })
      expect(column(rowsOf(lab, 'runs'), 'status')).toEqual(['finished', 'finished', 'finished'])
    },
  )

  test('says at a refused key which variable it came from', async () => {
    const lab = await openLab()
    lab.server.behave('unauthorized 401')
    const { stderr } = await coterie(lab, ['run', 'served.yaml', '--quiet'])
    expect(stderr).toContain('401: the server refuses the key; check MARMALADE_KEY')
  })
})

test('a server that puts the key where a model name belongs gets it into no record', async () => {
  const lab = await openLab()
  lab.server.behave('model that repeats the key')
  const run = await coterie(lab, ['run', 'served.yaml', '--json'])
  expect(run.code).toBe(0)
  const calls = rowsOf(lab, 'calls')
  expect(new Set(column(calls, 'served_model'))).toEqual(new Set(['Bearer [key]']))
  for (const reading of column(calls, 'reading')) expect(reading).toContain('key-removed')
  expectNoKey(lab, run)
})

describe('what is known before anything is played', () => {
  const untouched = ['coterie.providers.yaml', 'served.yaml']

  test.each([{}, { MARMALADE_KEY: '' }])(
    'a key that is not in the environment %j is asked for by the name of its variable',
    async (environment) => {
      const lab = await openLab()
      const run = await coterie(lab, ['run', 'served.yaml'], environment)
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toContain(
        'provider "local" needs a key: set the environment variable MARMALADE_KEY.',
      )
      expect(filesIn(lab.folder).sort()).toEqual(untouched)
      expect(lab.server.requests).toEqual([])
    },
  )

  test('a provider that nobody declared is named, with those that are and where to declare it', async () => {
    const lab = await openLab({ model: 'locla/test-model' })
    const run = await coterie(lab, ['run', 'served.yaml'])
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('no provider named "locla"')
    expect(run.stderr).toContain('local')
    expect(run.stderr).toContain('Declare it in coterie.providers.yaml')
    expect(filesIn(lab.folder).sort()).toEqual(untouched)
    expect(lab.server.requests).toEqual([])
    expectNoKey(lab, run)
  })
})
