/** One exchange over HTTP: a body is posted, and whatever comes of it is a value. Nothing is tried twice, no redirect is followed. */
import { request as plainRequest, type Agent, type IncomingHttpHeaders } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { boundedBody } from './bounded-body.ts'

export interface Posting {
  readonly url: URL
  readonly agent: Agent
  /** All that is sent besides `host`, `connection` and `content-length`. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** No more of the body of the reply is read. */
  readonly mostBytes: number
  /** Closes the connection. */
  readonly signal?: AbortSignal | null | undefined
}

/** What a server sent, with any status. */
export interface HttpReply {
  readonly kind: 'reply'
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** As it came over the wire. */
  readonly body: Uint8Array
  /** True where there was more of the body than is read. */
  readonly isCut: boolean
}

/** No whole reply came. */
export interface HttpBreak {
  readonly kind: 'broken'
  /** Such as ECONNREFUSED; null where nobody said. */
  readonly code: string | null
  /** How far it came: without a connection (TLS included) nobody can have read anything, and half a request is worked for by nobody. */
  readonly progress: 'unconnected' | 'connected' | 'sent'
}

export type HttpOutcome = HttpReply | HttpBreak

/** Posts a body. The connection is used again by later calls, unless the reply was cut or broken. */
export function exchange(posting: Posting): Promise<HttpOutcome> {
  const { url, agent, headers, body, mostBytes, signal } = posting
  return new Promise((resolve) => {
    const isTls = url.protocol === 'https:'
    const request = (isTls ? tlsRequest : plainRequest)(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    let isOver = false
    let progress: HttpBreak['progress'] = 'unconnected'
    let hasReply = false
    const end = (outcome: HttpOutcome): void => {
      isOver = true
      signal?.removeEventListener('abort', callOff)
      resolve(outcome)
    }
    const breakOff = (error?: unknown): void => {
      if (!isOver) end({ kind: 'broken', code: codeOf(error), progress })
    }
    const callOff = (): void => {
      breakOff()
      request.destroy()
    }
    request.on('socket', (socket) => {
      if (isConnected(socket, isTls)) progress = 'connected'
      else socket.once(isTls ? 'secureConnect' : 'connect', () => (progress = 'connected'))
    })
    // All of it was handed to the system.
    request.on('finish', () => (progress = 'sent'))
    request.on('response', (response) => {
      hasReply = true
      progress = 'sent'
      const { statusCode = 0, headers: received } = response
      const held = boundedBody(mostBytes)
      const reply = (isCut: boolean): HttpReply => ({
        kind: 'reply',
        status: statusCode,
        headers: received,
        body: held.bytes(),
        isCut,
      })
      response.on('data', (page: Buffer) => {
        if (isOver || held.add(page)) return
        end(reply(true))
        request.destroy()
      })
      response.on('end', () => {
        if (!isOver) end(reply(false))
      })
      response.on('error', breakOff)
      response.on('close', breakOff)
    })
    request.on('error', breakOff)
    // Where there is neither a reply nor an error, as when the server changes the protocol; what befalls a reply is told by the reply.
    request.on('close', () => {
      if (!hasReply) breakOff()
    })
    if (signal?.aborted === true) return callOff()
    signal?.addEventListener('abort', callOff)
    request.end(body)
  })
}

function isConnected(socket: Socket, isTls: boolean): boolean {
  const handshake = socket as Socket & { readonly secureConnecting?: boolean }
  return !socket.connecting && !(isTls && handshake.secureConnecting === true)
}

function codeOf(error: unknown): string | null {
  const code = (error as { readonly code?: unknown } | undefined)?.code
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : null
}
