/** The seats' server: a secret opens one seat, and nothing else opens anything. */
import { describe, expect, test } from 'vitest'
import { newSecret } from '../web/guard.ts'
import { seatApp } from './seat-app.ts'
import { seatDesk } from './seat-desk.ts'
import type { Received, SeatState } from './seat-state.ts'
import { place, putTo } from './testing/desk.ts'

const HOST = '127.0.0.1:4020'
const JSON_HEADERS = { 'Content-Type': 'application/json', Origin: `http://${HOST}` }

function serve({ isLost = (): boolean => false } = {}) {
  const [p1, p2] = [place('p1'), place('p2')]
  const setup = {
    debrief: 'Thanks.',
    unit: '$',
    ended: null,
    hasDeclined: false,
    isLate: false,
  }
  const desk = seatDesk([p1, p2].map((one) => ({ ...one, ...setup })))
  const secrets = new Map([p1, p2].map((one) => [newSecret(), one]))
  const [first = '', second = ''] = secrets.keys()
  const app = seatApp({
    desk,
    links: { placeOf: (secret) => secrets.get(secret) },
    hosts: ['127.0.0.1', 'localhost'],
    isLost,
    assets: { script: () => Promise.resolve('"use strict"'), style: () => 'body {}' },
  })
  const ask = (path: string, init: RequestInit = {}, host = HOST): Promise<Response> =>
    Promise.resolve(
      app.request(`http://${host}${path}`, {
        ...init,
        headers: { Host: host, ...(init.headers as Record<string, string>) },
      }),
    )
  const stateOf = async (secret: string): Promise<SeatState> =>
    (await (await ask(`/seat/${secret}/state`)).json()) as SeatState
  const post = (secret: string, what: string, body: unknown, headers: object = JSON_HEADERS) =>
    ask(`/seat/${secret}/${what}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: headers as Record<string, string>,
    })
  return { desk, p1, p2, first, second, ask, stateOf, post }
}

async function asked(server: ReturnType<typeof serve>) {
  void server.desk.people.answer(putTo(server.p1))
  const state = await server.stateOf(server.first)
  if (state.kind !== 'asked') throw new Error(state.kind)
  return state
}

describe('a secret', () => {
  test('opens a page that says nothing of the experiment, and the state of its seat', async () => {
    const server = serve()
    await asked(server)
    const page = await server.ask(`/seat/${server.first}`)
    expect(page.status).toBe(200)
    expect(await page.text()).not.toMatch(/run_|p1|How much/)
    expect(await server.stateOf(server.first)).toMatchObject({
      kind: 'asked',
      parts: [{ name: 'question', text: 'How much, p1?' }],
      form: { kind: 'amount', min: 0, max: 10, step: 1, passable: false },
    })
    expect(await server.stateOf(server.second)).toEqual({ kind: 'waiting', missed: false })
  })

  test('tells neither canonical names, nor sources, nor the run, nor anybody else', async () => {
    const server = serve()
    const parts = [
      { name: 'talk', role: 'user' as const, text: 'Hello.', source: 'message:p2@3' },
      { name: 'brief', role: 'system' as const, text: 'Listen.' },
      { name: 'empty', role: 'user' as const, text: '' },
    ]
    const form = {
      kind: 'choice' as const,
      options: ['cooperate', 'defect'],
      labels: ['J', 'F'],
      order: [1, 0],
    }
    void server.desk.people.answer(putTo(server.p1, { parts, form }))
    const state = await server.stateOf(server.first)
    expect(state).toMatchObject({
      parts: [
        { name: 'brief', text: 'Listen.' },
        { name: 'talk', text: 'Hello.' },
      ],
      form: { kind: 'choice', labels: ['F', 'J'] },
    })
    expect(JSON.stringify(state)).not.toMatch(/cooperate|defect|run_|p2|message:|tick/)
  })

  test.each(['', 'x', 'a'.repeat(43), '..%2f', '%00'])(
    'that is none, %j, opens nothing',
    async (wrong) => {
      const { ask, post } = serve()
      for (const path of ['', '/state', '/events'])
        expect((await ask(`/seat/${wrong}${path}`)).status).toBe(404)
      expect((await post(wrong, 'answer', { id: 'x', reply: '1' })).status).toBe(404)
    },
  )

  test('is needed for everything but script and style', async () => {
    const { ask } = serve()
    for (const path of ['/', '/seat', '/api', '/seat.js.map'])
      expect((await ask(path)).status).toBe(404)
    expect((await ask('/seat.js')).headers.get('Content-Type')).toBe('text/javascript')
    expect((await ask('/style.css')).status).toBe(200)
  })
})

describe('a submission', () => {
  test('is taken once; a double click and a stale page are told the state as it is', async () => {
    const server = serve()
    const { id } = await asked(server)
    const once = await server.post(server.first, 'answer', { id, reply: '3' })
    expect([once.status, ((await once.json()) as Received).taken]).toEqual([200, true])
    const twice = await server.post(server.first, 'answer', { id, reply: '3' })
    expect(twice.status).toBe(409)
    expect(await twice.json()).toEqual({ taken: false, state: { kind: 'waiting', missed: false } })
  })

  test('with the secret of another seat answers nothing', async () => {
    const server = serve()
    const { id } = await asked(server)
    expect((await server.post(server.second, 'answer', { id, reply: '3' })).status).toBe(409)
    expect(await server.stateOf(server.first)).toMatchObject({ kind: 'asked', id })
  })

  test.each([
    ['from another site', { ...JSON_HEADERS, Origin: 'https://evil.example' }],
    ['from a page of no origin', { ...JSON_HEADERS, Origin: 'null' }],
    ['as a form', { ...JSON_HEADERS, 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['as plain text', { ...JSON_HEADERS, 'Content-Type': 'text/plain' }],
    ['that the browser calls cross-site', { ...JSON_HEADERS, 'Sec-Fetch-Site': 'cross-site' }],
  ])('%s is refused', async (_, headers) => {
    const server = serve()
    const { id } = await asked(server)
    const refused = await server.post(server.first, 'answer', { id, reply: '3' }, headers)
    expect(refused.status).toBe(403)
    expect(await server.stateOf(server.first)).toMatchObject({ kind: 'asked', id })
  })

  test.each([
    ['{', 400],
    ['[]', 400],
    ['{"id":"x"}', 400],
    ['{"id":"x","reply":3}', 400],
    ['{"id":"x","reply":"3","seat":"p2"}', 400],
    [JSON.stringify({ id: 'x', reply: 'a'.repeat(2_100_000) }), 413],
  ])('%.40s is answered with %i', async (body, status) => {
    const server = serve()
    await asked(server)
    const headers = { ...JSON_HEADERS, 'Content-Length': String(body.length) }
    expect((await server.post(server.first, 'answer', body, headers)).status).toBe(status)
  })
})

test('a name that is not the server’s own is refused, as a page that rebinds one would send it', async () => {
  const { ask, first } = serve()
  expect((await ask(`/seat/${first}/state`, {}, 'evil.example')).status).toBe(403)
  expect((await ask(`/seat/${first}/state`, {}, 'localhost:4020')).status).toBe(200)
})

test('every answer forbids scripts from elsewhere, frames and referrers', async () => {
  const { ask, first } = serve()
  for (const path of [`/seat/${first}`, '/nothing', `/seat/${first}/state`]) {
    const { headers } = await ask(path)
    expect(headers.get('Content-Security-Policy')).toMatch(/default-src 'none'.*frame-ancestors/)
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('Cache-Control')).toBe('no-store')
  }
})

test('a page is told of changes as they come', async () => {
  const server = serve()
  const response = await server.ask(`/seat/${server.first}/events`)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const next = async (): Promise<SeatState> => {
    const text = new TextDecoder().decode((await reader.read()).value)
    expect(text).toMatch(/^event: state\n/)
    return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '') as SeatState
  }
  expect(await next()).toMatchObject({ kind: 'waiting' })
  void server.desk.people.answer(putTo(server.p1))
  const state = await next()
  expect(state).toMatchObject({ kind: 'asked' })
  server.desk.closed(server.p1.run, 'finished')
  expect(await next()).toMatchObject({ kind: 'over' })
  await reader.cancel()
})

describe('what is acknowledged', () => {
  test('is kept: an answer that cannot be written down is not said to be taken', async () => {
    const server = serve({ isLost: () => true })
    const { id } = await asked(server)
    const answer = await server.post(server.first, 'answer', { id, reply: '3' })
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ fault: 'That could not be kept.' })
  })
})

describe('the pages of one seat', () => {
  test('are eight at most: a further one ends the oldest, and no other', async () => {
    const server = serve()
    const open = async (secret: string) =>
      (await server.ask(`/seat/${secret}/events`)).body?.getReader()
    const other = await open(server.second)
    const readers = []
    for (let n = 0; n < 9; n++) readers.push(await open(server.first))
    const [oldest, ...rest] = readers
    const told = async (reader: typeof oldest): Promise<string> =>
      new TextDecoder().decode((await reader?.read())?.value)
    // What it was told already can still be read.
    while ((await oldest?.read())?.done === false);
    for (const reader of [...rest, other]) expect(await told(reader)).toMatch(/^event: state/)
    void server.desk.people.answer(putTo(server.p1))
    for (const reader of rest) expect(await told(reader)).toMatch(/asked/)
    for (const reader of [...rest, other]) await reader?.cancel()
  })
})

test('the end is told in the scenario’s unit until its page says that it was read, and afterwards', async () => {
  const server = serve()
  const state = await asked(server)
  expect((await server.post(server.first, 'read', {})).status).toBe(409)
  await server.post(server.first, 'answer', { id: state.id, reply: '3' })
  server.desk.closed(server.p1.run, 'finished')
  const over = { kind: 'over', how: 'finished', debrief: 'Thanks.', earned: '$12' }
  expect(await server.stateOf(server.first)).toEqual({ ...over, isToRead: true })
  const read = await server.post(server.first, 'read', {})
  expect([read.status, await read.json()]).toEqual([
    200,
    { taken: true, state: { ...over, isToRead: false } },
  ])
  expect((await server.post(server.first, 'read', {})).status).toBe(409)
  expect(await server.stateOf(server.first)).toEqual({ ...over, isToRead: false })
})
