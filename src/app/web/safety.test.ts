/** Nobody gets at the viewer's server who is not meant to: not from elsewhere, not with odd requests, not without the token. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadExperiment } from '../load-experiment.ts'
import { runExperiment } from '../run-experiment.ts'
import type { Assets } from './assets.ts'
import { newSecret } from './guard.ts'
import { questions } from './questions/questions.ts'
import { openRecords, type Records } from './records.ts'
import { listen, type Served } from './serve.ts'
import { rawRequest, type RawAnswer, type RawRequest } from './testing/raw-request.ts'
import { viewerApp } from './viewer-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-safety-'))
const token = newSecret()
const assets: Assets = { script: () => Promise.resolve('// script'), style: () => '/* style */' }
let records: Records
let open: Served
let guarded: Served
const faults: Error[] = []

const ask = (request: RawRequest, patienceMs?: number): Promise<RawAnswer> =>
  rawRequest(open.port, request, patienceMs)
const askGuarded = (request: RawRequest, patienceMs?: number): Promise<RawAnswer> =>
  rawRequest(guarded.port, request, patienceMs)

beforeAll(async () => {
  const db = join(folder, 'dice.sqlite')
  const loaded = await loadExperiment('scenarios/trust-game/experiments/berg.yaml')
  await runExperiment(loaded, { db })
  records = openRecords([db])
  const onFault = (error: Error): void => void faults.push(error)
  const host = '127.0.0.1'
  open = await listen(viewerApp({ records, assets, token: null, onFault }), { host })
  guarded = await listen(viewerApp({ records, assets, token, onFault }), { host })
})

afterAll(async () => {
  await open.close()
  await guarded.close()
  records.close()
  rmSync(folder, { recursive: true })
})

/** On every answer, whatever it is. */
function expectGuarded({ headers, status }: RawAnswer): void {
  expect({ status, csp: headers['content-security-policy'] }).toEqual({
    status,
    csp: expect.stringContaining("default-src 'none'") as string,
  })
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['access-control-allow-origin']).toBeUndefined()
}

/** Every path that is answered, with a real run where one is wanted. */
function paths(): string[] {
  const [record] = records.places()
  const id = record?.id ?? ''
  const opened = records.named(id)
  const asked = questions.flatMap((question) => {
    const [given] = question.instances(opened)
    if (given === undefined) return []
    const path = question.path.replaceAll(/:(\w+)/g, (_, name: string) => given[name] ?? '')
    return [`/api/records/${id}/${path}`]
  })
  return ['/', '/viewer.js', '/style.css', '/api/records', ...asked]
}

describe('every answer', () => {
  test('bears what keeps a browser from doing more than it should', async () => {
    for (const target of [
      ...paths(),
      '/nothing',
      '/api/records/none/runs/head',
      '/api/records/a/b',
    ])
      expectGuarded(await ask({ target }))
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])
      expectGuarded(await ask({ method, target: '/api/records' }))
    expectGuarded(await ask({ target: '/api/live' }, 300))
  })

  test('is told with its length alone to HEAD, and events end at once', async () => {
    for (const target of ['/', '/viewer.js', '/api/records']) {
      const { status, body } = await ask({ method: 'HEAD', target })
      expect({ target, status, body }).toEqual({ target, status: 200, body: '' })
    }
    // Nobody ends it from this side before the test is given up.
    const events = await ask({ method: 'HEAD', target: '/api/live' }, 600_000)
    expect(events).toMatchObject({ status: 200, body: '' })
  })

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE'])(
    'refuses %s',
    async (method) => {
      const { status, headers } = await ask({ method, target: '/api/records' })
      expect([400, 403, 404, 405, 501]).toContain(status)
      expect(headers['access-control-allow-methods']).toBeUndefined()
    },
  )
})

describe('a page elsewhere', () => {
  test('gets nothing under a name that it turned to this machine', async () => {
    const port = open.port
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '0.0.0.0',
      '[::ffff:127.0.0.1]',
      '127.0.0.1@evil.example',
      'evil.example#127.0.0.1',
      '',
    ])
      for (const target of paths()) {
        const { status, body } = await ask({ target, host })
        expect({ host, target, isRefused: status === 403 || status === 400 }).toEqual({
          host,
          target,
          isRefused: true,
        })
        expect(body).not.toContain('run_')
      }
    expect((await ask({ host: null })).status).toBe(400)
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`])
      expect((await ask({ host })).status).toBe(200)
  })

  test('cannot write: not with JSON, not with a form, not with anything', async () => {
    const port = open.port
    const target = '/api/records/dice/steer'
    const body = '{"do":"stop"}'
    const json = { 'Content-Type': 'application/json' }
    const own = { ...json, Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' }
    const refused: Record<string, string>[] = [
      { ...json, Origin: 'http://evil.example' },
      { ...json, Origin: 'null' },
      { ...json, Origin: `http://127.0.0.1:${port + 1}` },
      { ...json, Origin: `http://localhost:${port}` },
      { ...json, Origin: '' },
      { ...own, 'Sec-Fetch-Site': 'cross-site' },
      { ...own, 'Sec-Fetch-Site': 'same-site' },
      { ...own, 'Content-Type': 'application/x-www-form-urlencoded' },
      { ...own, 'Content-Type': 'multipart/form-data; boundary=a' },
      { ...own, 'Content-Type': 'text/plain' },
      { ...own, 'Content-Type': 'application/jsonp' },
      { Origin: `http://127.0.0.1:${port}` },
    ]
    for (const headers of refused) {
      const { status } = await ask({ method: 'POST', target, headers, body })
      expect({ headers, status }).toEqual({ headers, status: 403 })
    }
    // The same from a page of its own is heard: nobody plays this record.
    expect((await ask({ method: 'POST', target, headers: own, body })).status).toBe(409)
  })

  test('cannot ask either, but a link to the viewer is followed', async () => {
    const cross = { 'Sec-Fetch-Site': 'cross-site' }
    for (const target of paths()) {
      const asScript = { ...cross, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }
      expect((await ask({ target, headers: asScript })).status).toBe(403)
      const inFrame = { ...cross, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }
      expect((await ask({ target, headers: inFrame })).status).toBe(403)
    }
    const events = { ...cross, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }
    expect((await ask({ target: '/api/live', headers: events })).status).toBe(403)
    const link = { ...cross, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
    expect((await ask({ headers: link })).status).toBe(200)
  })
})

describe('an odd request', () => {
  const ODD = [
    '../../../../etc/passwd',
    '..%2f..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..%5c..%5cwindows%5cwin.ini',
    '....//....//etc/passwd',
    '%252e%252e%252fetc%252fpasswd',
    'file:%2f%2f%2fetc%2fpasswd',
    '%00',
    'run_0%00.sqlite',
    '%c0%ae%c0%ae%c0%af',
    '%ff%fe',
    '%',
    '%zz',
    '%E2%80%A8',
    "';drop table run;--",
    '%27%20or%201=1--',
    '__proto__',
    'constructor',
    'toString',
    '%3Cscript%3Ealert(1)%3C/script%3E',
    'NaN',
    '-1',
    '1e9',
    '99999999999999999999',
    'x'.repeat(12_000),
  ]

  test('leads nowhere on any route', async () => {
    const known = paths()
    for (const odd of ODD) {
      const targets = known.flatMap((path) => {
        const parts = path.split('/')
        // In place of each part, and behind the whole.
        return [...parts.keys()].slice(1).map((at) => parts.with(at, odd).join('/'))
      })
      for (const target of new Set([...targets, `/${odd}`, `/api/records/dice/${odd}`])) {
        const { status, text } = await ask({ target })
        expect({ target, isFine: status < 500 && status > 0 }).toEqual({ target, isFine: true })
        expect(text).not.toMatch(/root:|\[fonts\]|at .+\.ts:\d+/)
      }
    }
    expect(faults).toEqual([])
  })

  test('does as little harm in what follows the question mark', async () => {
    const query = ODD.map((odd, at) => `${['sort', 'where', 'from', 'page'][at % 4]}=${odd}`)
    for (const target of paths())
      for (const one of query) {
        const { status, text } = await ask({ target: `${target}?${one}` })
        expect({ target, one, isFine: status < 500 && status > 0 }).toEqual({
          target,
          one,
          isFine: true,
        })
        expect(text).not.toMatch(/at .+\.ts:\d+/)
      }
    expect(faults).toEqual([])
  })

  test('is refused where it is too long, before all of it is there', async () => {
    const headers = { 'Content-Type': 'application/json' }
    const body = `"${'x'.repeat(3_000_000)}"`
    for (const target of ['/api/records/dice/steer', '/api/records', '/nothing']) {
      const { status } = await ask({ method: 'POST', target, headers, body })
      expect({ target, status }).toEqual({ target, status: 413 })
    }
    const told = await ask({ target: `/${'y'.repeat(40_000)}` })
    expect([400, 414, 431]).toContain(told.status)
  })

  test('that never ends keeps nobody else waiting', async () => {
    const slow: Socket[] = Array.from({ length: 200 }, () => {
      const line = connect(open.port, '127.0.0.1')
      line.on('error', () => undefined)
      line.write('POST /api/records/dice/steer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le')
      return line
    })
    try {
      expect((await ask({ target: '/api/records' })).status).toBe(200)
    } finally {
      for (const line of slow) line.destroy()
    }
  })
})

describe('with a token', () => {
  const port = (): number => guarded.port
  const cookie = (value: string): Record<string, string> => ({
    Cookie: `coterie_token_${port()}=${value}`,
  })

  test('nothing is told without it: no page, no script, no event, no answer', async () => {
    const wrong = [
      {},
      cookie(''),
      cookie('x'),
      cookie(token.slice(0, -1)),
      cookie(`${token}x`),
      { Cookie: `coterie_token_${port() + 1}=${token}` },
      { Authorization: `Bearer ${token}` },
      { 'X-Forwarded-For': '127.0.0.1' },
    ]
    for (const headers of wrong)
      for (const target of [...paths(), '/api/live', '/nothing', '/?token=', '/?token=x']) {
        const answer = await askGuarded({ target, headers })
        expect({ target, status: answer.status }).toEqual({ target, status: 401 })
        expect(answer.body).not.toContain('run_')
        expectGuarded(answer)
      }
  })

  test('it is shown once, and then kept where no script and no other site gets it', async () => {
    const shown = await askGuarded({ target: `//evil.example/?token=${token}` })
    expect(shown.status).toBe(302)
    expect(shown.headers['location']).toBe('/')
    const kept = shown.headers['set-cookie'] ?? ''
    expect(kept).toMatch(/; Path=\/(;|$)/)
    expect(kept).toMatch(/; HttpOnly/)
    expect(kept).toMatch(/; SameSite=Strict/)
    expectGuarded(shown)
    for (const target of paths())
      expect((await askGuarded({ target, headers: cookie(token) })).status).toBe(200)
    const events = await askGuarded({ target: '/api/live', headers: cookie(token) }, 500)
    expect(events.status).toBe(200)
  })
})
