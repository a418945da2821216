import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { BadInputError } from '../../../base/errors.ts'
import { keepAliveAgent } from './http-agent.ts'
import { exchange, type HttpReply, type Posting } from './http-exchange.ts'
import { CERTIFICATE, PRIVATE_KEY } from './testing/self-signed.ts'

interface Opened {
  readonly url: URL
  /** All that ever connected. */
  readonly sockets: readonly Socket[]
}

const servers: { readonly server: Server; readonly sockets: Socket[] }[] = []
afterEach(async () => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function open(server: Server, protocol = 'http'): Promise<Opened> {
  const sockets: Socket[] = []
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)))
  servers.push({ server, sockets })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: new URL(`${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}/v1`),
    sockets,
  }
}

const serve = (listener: RequestListener): Promise<Opened> => open(createServer(listener))

const post = (url: URL, changes: Partial<Posting> = {}) =>
  exchange({
    url,
    agent: keepAliveAgent(url, {}),
    headers: {},
    body: '{}',
    mostBytes: 1000,
    ...changes,
  })

const textOf = (outcome: unknown): string => Buffer.from((outcome as HttpReply).body).toString()

describe('one exchange', () => {
  test('gives back status, headers and body, whatever they are', async () => {
    const { url } = await serve((request, response) => {
      response.writeHead(418, { 'x-own': 'yes' })
      request.pipe(response)
    })
    const outcome = await post(url, { body: 'grüezi' })
    expect(outcome).toMatchObject({
      kind: 'reply',
      status: 418,
      headers: { 'x-own': 'yes' },
      isCut: false,
    })
    expect(textOf(outcome)).toBe('grüezi')
  })

  test('follows no redirect', async () => {
    let asked = 0
    const { url } = await serve((_, response) => {
      asked++
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await post(url)).toMatchObject({ kind: 'reply', status: 307 })
    expect(asked).toBe(1)
  })

  test('reads a body up to the limit, then closes the connection', async () => {
    const { url, sockets } = await serve((_, response) => {
      response.writeHead(200)
      const gush = setInterval(() => response.write('x'.repeat(300)), 1)
      response.on('close', () => clearInterval(gush))
    })
    const outcome = await post(url)
    expect(outcome).toMatchObject({ kind: 'reply', isCut: true })
    expect(textOf(outcome)).toBe('x'.repeat(1000))
    await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true)
  })

  test('a body of exactly the limit is whole', async () => {
    const { url } = await serve((_, response) => void response.end('x'.repeat(1000)))
    expect(await post(url)).toMatchObject({ isCut: false })
  })

  test('is called off by its signal at any time, and the connection with it', async () => {
    const begun: RequestListener = (_, response) => void response.writeHead(200).write('{')
    for (const listener of [() => undefined, begun]) {
      let asked = 0
      const { url, sockets } = await serve((request, response) => {
        asked++
        void listener(request, response)
      })
      const caller = new AbortController()
      const outcome = post(url, { signal: caller.signal })
      await expect.poll(() => asked).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 20))
      caller.abort()
      expect(await outcome).toEqual({ kind: 'broken', code: null, progress: 'sent' })
      await expect.poll(() => sockets[0]?.destroyed).toBe(true)
    }
  })

  test('a server that changes the protocol ends it, and one that speaks another', async () => {
    const upgrading = await open(
      createTcpServer((socket) =>
        socket.once('data', () =>
          socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
          ),
        ),
      ),
    )
    expect(await post(upgrading.url)).toMatchObject({ kind: 'broken', progress: 'sent' })
    const other = await open(
      createTcpServer((socket) => void socket.end('220 mail.example ESMTP\r\n')),
    )
    expect(await post(other.url)).toMatchObject({
      kind: 'broken',
      code: expect.stringMatching(/^HPE_/),
    })
  })

  test('a body that ends before its announced length is broken', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{}', () => response.destroy())
    })
    expect(await post(url)).toEqual({ kind: 'broken', code: 'ECONNRESET', progress: 'sent' })
  })
})

describe('servers that are not there', () => {
  test('are told from servers that break off', async () => {
    const { url } = await serve(() => undefined)
    const { server } = servers.pop()!
    await new Promise((resolve) => server.close(resolve))
    expect(await post(url)).toEqual({
      kind: 'broken',
      code: 'ECONNREFUSED',
      progress: 'unconnected',
    })
    expect(await post(new URL('http://no-such-host.invalid/'))).toEqual({
      kind: 'broken',
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
      progress: 'unconnected',
    })
  })

  test('a certificate that nobody vouches for is not trusted, and nothing is sent', async () => {
    let received = 0
    const server = createTlsServer({ key: PRIVATE_KEY, cert: CERTIFICATE }, () => received++)
    const { url } = await open(server, 'https')
    expect(await post(url)).toEqual({
      kind: 'broken',
      code: expect.stringMatching(/SELF_SIGNED|CERT/),
      progress: 'unconnected',
    })
    expect(received).toBe(0)
  })
})

describe('a silent line', () => {
  const calledOff = async (url: URL, sockets: readonly Socket[], changes: Partial<Posting>) => {
    const caller = new AbortController()
    const outcome = post(url, { ...changes, signal: caller.signal })
    await expect.poll(() => sockets.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    caller.abort()
    return outcome
  }

  test('on which the handshake never ends is no connection', async () => {
    const { url, sockets } = await open(
      createTcpServer(() => undefined),
      'https',
    )
    expect(await calledOff(url, sockets, {})).toEqual({
      kind: 'broken',
      code: null,
      progress: 'unconnected',
    })
  })

  test('that does not take the whole request was not sent it', async () => {
    const { url, sockets } = await open(createTcpServer({ pauseOnConnect: true }))
    expect(await calledOff(url, sockets, { body: 'x'.repeat(50_000_000) })).toMatchObject({
      progress: 'connected',
    })
  })
})

describe('connections', () => {
  test('are used again by the next call, but not after they have idled', async () => {
    const { url, sockets } = await serve((_, response) => void response.end('{}'))
    const agent = keepAliveAgent(url, {})
    for (let i = 0; i < 5; i++) expect(await post(url, { agent })).toMatchObject({ status: 200 })
    // One that a machine which stood still let idle in between is not.
    expect(sockets.length).toBeLessThan(4)
    await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true)
    const before = sockets.length
    expect(await post(url, { agent })).toMatchObject({ status: 200 })
    expect(sockets.length).toBe(before + 1)
  })

  test('that are in use are not cut short by the limit on idling', async () => {
    let isSlow = false
    const { url } = await serve((_, response) => {
      setTimeout(() => response.end('{}'), isSlow ? 1900 : 0)
    })
    const agent = keepAliveAgent(url, {})
    await post(url, { agent })
    isSlow = true
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1)
    expect(await post(url, { agent })).toMatchObject({ status: 200 })
  })

  test('are as many as there are calls', async () => {
    const waiting: ServerResponse[] = []
    const { url } = await serve((_, response) => {
      waiting.push(response)
      // Nobody is answered before everybody has asked.
      if (waiting.length === 300) for (const one of waiting) one.end('{}')
    })
    const agent = keepAliveAgent(url, {})
    const outcomes = await Promise.all(Array.from({ length: 300 }, () => post(url, { agent })))
    expect(outcomes.every(({ kind }) => kind === 'reply')).toBe(true)
  })
})

describe('a proxy', () => {
  test('is used where one is named, and not for servers of this machine', async () => {
    const asked: string[] = []
    const { url } = await serve((request, response) => {
      asked.push(request.url ?? '')
      response.end('{}')
    })
    const proxies = { HTTP_PROXY: url.origin, NO_PROXY: 'spared.example' }
    const far = new URL('http://model.example/v1/chat/completions')
    expect(await post(far, { agent: keepAliveAgent(far, proxies) })).toMatchObject({ status: 200 })
    expect(await post(url, { agent: keepAliveAgent(url, proxies) })).toMatchObject({ status: 200 })
    expect(asked).toEqual([far.href, '/v1'])
  })

  test('that is no URL is refused without quoting it', () => {
    const named = () =>
      keepAliveAgent(new URL('http://model.example'), { HTTP_PROXY: 'http://u:secret@[' })
    expect(named).toThrow(BadInputError)
    expect(named).not.toThrow(/secret/)
  })

  test('that leads nowhere has not reached the server', async () => {
    const { url } = await open(
      createTcpServer((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')),
      ),
    )
    const far = new URL('https://model.example/v1')
    const agent = keepAliveAgent(far, { HTTPS_PROXY: url.origin })
    expect(await post(far, { agent })).toEqual({
      kind: 'broken',
      code: 'ERR_PROXY_TUNNEL',
      progress: 'unconnected',
    })
  })
})
