/** Replies that are odd and yet an answer: read, recorded, bounded, flagged where they cannot be true, and never fatal. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileWriter } from '../io/files/write-files.ts'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import type { Oddity } from '../io/model/practice/oddities.ts'
import type { ModelCalled } from '../record/call-entries.ts'
import { exportRecord, parseFormats } from '../study/export/export-record.ts'
import { openSqliteStore, openSqliteTables } from './adapters.ts'
import { modelsText } from './cli/report/models-text.ts'
import { replayRecord } from './replay-record.ts'
import type { RunReport } from './run-experiment.ts'
import {
  declaredAt,
  ofKind,
  play,
  reportIn,
  runsIn,
  type PlayedRun,
} from './testing/served-play.ts'

const PRICE = {
  inputUsd: 1,
  outputUsd: 2,
  cachedInputUsd: 0.1,
  asOf: '2026-01-01',
  source: 'a test',
}
const folder = mkdtempSync(join(tmpdir(), 'coterie-oddities-'))
const servers: ModelServer[] = []
afterAll(async () => {
  for (const server of servers) await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What is recorded besides the answer, where it differs from a reply without an oddity. */
interface Expected {
  readonly reading?: string
  readonly usage?: Partial<ModelCalled['usage']>
  readonly finishReason?: string | null
  readonly servedModel?: string
}

const UNCOUNTED = { inputTokens: null, outputTokens: null }
const DOUBTED = 'valid usage-doubted'
const EXPECTED: Readonly<Record<Oddity, Expected>> = {
  'usage of the wrong types': { usage: UNCOUNTED },
  'negative usage': { usage: UNCOUNTED },
  'usage null': { usage: UNCOUNTED },
  'no usage': { usage: UNCOUNTED },
  'usage beyond numbers': { usage: { inputTokens: null } },
  'usage of zero': { usage: { inputTokens: 0, outputTokens: 0 }, reading: DOUBTED },
  'absurdly large usage': {
    usage: { inputTokens: Number.MAX_SAFE_INTEGER, outputTokens: 999_999_999_999 },
    reading: DOUBTED,
  },
  'more cached than read': {
    usage: { cachedInputTokens: expect.any(Number) as number },
    reading: DOUBTED,
  },
  'other model': { servedModel: 'another-model' },
  'model that repeats the key': { servedModel: 'none' },
  'endless model name': { servedModel: 'm'.repeat(1_000), reading: 'valid name-cut' },
  'finish reason of the wrong type': { finishReason: null },
  'tool calls beside words': { finishReason: 'tool_calls' },
  'nested without end': {},
  'byte order mark': {},
  'connection dropped after the body': {},
  trickle: {},
}
const ODDITIES = Object.entries(EXPECTED) as [Oddity, Expected][]
const modelOf = (how: Oddity): string => how.replaceAll(' ', '.')

/** Plays one round with each model, under a budget that a single honest call does not use up by far. */
async function playModels(
  db: string,
  server: ModelServer,
  models: readonly string[],
): Promise<RunReport> {
  servers.push(server)
  return play(
    {
      experiment: 'odd',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 1 },
      cast: { row: { policy: 'llm', model: 'none/such', maxTokens: 40 }, column: 'tit-for-tat' },
      treatments: Object.fromEntries(
        models.map((model) => [model, { 'cast.row.model': `local/${model}` }]),
      ),
      invalid: { reask: 0, then: 'abort' },
      budget: { usd: 0.05 },
    },
    { db, concurrency: 64, declared: [declaredAt(server, { prices: { '*': PRICE } })] },
  )
}

describe('oddities around an answer', () => {
  const db = join(folder, 'odd.sqlite')
  let report: RunReport
  let server: ModelServer
  let runs: ReadonlyMap<string, PlayedRun>
  beforeAll(async () => {
    server = await startModelServer({
      misbehave: ({ body }) => String(body['model']).replaceAll('.', ' ') as Oddity,
      price: PRICE,
    })
    report = await playModels(db, server, [
      ...Object.keys(EXPECTED).map((how) => modelOf(how as Oddity)),
    ])
    runs = new Map(runsIn(db).map((run) => [run.plan.treatment, run]))
  })

  test.each(ODDITIES)('%s: the answer counts, and what is odd is recorded', (how, expected) => {
    const { status, entries = [] } = runs.get(modelOf(how)) ?? {}
    expect(status).toBe('finished')
    const [decision] = ofKind(entries, 'decision-taken').filter(({ of }) => of === 'p1')
    expect(decision).toMatchObject({ value: 'cooperate', status: 'valid', attempts: 1 })
    const calls = ofKind(entries, 'model-called')
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      completion: 'ANSWER: J',
      reading: expected.reading ?? 'valid',
      finishReason: expected.finishReason === undefined ? 'stop' : expected.finishReason,
      servedModel: expected.servedModel ?? `practice/${modelOf(how)}`,
      usage: expected.usage ?? { inputTokens: expect.any(Number) as number, outputTokens: 3 },
      error: null,
    })
    // Numbers that are missing or cannot be are no cost: they are a doubt, as large as an honest reply can have cost.
    const isCounted = expected.usage === undefined
    expect(calls[0]?.costUsd !== null).toBe(isCounted)
    expect(calls[0]?.uncertainUsd ?? 0).toBeLessThan(0.002)
    expect(calls[0]?.uncertainUsd !== undefined).toBe(!isCounted)
  })

  test('no numbers that a server makes up eat a budget or escape it', () => {
    expect(report).toMatchObject({ played: ODDITIES.length, left: 0, cap: null })
    const { usd, uncertainUsd } = report.spend
    expect(usd + uncertainUsd).toBeGreaterThanOrEqual(server.ledger.usd)
    expect(usd + uncertainUsd).toBeLessThan(0.05)
  })

  test('replay without the server', async () => {
    const { results } = await replayRecord(db)
    expect(results.map(({ replayed }) => replayed.kind)).toEqual(ODDITIES.map(() => 'identical'))
  })
})

describe('words that would steer a terminal, or no end of words', () => {
  const db = join(folder, 'words.sqlite')
  const SAID: Readonly<Record<string, string>> = {
    'clears-the-screen': '\u001b[2J\u001b]0;owned\u0007Well.\nANSWER: J',
    'turns-text-round': 'Well\u202e\u0000\u009b31m.\nANSWER: J',
    'half-a-character': 'Well \ud83d.\nANSWER: J',
    'talks-for-long': `${'Well, '.repeat(150_000)}\nANSWER: J`,
    'talks-for-too-long': `${'Well, '.repeat(300_000)}\nANSWER: J`,
  }
  beforeAll(async () => {
    const server = await startModelServer({
      answer: ({ body }) => ({
        words: SAID[String(body['model'])] ?? 'nothing',
        model: '\u001b[31mred\u202e',
        usage: { inputTokens: 200, outputTokens: 40 },
      }),
    })
    await playModels(db, server, Object.keys(SAID))
  })

  test('are recorded as they are, or say what was done to them', () => {
    const calls = new Map(
      runsIn(db).map((run) => [run.plan.treatment, ofKind(run.entries, 'model-called')[0]]),
    )
    expect(calls.get('clears-the-screen')).toMatchObject({
      completion: SAID['clears-the-screen'],
      servedModel: 'practice/\u001b[31mred\u202e',
      reading: 'valid',
    })
    expect(calls.get('turns-text-round')).toMatchObject({
      completion: SAID['turns-text-round'],
      reading: 'valid',
    })
    expect(calls.get('half-a-character')).toMatchObject({
      completion: 'Well \ufffd.\nANSWER: J',
      reading: 'valid surrogates-replaced',
    })
    expect(calls.get('talks-for-long')).toMatchObject({
      completion: SAID['talks-for-long'],
      reading: 'valid',
    })
    // Its end is lost, and so is its answer.
    expect(calls.get('talks-for-too-long')?.reading).toBe('truncated cut')
    expect(calls.get('talks-for-too-long')?.completion).toHaveLength(1_000_000)
  })

  test('steer nothing that people read', async () => {
    const out = join(folder, 'read')
    const [store, tables] = [openSqliteStore(db, 'read'), openSqliteTables(db)]
    try {
      await exportRecord({ store, tables }, parseFormats('txt,md'), fileWriter(out))
    } finally {
      tables.close()
      store.close()
    }
    const { spend, servedModels } = reportIn(db)
    const texts = [
      ...readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8')),
      ...modelsText(spend, servedModels, false),
    ]
    expect(texts.length).toBeGreaterThan(Object.keys(SAID).length)
    expect(texts.join('\n')).toContain('␛')
    expect(texts.join('\n')).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/)
  })
})
