/** Secrets come out nowhere: not where a server repeats them, not of a process that crashes, not in what is kept of open ticks. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteStore } from './adapters.ts'
import { makeFolder, type Folder } from './cli/testing/command.ts'
import type { Said } from './cli/testing/said.ts'
import { startParrot, type Parrot } from './testing/parrot.ts'
import { rowsIn } from './testing/served-play.ts'

const KEY = 'sk-marmalade+7f3a9c41/b2d8e6f0=zebra-crossing'
const TOKEN = 'tangerine+5e1f0c77/9b8a7d6c=quince-orchard'

/** A secret in every form in which it would be one still: halves and thirds of it, and what base64 makes of it wherever it begins. */
function formsOf(secret: string): string[] {
  const half = Math.floor(secret.length / 2)
  const third = Math.ceil(secret.length / 3)
  const encoded = [0, 1, 2].map((before) =>
    Buffer.from(' '.repeat(before) + secret)
      .toString('base64')
      .slice(4, -4),
  )
  return [
    secret.slice(0, half),
    secret.slice(half),
    ...[0, 1, 2].map((place) => secret.slice(place * third, (place + 1) * third)),
    encodeURIComponent(secret).slice(0, secret.length),
    Buffer.from(secret).toString('hex'),
    ...encoded,
    ...encoded.map((one) => one.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}
const FORMS = [KEY, TOKEN].flatMap(formsOf)

const REPORTS = [
  '--report-on-fatalerror',
  '--report-uncaught-exception',
  '--report-on-signal',
  '--max-old-space-size=100',
].join(' ')

const folders: Folder[] = []
const parrots: Parrot[] = []
afterEach(async () => {
  for (const parrot of parrots.splice(0)) await parrot.close()
})
afterAll(() => {
  for (const folder of folders) folder.remove()
})

interface Lab {
  readonly folder: Folder
  readonly parrot: Parrot
}

async function openLab(): Promise<Lab> {
  const parrot = await startParrot()
  parrots.push(parrot)
  const folder = makeFolder({ LAB_KEY: KEY, LAB_TOKEN: TOKEN, NODE_OPTIONS: REPORTS })
  folders.push(folder)
  folder.write({
    'told.yaml': `experiment: told
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 1 }
cast:
  row: { policy: llm, model: lab/any, answer: bare, probabilities: { samples: 2 } }
  column: { policy: llm, model: lab/any, persona: economist }
replicates: 12
invalid: { reask: 2, then: forfeit }
`,
    'coterie.providers.yaml': `providers:
  lab:
    base_url: ${parrot.baseUrl}
    key_env: LAB_KEY
    headers_env: { x-lab-token: LAB_TOKEN }
    logprobs: true
    tries: 2
`,
  })
  return { folder, parrot }
}

const RECORD = 'logs/told.sqlite'

function filesIn({ path }: Folder): string[] {
  return globSync('**/*', { cwd: path }).filter((file) => statSync(join(path, file)).isFile())
}

/** Nothing that was written or said holds a secret. */
function expectNoSecret(folder: Folder, ...said: readonly Said[]): void {
  const texts = [
    ...filesIn(folder).map((file) => [file, readFileSync(join(folder.path, file), 'latin1')]),
    ...said.flatMap(({ stdout, stderr }) => [
      ['stdout', stdout],
      ['stderr', stderr],
    ]),
  ] as [string, string][]
  const leaks = texts.flatMap(([place, text]) =>
    FORMS.filter((form) => text.includes(form)).map((form) => `${place}: ${form}`),
  )
  expect(leaks).toEqual([])
}

const reportsIn = (folder: Folder): string[] =>
  filesIn(folder).filter((file) => /^report\..*\.json$/.test(file))

describe('a server that repeats secrets in every place of a reply', () => {
  let lab: Lab
  let run: Said
  beforeAll(async () => {
    lab = await openLab()
    run = await lab.folder.coterie('run', 'told.yaml', '--json')
  })

  test('is played with to the end, and each place says what was taken out', () => {
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(run.stdout)).toMatchObject({ played: 12, statuses: { finished: 12 } })
    expect(lab.parrot.heard).toBeGreaterThan(48)
    const calls = rowsIn(join(lab.folder.path, RECORD), 'calls')
    const told = (column: string): unknown[] => [...new Set(calls.map((row) => row[column]))]
    expect(told('completion')).toContain('I was told [key] and [key].\nANSWER: J')
    expect(told('completion')).toContain('It begins [key]')
    expect(told('served_model')).toContain('Bearer [key]')
    expect(told('fingerprint')).toContain('[key]')
    expect(told('finish_reason')).toContain('[key]')
    const entries = rowsIn(join(lab.folder.path, RECORD), 'entries').map(({ body }) => String(body))
    expect(entries.join('')).toContain('500: not with [key] and [key]')
    for (const reading of told('reading')) expect(reading).toMatch(/^[a-z-]+( key-removed)?$/)
    expectNoSecret(lab.folder, run)
  })

  test('gets nothing into a report, a list, a transcript, an export, an estimate or a replay', async () => {
    const id = String(rowsIn(join(lab.folder.path, RECORD), 'runs')[0]?.['run_id'])
    const said = await Promise.all(
      [
        ['report', RECORD],
        ['report', RECORD, '--json'],
        ['show', RECORD, '--json'],
        ['show', RECORD, '--run', id],
        ['replay', RECORD, '--json'],
        ['export', RECORD, '--format', 'csv,jsonl,txt,md', '--out', 'tables'],
        ['plan', 'told.yaml'],
      ].map((words) => lab.folder.coterie(...words)),
    )
    for (const { code, stdout } of said) {
      expect(code).toBe(0)
      expect(stdout.length).toBeGreaterThan(0)
    }
    expect(existsSync(join(lab.folder.path, 'tables/entries.jsonl'))).toBe(true)
    expectNoSecret(lab.folder, ...said)
  })
})

test('what is kept of open ticks holds no secret, nor does a process that is made to report on itself, and killed', async () => {
  const { folder, parrot } = await openLab()
  parrot.ignore('economist')
  const { process: running, ended } = folder.start('run', 'told.yaml')
  await until(() => parrot.heard >= 24 && keptIn(folder) >= 12)
  running.kill('SIGUSR2')
  await until(() => reportsIn(folder).length > 0 && isWhole(folder, reportsIn(folder)[0] ?? ''))
  const open = await folder.coterie('report', RECORD)
  expect(open.stdout).toContain('open')
  expectNoSecret(folder, open)
  running.kill('SIGABRT')
  const killed = await ended
  expect(killed.code).toBeNull()
  expect(keptIn(folder)).toBeGreaterThanOrEqual(12)
  expect(filesIn(folder)).toContain(`${RECORD}-wal`)
  expectNoSecret(folder, killed)

  // It is gone on with, and the complaint of a server that refuses is no leak either.
  parrot.refuse()
  parrot.ignore('nobody')
  const refused = await folder.coterie('run', 'told.yaml')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('400: not with [key] and [key]')
  expectNoSecret(folder, refused)
})

test.each([
  ['throws where nobody catches it', "setTimeout(() => { throw new Error('on purpose') }, 0)"],
  [
    'uses up all memory',
    'setTimeout(() => { for (const all = []; ; ) all.push(Array(100_000).fill({})) }, 0)',
  ],
  ['writes a report of its own', 'setTimeout(() => process.report.writeReport(), 0)'],
])('a module that %s gets no secret out of the environment', async (_, statement) => {
  const { folder } = await openLab()
  folder.write({
    'mine.mjs': `${statement}
export default {
  experiment: 'mine',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: 10000 },
  cast: { row: 'tit-for-tat', column: 'tit-for-tat' },
}
`,
  })
  const run = await folder.coterie('run', 'mine.mjs')
  const [report] = reportsIn(folder)
  expect(JSON.parse(readFileSync(join(folder.path, report ?? ''), 'utf8'))).toHaveProperty('header')
  expectNoSecret(folder, run)
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

function isWhole({ path }: Folder, file: string): boolean {
  return readFileSync(join(path, file), 'utf8').trimEnd().endsWith('}')
}

function keptIn({ path }: Folder): number {
  const db = join(path, RECORD)
  if (!existsSync(db)) return 0
  const store = openSqliteStore(db, 'read')
  try {
    return store.runs().reduce((sum, { runId }) => sum + store.keptCalls(runId).length, 0)
  } finally {
    store.close()
  }
}
