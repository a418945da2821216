/** Probabilities of whole experiments: what a server declares is what the record says, with and without its log-probabilities. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { answerFrom } from '../io/model/practice/answers.ts'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import type { Distribution } from '../io/model/practice/token-logprobs.ts'
import type { Row } from '../io/store/tables.ts'
import { defineExperiment } from '../play/experiment/define-experiment.ts'
import { openSqliteTables } from './adapters.ts'
import { loadScenario } from './catalogue.ts'
import { replayRecord } from './replay-record.ts'
import { runExperiment, type RunOptions } from './run-experiment.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-probabilities-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

let server: ModelServer | undefined
afterEach(() => server?.close())

const ROUNDS = 3

/** Plays a model against a strategy for three rounds, and gives back the file of the record and the hash of its run. */
async function play(
  agent: Record<string, unknown>,
  options: Pick<RunOptions, 'declared' | 'concurrency'> = {},
): Promise<{ db: string; hash: string | null | undefined }> {
  const experiment = defineExperiment({
    experiment: 'estimating',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: ROUNDS },
    cast: { row: { policy: 'llm', ...agent } as never, column: 'tit-for-tat' },
    replicates: 1,
    invalid: { reask: 1, then: 'forfeit' },
  })
  const scenario = await loadScenario('matrix-game')
  const db = join(folder, `${files++}.sqlite`)
  const loaded = { experiment, scenario, own: [], explain: (error: unknown) => error as Error }
  const { runs } = await runExperiment(loaded, { db, ...options })
  expect(runs.map(({ status }) => status)).toEqual(['finished'])
  return { db, hash: runs[0]?.recordHash }
}

/** Plays against a server that replies as it is declared. */
async function playServed(
  distribution: Distribution,
  logprobs: boolean,
  agent: Record<string, unknown>,
): Promise<string> {
  server = await startModelServer({ answer: answerFrom(distribution) })
  const declared = {
    name: 'practice',
    baseUrl: server.baseUrl,
    keyName: null,
    structuredOutput: false,
    logprobs,
    seed: true,
    timeoutMs: 60_000,
    patience: {},
    limits: {},
  }
  const { db } = await play({ model: 'practice/any', ...agent }, { declared: [declared] })
  return db
}

function rowsOf(db: string, table: string): Row[] {
  const tables = openSqliteTables(db)
  try {
    return [...tables.rows(table)]
  } finally {
    tables.close()
  }
}

const replayedAs = async (db: string): Promise<string[]> =>
  (await replayRecord(db)).results.map(({ replayed }) => replayed.kind)

/** The probabilities of one estimate, by option or outcome. */
function estimatesOf(db: string): Record<string, number>[] {
  const byTick = new Map<Row[string], Record<string, number>>()
  for (const { tick, option, outcome, probability } of rowsOf(db, 'probabilities')) {
    const one = byTick.get(tick ?? null) ?? {}
    one[String(option ?? outcome)] = Number(probability)
    byTick.set(tick ?? null, one)
  }
  return [...byTick.values()]
}

describe('a server that gives log-probabilities', () => {
  test('is called once for each decision, and the record holds what it declares', async () => {
    const db = await playServed({ J: 0.83, F: 0.15, 'I am not sure': 0.02 }, true, {
      answer: 'bare',
      temperature: 0,
      probabilities: { samples: 4 },
    })
    expect(server?.served.received).toBe(ROUNDS)
    expect(estimatesOf(db)).toEqual(
      Array.from({ length: ROUNDS }, () => ({ cooperate: 0.83, defect: 0.15, other: 0.02 })),
    )
    const [first] = rowsOf(db, 'probabilities')
    expect(first).toMatchObject({
      round: 1,
      participant: 'p1',
      role: 'row',
      source: 'logprobs',
      samples: null,
      given: 'prompt',
    })
    expect(await replayedAs(db)).toEqual(['identical'])
  })

  test('tells them given the reasoning that it wrote', async () => {
    const db = await playServed(
      {
        'I trust.\nANSWER: J': 0.3,
        'I trust.\nANSWER: F': 0.1,
        'I doubt.\nANSWER: J': 0.06,
        'I doubt.\nANSWER: F': 0.54,
      },
      true,
      { temperature: 1, probabilities: { samples: 4 } },
    )
    const reasoned = rowsOf(db, 'calls').map(({ completion }) => String(completion))
    expect(estimatesOf(db)).toEqual(
      reasoned.map((words) =>
        words.startsWith('I trust')
          ? { cooperate: 0.75, defect: 0.25, other: 0 }
          : { cooperate: 0.1, defect: 0.9, other: 0 },
      ),
    )
    expect(new Set(rowsOf(db, 'probabilities').map(({ given }) => given))).toEqual(
      new Set(['reply']),
    )
    expect(await replayedAs(db)).toEqual(['identical'])
  })

  test('cannot be made to have said otherwise: the estimate follows from what it sent', async () => {
    const db = await playServed({ J: 0.6, F: 0.4 }, true, {
      answer: 'bare',
      probabilities: { samples: 4 },
    })
    const copy = join(folder, 'changed.sqlite')
    copyFileSync(db, copy)
    const tables = new Database(copy)
    const { changes } = tables
      .prepare(
        `update fact set body = json_set(body, '$.answerTokens[0].alternatives[0].logprob', -0.52)
         where body ->> '$.kind' = 'model-called'`,
      )
      .run()
    tables.close()
    expect(changes).toBeGreaterThan(0)
    const { results } = await replayRecord(copy)
    expect(results[0]?.replayed).toMatchObject({
      kind: 'diverged',
      divergence: { recorded: { kind: 'probability-estimated' } },
    })
  })
})

describe('a server that gives none', () => {
  test('is asked again for samples, whose shares come near to what it declares', async () => {
    const samples = 150
    const db = await playServed({ J: 0.7, F: 0.2, 'I am not sure': 0.1 }, false, {
      answer: 'bare',
      temperature: 1,
      probabilities: { samples },
    })
    const estimates = estimatesOf(db)
    expect(estimates).toHaveLength(ROUNDS)
    for (const { cooperate, defect, other } of estimates) {
      // Three standard deviations of a share of 0.7 among 150.
      expect(Math.abs((cooperate ?? 0) - 0.7)).toBeLessThan(0.12)
      expect(Math.abs((defect ?? 0) - 0.2)).toBeLessThan(0.12)
      expect(Math.abs((other ?? 0) - 0.1)).toBeLessThan(0.12)
    }
    const calls = rowsOf(db, 'calls')
    expect(calls.filter(({ sample }) => sample !== null)).toHaveLength(ROUNDS * samples)
    const decisions = rowsOf(db, 'decisions').filter(({ participant }) => participant === 'p1')
    const attempts = decisions.reduce((sum, one) => sum + Number(one['attempts']), 0)
    expect(calls.filter(({ sample }) => sample === null)).toHaveLength(attempts)
    expect(await replayedAs(db)).toEqual(['identical'])
  })
})

test('samples of the simulated model are one record, however many calls are made at once', async () => {
  const agent = { model: 'simulated/sloppy', probabilities: { samples: 6 } }
  const [one, many] = [
    await play(agent, { concurrency: 1 }),
    await play(agent, { concurrency: 16 }),
  ]
  expect(many.hash).toBe(one.hash)
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/)
  for (const estimate of estimatesOf(one.db)) {
    const sum = Object.values(estimate).reduce((total, share) => total + share, 0)
    expect(Math.abs(sum - 1)).toBeLessThan(1e-6)
  }
  expect(await replayedAs(one.db)).toEqual(['identical'])
})
