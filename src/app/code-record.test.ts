/** Coding from end to end: one result however calls come in, nothing paid twice, nothing lost, and made again from the ledger. */
import { copyFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { contentHash } from '../base/hash.ts'
import { delayedProvider } from '../io/model/testing/delayed-provider.ts'
import { startModelServer, type ModelServer } from '../io/model/practice/model-server.ts'
import type { Prompt, Provider } from '../io/model/provider.ts'
import { cannedProvider, simulatedProvider } from './adapters.ts'
import { codeRecord, type CodeOptions, type CodeReport } from './code-record.ts'
import { replayCodings } from './coding/replay-codings.ts'
import { codedIn, recordOf, someTalks, talkCodebook } from './coding/testing/talks.ts'
import { makeScratch } from './import/testing/files.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'
import { systemPace } from './system-pace.ts'

const scratch = makeScratch()
const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => scratch.remove())

const codebook = talkCodebook()
const code = (db: string, options: Partial<CodeOptions> = {}): Promise<CodeReport> =>
  codeRecord({ db, codebook, judges: ['a=own/model'], providers: [own()], ...options })

/** The words between the fences of the unit that a prompt is about. */
function unitIn({ messages }: Prompt): string {
  return (
    /<<<UNIT ([0-9a-f]+)>>>\n([^]*)\n<<<END UNIT \1>>>/.exec(messages[1]?.text ?? '')?.[2] ?? ''
  )
}

const yes = (quote: string) => ({ reason: 'so', quote, value: 1, confidence: 0.9 })
const no = { reason: 'not so', quote: '', value: 0, confidence: 0.8 }
const answer = (codes: object): string => JSON.stringify({ codes })

/** Decides by the hash of the unit; a third of its first replies is no answer in one way or another. */
function fickle(prompt: Prompt): string {
  const unit = unitIn(prompt)
  const chance = Number.parseInt(contentHash(unit).slice(0, 4), 16)
  const proposes = chance % 2 === 0 ? yes('I propose') : no
  const how = { ...yes('plan'), value: chance % 4 === 0 ? 'firmly' : 'openly' }
  const fault = prompt.address.attempt === 0 ? chance % 9 : 9
  if (fault === 0) return 'I would rather not.'
  if (fault === 1) return answer({ proposes: yes('words of nobody'), how, cost: no })
  if (fault === 2) return answer({ proposes, how })
  return answer({ proposes, how, cost: chance % 3 === 0 ? { ...yes(''), quote: ['euro'] } : no })
}

function own(reply: (prompt: Prompt) => string = fickle): Provider {
  return cannedProvider(reply, { name: 'own' })
}

function late(seed: string): Provider {
  const latency = ({ messages }: Prompt) =>
    Number.parseInt(contentHash([seed, messages]).slice(0, 2), 16) / 20
  return delayedProvider(own(), systemPace, latency)
}

/** An empty ledger over the same runs. */
async function copyOf(db: string, name: string): Promise<string> {
  const copy = `${scratch.path}/${name}.sqlite`
  const whole = new Database(db)
  whole.pragma('wal_checkpoint(TRUNCATE)')
  whole.close()
  copyFileSync(db, copy)
  return copy
}

describe('one result', () => {
  test('at any concurrency, in whatever order replies come', async () => {
    const db = await recordOf(scratch, 'order', someTalks(4))
    const results = []
    for (const concurrency of [1, 16]) {
      const copy = await copyOf(db, `order-${concurrency}`)
      const report = await code(copy, { providers: [late(String(concurrency))], concurrency })
      expect(report).toMatchObject({ units: 40, left: 0, passing: [], unavailable: [] })
      results.push(codedIn(copy).codings)
    }
    expect(results[0]?.length).toBeGreaterThan(120)
    expect(results[1]).toEqual(results[0])
  })

  test.each([1, 3])(
    'interrupted and resumed is as undisturbed, and no answered call is made twice: %i units in a call',
    async (batch) => {
      const db = await recordOf(scratch, `torn-${batch}`, someTalks(6))
      const whole = await copyOf(db, `whole-${batch}`)
      const careless = { ...simulatedProvider(), name: 'own' }
      const options = { judges: ['a=own/careless-judge'], batch }
      await code(whole, { ...options, providers: [careless] })
      const requests: string[] = []
      let sittings = 0
      for (let left = 1; left > 0 && sittings < 100; sittings++) {
        const stop = new AbortController()
        let calls = 0
        const torn: Provider = {
          ...careless,
          complete: (prompt) => {
            requests.push(contentHash([prompt.address, prompt.messages]))
            if (++calls === 7) stop.abort()
            return careless.complete(prompt)
          },
        }
        ;({ left } = await code(db, {
          ...options,
          providers: [torn],
          stop: stop.signal,
          concurrency: 4,
        }))
      }
      expect(sittings).toBeGreaterThan(1)
      expect(codedIn(db).codings).toEqual(codedIn(whole).codings)
      expect(new Set(requests).size).toBe(requests.length)
      expect(codedIn(db).calls).toHaveLength(requests.length)
      expect(codedIn(db).calls.some(({ reading }) => reading !== 'valid')).toBe(true)
      expect((await replayCodings(db)).difference).toBeNull()
    },
  )
})

describe('the same command again', () => {
  test('codes nothing that is coded; another judge and more runs are added to it', async () => {
    const db = await recordOf(scratch, 'extend', someTalks(1))
    await code(db)
    const first = codedIn(db)
    expect(await code(db)).toMatchObject({
      left: 0,
      coders: [{ kept: 10 }, { kept: 10, coded: 0 }],
    })
    expect(codedIn(db)).toEqual(first)
    await code(db, { judges: ['a=own/model', 'b=own/model'] })
    const both = codedIn(db)
    expect(both.calls).toHaveLength(first.calls.length * 2)
    expect(both.codings).toEqual(expect.arrayContaining([...first.codings]))
    await recordOf(scratch, 'extend', someTalks(2))
    const report = await code(db, { judges: ['a=own/model', 'b=own/model'] })
    expect(report).toMatchObject({ units: 20, coders: [{ kept: 10 }, { kept: 10 }, { kept: 10 }] })
  })

  test('a larger sample of the same seed holds the smaller one, and all judges get the same units', async () => {
    const db = await recordOf(scratch, 'sample', someTalks(3))
    await code(db, { sample: 5, seed: 4 })
    const few = new Set(codedIn(db).codings.map(({ unit }) => unit))
    expect(few.size).toBe(5)
    await code(db, { sample: 12, seed: 4, judges: ['a=own/model', 'b=own/model'] })
    const more = codedIn(db).codings
    for (const coder of ['a', 'b', 'rules']) {
      const units = new Set(more.filter((one) => one.coder === coder).map(({ unit }) => unit))
      expect(units.size).toBe(12)
      expect([...few].filter((one) => !units.has(one))).toEqual([])
    }
  })

  test('what is missing stays missing with its reason, and is tried again where that is wished: as a correction', async () => {
    const db = await recordOf(scratch, 'missing', [['Ada: I propose this plan, friends, today.']])
    const bad = own(() => answer({ proposes: yes('never said'), how: no, cost: no }))
    await code(db, { providers: [bad], reask: 1 })
    const of = (name: string) => codedIn(db).codings.find((one) => one.code === name)
    expect(of('proposes')).toMatchObject({ value: null, why: 'quote-not-found', version: 1 })
    expect(of('how')).toMatchObject({ value: null, why: 'condition-open', version: 1 })
    expect(of('cost')).toMatchObject({ value: 0, why: null })
    expect(codedIn(db).calls).toHaveLength(2)
    await code(db)
    expect(codedIn(db).calls).toHaveLength(2)
    const good = own(() =>
      answer({
        proposes: yes('propose'),
        how: { ...yes('plan'), value: 'firmly' },
        cost: yes('today'),
      }),
    )
    expect(await code(db, { providers: [good], retryMissing: true })).toMatchObject({ left: 0 })
    expect(of('proposes')).toMatchObject({ value: 1, version: 2 })
    expect(of('how')).toMatchObject({ value: 'firmly', version: 2 })
    expect(of('cost')).toMatchObject({ value: 0, version: 1 })
    expect(codedIn(db).history.filter(({ value }) => value === null)).toHaveLength(2)
    expect(await replayCodings(db)).toMatchObject({ calls: 3, difference: null })
  })
})

test('what is missing of batches is asked anew, however it is put together then', async () => {
  const db = await recordOf(scratch, 'missing-batches', someTalks(1))
  const refusing = own(() => 'I would rather not.')
  const options = { judges: ['a=own/model'], batch: 4, reask: 1 }
  await code(db, { ...options, providers: [refusing] })
  const isJudged = ({ coder }: { coder: string }): boolean => coder === 'a'
  expect(codedIn(db).calls).toHaveLength(3 + 10)
  expect(
    codedIn(db)
      .codings.filter(isJudged)
      .every(({ value }) => value === null),
  ).toBe(true)
  // In another order of units the batches are others; no reply of this provider is one to a batch.
  const report = await code(db, {
    ...options,
    seed: 5,
    retryMissing: true,
    providers: [own()],
    reask: 2,
  })
  expect(report).toMatchObject({ left: 0 })
  const missing = codedIn(db).codings.filter(({ value }) => value === null)
  // What depends on a code that does not apply is not put after all.
  expect(new Set(missing.map(({ code: name, why }) => `${name}: ${why}`))).toEqual(
    new Set(['how: not-put']),
  )
  const again = await code(db, { ...options, retryMissing: true })
  expect(again).toMatchObject({ left: 0, coders: [{}, { kept: 10, coded: 0, missing: 0 }] })
  expect((await replayCodings(db)).difference).toBeNull()
})

describe('money', () => {
  const price = { inputUsd: 1, outputUsd: 4, asOf: '2026-01-01', source: 'a test' }
  const declared = (server: ModelServer): ProviderDeclaration => ({
    name: 'local',
    baseUrl: server.baseUrl,
    keyName: null,
    structuredOutput: true,
    logprobs: false,
    seed: true,
    timeoutMs: 60_000,
    patience: { budgetMs: 2_000 },
    limits: {},
    prices: { '*': price },
  })
  const serve = async (options: object = {}): Promise<ModelServer> => {
    const server = await startModelServer({
      answer: () =>
        answer({ proposes: yes('propose'), how: { ...yes('plan'), value: 'openly' }, cost: no }),
      price,
      ...options,
    })
    servers.push(server)
    return server
  }

  test('a cap holds, says so, and nothing is paid twice when it is raised', async () => {
    const db = await recordOf(scratch, 'capped', someTalks(3))
    const server = await serve()
    const options = { judges: ['a=local/some-model'], declared: [declared(server)], providers: [] }
    const capped = await code(db, { ...options, budget: { calls: 11 } })
    expect(capped).toMatchObject({ left: 19, spend: { calls: 11 } })
    expect(capped.cap).toMatch(/budget\.calls is 11/)
    expect(server.served.received).toBe(11)
    const usd = await code(db, { ...options, budget: { usd: 0.03 } })
    expect(usd.cap).toMatch(/budget\.usd is/)
    expect(server.ledger.usd).toBeLessThanOrEqual(0.03)
    const rest = await code(db, { ...options, budget: { usd: 5 } })
    expect(rest).toMatchObject({ left: 0, cap: null, spend: { calls: 30 } })
    expect(server.served.received).toBe(30)
    expect(rest.spend.usd).toBeCloseTo(server.ledger.usd, 9)
    expect((await replayCodings(db)).difference).toBeNull()
  })

  test('a server that misbehaves costs what it charges: every try stands in the ledger', async () => {
    const db = await recordOf(scratch, 'busy', someTalks(2))
    const server = await serve({
      misbehave: { 'broken 500': 0.1, 'truncated JSON': 0.1, 'null content': 0.1, refusal: 0.05 },
    })
    const patience = { budgetMs: 60_000, startMs: 1, mostTries: 30 }
    const options = {
      judges: ['a=local/some-model'],
      declared: [{ ...declared(server), patience }],
      providers: [],
    }
    const report = await code(db, { ...options, reask: 5 })
    expect(report).toMatchObject({ left: 0 })
    expect(codedIn(db).calls).toHaveLength(server.served.received)
    expect(codedIn(db).calls.length).toBeGreaterThan(20)
    expect(server.ledger.usd).toBeLessThanOrEqual(
      report.spend.usd + report.spend.uncertainUsd + 1e-9,
    )
    const again = await code(db, options)
    expect(again.spentBefore).toEqual(again.spend)
    expect((await replayCodings(db)).difference).toBeNull()
  })

  test('what fails in passing is left, not missing; what was tried is told; the same command has it later', async () => {
    const db = await recordOf(scratch, 'passing', someTalks(1))
    const server = await serve()
    const patience = { budgetMs: 60_000, startMs: 1, mostTries: 3 }
    const options = {
      judges: ['a=local/some-model'],
      declared: [{ ...declared(server), patience }],
      providers: [],
    }
    server.behave('broken 500')
    const failed = await code(db, { ...options, concurrency: 2 })
    expect(failed).toMatchObject({ left: 10, unavailable: [], spend: { calls: 30 } })
    expect(failed.passing[0]).toMatch(/given up after 3 tries/)
    expect(codedIn(db).calls).toHaveLength(30)
    expect(codedIn(db).codings.filter(({ coder }) => coder === 'a')).toEqual([])
    server.behave(null)
    expect(await code(db, options)).toMatchObject({ left: 0, spend: { calls: 40 } })
    expect(server.served.received).toBe(40)
    expect((await replayCodings(db)).difference).toBeNull()
  })

  test('tries of calls that are given up when the work is stopped stand in the ledger', async () => {
    const db = await recordOf(scratch, 'given-up', someTalks(1))
    const stop = new AbortController()
    const server = await serve({ latencyMs: 1 })
    const patience = { budgetMs: 60_000, startMs: 60, mostTries: 10 }
    const options = {
      judges: ['a=local/some-model'],
      declared: [{ ...declared(server), patience }],
      providers: [],
    }
    server.behave('connection dropped in the body')
    const coding = code(db, { ...options, stop: stop.signal, concurrency: 3 })
    while (server.served.received < 3 || server.open.size > 0) await sleep(1)
    stop.abort()
    const torn = await coding
    expect(torn.left).toBe(10)
    expect(server.served.received).toBeGreaterThan(0)
    expect(codedIn(db).calls).toHaveLength(server.served.received)
    const uncertainUsd = codedIn(db).calls.reduce((sum, call) => sum + call.uncertainUsd, 0)
    expect(uncertainUsd).toBeCloseTo(torn.spend.uncertainUsd, 9)
    expect(uncertainUsd).toBeGreaterThanOrEqual(server.ledger.usd)
    server.behave(null)
    expect(await code(db, options)).toMatchObject({ left: 0, spentBefore: torn.spend })
  })

  test('what cannot be held or asked is refused before anything is spent', async () => {
    const db = await recordOf(scratch, 'refused', someTalks(1))
    const server = await serve()
    const { prices: _, ...unpriced } = declared(server)
    const options = { judges: ['a=local/some-model'], declared: [unpriced], providers: [] }
    await expect(code(db, { ...options, budget: { usd: 1 } })).rejects.toThrow(
      /price of local\/some-model is not known/,
    )
    await expect(code(db, { ...options, judges: ['a=local/x', 'A=local/y'] })).rejects.toThrow(
      /two coders have the name "A"/,
    )
    await expect(code(db, { ...options, judges: ['rules=local/x'] })).rejects.toThrow(
      /two coders have the name/,
    )
    await expect(code(db, { ...options, judges: ['simulated/jugde'] })).rejects.toThrow(
      /no simulated model named "jugde"/,
    )
    await expect(code(db, { ...options, judges: ['nobody/x'] })).rejects.toThrow(
      /no provider named "nobody"/,
    )
    await expect(code(db, { ...options, run: 'run_x' })).rejects.toThrow(/no run "run_x"/)
    expect(server.served.received).toBe(0)
    await code(db, { ...options, judges: ['a=local/x'] })
    await expect(code(db, { ...options, judges: ['a=local/y'] })).rejects.toThrow(
      /another coder of the name "a"/,
    )
    const changed = talkCodebook((text) => text.replace('a next step', 'any step'))
    for (const dryRun of [true, false])
      await expect(
        code(db, { ...options, judges: ['a=local/x'], codebook: changed, dryRun }),
      ).rejects.toThrow(/another "talk" of version 1.*give the changed codebook another version/)
    expect(server.served.received).toBe(10)
  })

  test('a dry run tells what it would take, and does nothing', async () => {
    const db = await recordOf(scratch, 'dry', someTalks(1))
    const server = await serve()
    const options = { judges: ['a=local/some-model'], declared: [declared(server)], providers: [] }
    const { estimate, isDryRun } = await code(db, { ...options, dryRun: true })
    expect(isDryRun).toBe(true)
    expect(estimate).toMatchObject([{ units: 10, calls: { expected: 10, high: 30 } }])
    expect(server.served.received).toBe(0)
    expect(codedIn(db).codings).toEqual([])
    await code(db, options)
    const [cost] = estimate
    expect(server.ledger.usd).toBeGreaterThan(cost?.usd?.low ?? Infinity)
    expect(server.ledger.usd).toBeLessThan(cost?.usd?.high ?? 0)
  })

  test('a model that cannot be asked stops the work, and leaves what is done', async () => {
    const db = await recordOf(scratch, 'gone', someTalks(2))
    const server = await serve()
    const options = { judges: ['a=local/some-model'], declared: [declared(server)], providers: [] }
    await code(db, { ...options, budget: { calls: 5 } })
    server.behave('unauthorized 401')
    const stopped = await code(db, { ...options, concurrency: 2 })
    expect(stopped.left).toBe(15)
    expect(stopped.unavailable).toHaveLength(1)
    server.behave(null)
    expect(await code(db, options)).toMatchObject({ left: 0, unavailable: [] })
  })
})

describe('a replay', () => {
  test('finds what was changed: a value, a reply, a prompt, what a rule said', async () => {
    const db = await recordOf(scratch, 'tampered', someTalks(1))
    await code(db)
    expect(await replayCodings(db)).toMatchObject({ difference: null })
    const change = async (name: string, sql: string): Promise<string | null> => {
      const copy = await copyOf(db, name)
      const file = new Database(copy)
      file.exec(sql)
      file.close()
      return (await replayCodings(copy)).difference
    }
    const judged = "coder = (select id from coder where name = 'a')"
    const ruled = "coder = (select id from coder where name = 'rules')"
    expect(
      await change('t1', `update coding set value = 1 - value where ${judged} and value in (0, 1)`),
    ).toMatch(/no reply says/)
    expect(await change('t2', `update coding set value = 1 - value where ${ruled}`)).toMatch(
      /its rule says otherwise/,
    )
    expect(
      await change('t3', `update judge_call set completion = '{"codes":{}}' where id = 3`),
    ).toMatch(/call 3 .* is read otherwise/)
    expect(
      await change('t4', `update judge_call set sampling = '{"temperature":1}' where id = 2`),
    ).toMatch(/call 2 .* not the one that its hash is of/)
    expect(
      await change('t5', `update judge_call set request = '${'0'.repeat(64)}' where id = 1`),
    ).toMatch(/call 1 .* comes out otherwise/)
  })
})
