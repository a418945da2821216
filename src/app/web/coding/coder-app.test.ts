/** The link of a coder opens the work of that coder, blind, and nothing else of the server. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CodingTask, TaskUnit } from '../../../study/viewing/coder/coding-task.ts'
import { openSqliteLedger, openSqliteTables } from '../../adapters.ts'
import { TALK_CODEBOOK, recordOf } from '../../coding/testing/talks.ts'
import { makeScratch } from '../../import/testing/files.ts'
import type { Assets } from '../assets.ts'
import { LOOPBACK_NAMES, newSecret } from '../guard.ts'
import { openRecords, type Records } from '../records.ts'
import { viewerApp } from '../viewer-app.ts'
import { openCoding, type OpenCoding } from './open-coding.ts'

const scratch = makeScratch()
const assets: Assets = { script: () => Promise.resolve('// script'), style: () => '/* style */' }
const token = newSecret()
const wanted = { coders: ['Ann', 'Ben'], seed: 3, asksConfidence: false }

let db = ''
let book = ''
let records: Records
let coding: OpenCoding
let app: ReturnType<typeof viewerApp>

beforeAll(async () => {
  book = scratch.write('talk.yaml', TALK_CODEBOOK)
  db = await recordOf(scratch, 'talks', [
    ['Wilhelmina: I propose a plan.', 'Osbert: Why, Wilhelmina?', 'Wilhelmina: It costs little.'],
    ['Osbert: What do we do?', 'Wilhelmina: Ask somebody else.'],
  ])
  records = openRecords([db])
  coding = await openCoding(records.named('talks'), { ...wanted, codebook: book })
  app = viewerApp({ records, assets, token, hosts: LOOPBACK_NAMES, deskOf: coding.deskOf })
})

afterAll(() => {
  records.close()
  scratch.remove()
})

const secretOf = (coder: string): string =>
  coding.links.assignments.find((one) => one.coder === coder)?.secret ?? ''

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  Promise.resolve(
    app.request(path, { ...init, headers: { host: '127.0.0.1', ...(init.headers as object) } }),
  )

const json = { 'content-type': 'application/json' }
const post = (
  path: string,
  body: unknown,
  headers: Record<string, string> = json,
): Promise<Response> => ask(path, { method: 'POST', body: JSON.stringify(body), headers })

const taskOf = async (coder: string): Promise<CodingTask> =>
  (await (await ask(`/code/${secretOf(coder)}/task`)).json()) as CodingTask

const answerOf = (unit: string, code: string, value: unknown) => ({
  answers: [
    {
      unit,
      code,
      after: 0,
      cell: { value, isUndecided: false, note: null, confidence: null, spans: [] },
    },
  ],
})

describe('a link', () => {
  test('opens a page, its script and its style, and answers with all that guards a page', async () => {
    for (const path of ['', '/coder.js', '/style.css', '/task']) {
      const answer = await ask(`/code/${secretOf('Ann')}${path}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  test('opens nothing else of the server: not as an address, a token or a cookie', async () => {
    const secret = secretOf('Ann')
    const elsewhere = [
      '/',
      '/viewer.js',
      '/api/records',
      '/api/records/talks/codings',
      '/api/live',
      `/?token=${secret}`,
      `/api/records?token=${secret}`,
      `/code/${secret}/../../api/records`,
    ]
    for (const path of elsewhere) {
      expect((await ask(path)).status).toBe(401)
      const shown = { cookie: `coterie_token=${secret}`, authorization: `Bearer ${secret}` }
      expect((await ask(path, { headers: shown })).status).toBe(401)
    }
    for (const path of ['/api', '/api/records', '/codings', '/task/x', '/answers'])
      expect((await ask(`/code/${secret}${path}`)).status).toBe(404)
    const settle = { codebook: 'talk@1', name: 'x', rule: 'coder', coders: ['Ann'] }
    expect((await post('/api/records/talks/codings/settle', settle)).status).toBe(401)
  })

  test('that is wrong opens nothing, and says nothing', async () => {
    const wrong = [newSecret(), `${secretOf('Ann')}x`, secretOf('Ann').slice(0, -1), '%00', '..']
    for (const secret of wrong)
      for (const path of ['', '/task', '/units?ids=unit_0000000000000000']) {
        const answer = await ask(`/code/${secret}${path}`)
        expect([401, 404]).toContain(answer.status)
        expect(await answer.text()).not.toMatch(/Ann|talks|unit_/)
      }
  })

  test('tells units blind: no name, no run, no treatment, no other coder, no place of the record', async () => {
    const ann = await taskOf('Ann')
    expect(ann.units).toHaveLength(5)
    const units = await ask(`/code/${secretOf('Ann')}/units?ids=${ann.units.join(',')}`)
    const words = JSON.stringify(ann) + (await units.text())
    expect(words).toContain('Speaker')
    expect(words).not.toMatch(/Wilhelmina|Osbert|run_|Ben|sqlite|treatment|plain/)
    // The rules that code what people code too are not told either.
    expect(words).not.toMatch(/"rule"|short|Fewer than five/)
  })

  test('has the units of the others in an order of its own', async () => {
    const [ann, ben] = [await taskOf('Ann'), await taskOf('Ben')]
    expect(ann.units.toSorted()).toEqual(ben.units.toSorted())
    expect(ann.units).not.toEqual(ben.units)
    expect(ann.key).not.toBe(ben.key)
  })
})

describe('an answer', () => {
  test('comes from the coder’s own page alone, as JSON', async () => {
    const [unit = ''] = (await taskOf('Ann')).units
    const path = `/code/${secretOf('Ann')}/answers`
    const body = answerOf(unit, 'proposes', 1)
    for (const headers of [
      { 'content-type': 'text/plain' },
      { ...json, origin: 'http://elsewhere.invalid' },
      { ...json, 'sec-fetch-site': 'cross-site' },
    ])
      expect((await post(path, body, headers)).status).toBe(403)
    expect((await ask(path, { headers: { host: 'elsewhere.invalid' } })).status).toBe(403)
    expect((await taskOf('Ann')).standing).toEqual([])
  })

  test.each([
    ['to a unit that is not there', () => answerOf('unit_0000000000000000', 'proposes', 1), 422],
    ['to what is no unit', () => answerOf('1 or 1=1', 'proposes', 1), 400],
    ['to a code that rules alone code', (unit: string) => answerOf(unit, 'short', 1), 422],
    ['with a value that is none', (unit: string) => answerOf(unit, 'proposes', 2), 422],
    ['with a category that is none', (unit: string) => answerOf(unit, 'how', 'loudly'), 422],
    ['that is a name of something', (unit: string) => answerOf(unit, 'constructor', 1), 422],
    ['in another form', () => ({ answers: [{ coder: 'Ben' }] }), 400],
  ])('%s is refused, and nothing is written', async (_, body, status) => {
    const [unit = ''] = (await taskOf('Ann')).units
    const answer = await post(`/code/${secretOf('Ann')}/answers`, body(unit))
    expect(answer.status).toBe(status)
    expect(await answer.text()).not.toContain(db)
    expect((await taskOf('Ann')).standing).toEqual([])
  })

  test('waits while another process writes, and is told so; then it is a coding of that coder', async () => {
    const [unit = ''] = (await taskOf('Ann')).units
    const path = `/code/${secretOf('Ann')}/answers`
    const other = openSqliteLedger(db, 'write')
    const busy = await post(path, answerOf(unit, 'proposes', 1))
    expect(busy.status).toBe(503)
    expect(await busy.json()).toMatchObject({ isBusy: true })
    other.close()
    expect(await (await post(path, answerOf(unit, 'proposes', 1))).json()).toMatchObject([
      { outcome: 'written', version: 1 },
    ])
    // The record is free again as soon as it is written.
    openSqliteLedger(db, 'write').close()
    const tables = openSqliteTables(db)
    expect([...tables.rows('codings')]).toMatchObject([
      { coder: 'Ann', coder_kind: 'human', unit, code: 'proposes', value: 1, version: 1 },
    ])
    tables.close()
    expect((await taskOf('Ben')).standing).toEqual([])
  })

  test('rests on the words as they were said, however names are hidden', async () => {
    const { units } = await taskOf('Ben')
    const path = `/code/${secretOf('Ben')}`
    const shown = (await (await ask(`${path}/units?ids=${units.join(',')}`)).json()) as TaskUnit[]
    const unit = shown.find(({ text }) => text.startsWith('Why, Speaker'))
    if (unit === undefined) throw new Error('no unit asks why')
    const start = unit.text.indexOf('Speaker') + 2
    const [answer] = answerOf(unit.id, 'cost', 1).answers
    const spans = [{ start, end: start + 1 }]
    await post(`${path}/answers`, { answers: [{ ...answer, cell: { ...answer?.cell, spans } }] })
    const ledger = openSqliteLedger(db, 'read')
    expect([...ledger.codings({ coder: 'Ben' })]).toMatchObject([
      { spans: [{ quote: 'Wilhelmina', start: 5, end: 15 }] },
    ])
    ledger.close()
    const at = unit.text.indexOf('Speaker')
    expect((await taskOf('Ben')).standing).toMatchObject([
      { cell: { spans: [{ start: at, end: at + 'Speaker A'.length }] } },
    ])
  })
})

describe('links', () => {
  const again = (): Promise<OpenCoding> =>
    openCoding(records.named('talks'), { ...wanted, codebook: book })

  test('are kept for their owner alone, and are the same another day', async () => {
    expect(await coding.links.keepPort(4000)).toBe(true)
    const file = `${db}-coders.json`
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(secretOf('Ann'))
    const { links } = await again()
    expect(links.port).toBe(4000)
    expect(links.assignments).toEqual(coding.links.assignments)
    const sample = await openCoding(records.named('talks'), {
      ...wanted,
      codebook: book,
      sample: 2,
    })
    expect(sample.links.assignments[0]?.secret).not.toBe(secretOf('Ann'))
    expect(sample.links.assignments[0]?.units).toHaveLength(2)
  })

  test('of a file that is damaged are refused in words', async () => {
    writeFileSync(`${db}-coders.json`, '{"format": 2}')
    await expect(again()).rejects.toThrow(/no file of links.*nothing that was coded is lost/)
    rmSync(`${db}-coders.json`)
    expect(existsSync(`${db}-coders.json`)).toBe(false)
  })

  test.each([
    [['Ann', 'ann'], /two coders need two names/],
    [['ANN'], /has a coder "Ann"/],
  ])('for %j are refused', async (coders, fault) => {
    const asked = openCoding(records.named('talks'), { ...wanted, coders, codebook: book })
    await expect(asked).rejects.toThrow(fault)
  })
})
