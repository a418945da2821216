/** Calls over HTTP, in this process: one record at any concurrency, and a cap on money that holds. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { Streams } from '../base/random.ts'
import type { Price } from '../io/model/price.ts'
import {
  startModelServer,
  type ModelServer,
  type ModelServerOptions,
} from '../io/model/practice/model-server.ts'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { loadScenario } from './catalogue.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'
import { replayRecord } from './replay-record.ts'
import { runExperiment, type RunReport } from './run-experiment.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-calls-'))
const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function serve(options: ModelServerOptions): Promise<ModelServer> {
  const server = await startModelServer(options)
  servers.push(server)
  return server
}

/** Follows from the words alone, so that a reply which went to the wrong participant would show. */
const answer: NonNullable<ModelServerOptions['answer']> = ({ body }) => {
  const drawn = new Streams(JSON.stringify(body['messages'])).draw('move', 0)
  return drawn < 0.1 ? 'Let me think.' : drawn < 0.5 ? 'I hope.\nANSWER: J' : 'ANSWER: F'
}

const scenario = await loadScenario('matrix-game')
const base = {
  experiment: 'calls',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: 2 },
  cast: { row: { policy: 'llm', model: 'local/some-model', maxTokens: 40 }, column: 'tit-for-tat' },
  counterbalance: ['labels', 'order'],
  replicates: 8,
  invalid: { reask: 1, then: 'forfeit' },
} satisfies ExperimentInput

async function run(
  server: ModelServer,
  db: string,
  changes: Partial<ExperimentInput>,
  how: { readonly concurrency?: number; readonly declared?: Partial<ProviderDeclaration> } = {},
): Promise<RunReport> {
  const experiment = defineExperiment({ ...base, ...changes })
  const declared: ProviderDeclaration = {
    name: 'local',
    baseUrl: server.baseUrl,
    keyName: null,
    structuredOutput: false,
    logprobs: false,
    seed: true,
    timeoutMs: 60_000,
    patience: { budgetMs: 1_000 },
    limits: {},
    ...how.declared,
  }
  return runExperiment(
    { experiment, scenario, own: [], explain: (error) => error },
    { db: join(folder, db), concurrency: how.concurrency ?? 16, declared: [declared] },
  )
}

const hashes = ({ runs }: RunReport) => new Map(runs.map((one) => [one.runId, one.recordHash]))

test('one call at a time or a thousand, in whatever order replies come: one record', async () => {
  const levels = [1, 64, 1_000]
  const records: ReturnType<typeof hashes>[] = []
  for (const concurrency of levels) {
    // The same words at every level, other latencies.
    const server = await serve({ answer, seed: concurrency, latencyMs: { fromMs: 0, toMs: 4 } })
    const report = await run(
      server,
      `at-${concurrency}.sqlite`,
      { replicates: 1_000, parameters: { game: 'prisoners-dilemma', rounds: 1 } },
      { concurrency },
    )
    expect(report).toMatchObject({ played: 1_000, left: 0 })
    expect(server.served.received).toBe(report.spend.calls)
    records.push(hashes(report))
  }
  for (const record of records) expect(record).toEqual(records[0])
})

test('a server that is busy or dear at other times makes no other record: tries and costs stand in it, and not in its hash', async () => {
  const price = { inputUsd: 1, outputUsd: 2, asOf: '2026-01-01', source: 'a test' }
  const calm = await serve({ answer })
  const busy = await serve({ answer, limits: { inFlight: 2 }, latencyMs: 3 })
  const patience = { budgetMs: 10_000, startMs: 5, mostTries: 50 }
  const changes = { replicates: 24 }
  const one = await run(calm, 'calm.sqlite', changes)
  const declared = { patience, prices: { '*': price }, limits: { inFlight: 12 } }
  const other = await run(busy, 'busy.sqlite', changes, { concurrency: 12, declared })
  expect(busy.served.limited).toBeGreaterThan(0)
  expect(other.spend.calls).toBeGreaterThan(one.spend.calls)
  expect(other.spend.usd).toBeGreaterThan(0)
  expect(hashes(other)).toEqual(hashes(one))
  const { results } = await replayRecord(join(folder, 'busy.sqlite'))
  expect(new Set(results.map(({ replayed }) => replayed.kind))).toEqual(new Set(['identical']))
})

describe('a cap on money', () => {
  test('holds against what the server charges, whatever it costs and says; raising it gives the record of a run that had none', async () => {
    const random = new Streams(Date.now()).stream('patterns')
    for (let pattern = 0; pattern < 40; pattern++) {
      const price: Price = {
        inputUsd: random.next() * 50,
        outputUsd: 1 + random.next() * 500,
        asOf: '2026-01-01',
        source: 'a test',
      }
      // Some replies use all that they may, some nearly nothing, some break off after they were worked for.
      const sizes = random.below(40)
      const server = await serve({
        answer: (request) => `${'well '.repeat(request.number % (sizes + 1))}\nANSWER: J`,
        price,
        seed: pattern,
        misbehave: {
          'connection dropped in the body': 0.05,
          'truncated JSON': 0.05,
          'broken 500': 0.05,
        },
        latencyMs: { fromMs: 0, toMs: 2 },
      })
      const declared = { prices: { '*': price }, patience: { budgetMs: 20, startMs: 1 } }
      const changes = { replicates: 6, parameters: { game: 'prisoners-dilemma', rounds: 3 } }
      const usd = 0.002 + random.next() * 0.05
      const concurrency = 1 + random.below(12)
      const db = `cap-${pattern}.sqlite`
      const capped = await run(
        server,
        db,
        { ...changes, budget: { usd } },
        { concurrency, declared },
      )
      const told = `pattern ${pattern}: cap ${usd}, charged ${server.ledger.usd}, at ${concurrency} at once`
      expect(server.ledger.usd, told).toBeLessThanOrEqual(usd)
      expect(server.ledger.usd, told).toBeLessThanOrEqual(
        capped.spend.usd + capped.spend.uncertainUsd + 1e-9,
      )
      expect(capped.left === 0 || capped.cap !== null, told).toBe(true)
      const raised = await run(server, db, { ...changes, budget: { usd: 1_000 } }, { declared })
      expect(raised, told).toMatchObject({ left: 0, cap: null })
      expect(raised.spend.usd + raised.spend.uncertainUsd, told).toBeGreaterThanOrEqual(
        server.ledger.usd - 1e-9,
      )
      await server.close()
    }
    const { results } = await replayRecord(join(folder, 'cap-7.sqlite'))
    expect(new Set(results.map((one) => one.replayed.kind))).toEqual(new Set(['identical']))
  })

  test('is refused before anything is played where a model has no price', async () => {
    const server = await serve({ answer })
    await expect(run(server, 'unpriced.sqlite', { budget: { usd: 1 } })).rejects.toThrow(
      /budget.*price of local\/some-model is not known/s,
    )
    expect(server.served.received).toBe(0)
  })
})

test('a sampling seed that the provider does not take is refused before anything is played', async () => {
  const server = await serve({ answer })
  const cast = { ...base.cast, row: { ...base.cast.row, seed: 1 } }
  await expect(run(server, 'seed.sqlite', { cast }, { declared: { seed: false } })).rejects.toThrow(
    /takes no sampling seed/,
  )
})
