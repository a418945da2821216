/** A model server for tests: speaks OpenAI's chat completions on the loopback interface, and misbehaves when told. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  MISBEHAVIOURS,
  ODDITIES,
  chatCompletion,
  sendJson,
  type Misbehaviour,
  type Oddity,
} from './misbehaviours.ts'

/** What a client asked of the server. */
export interface ServedRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readonly<Record<string, unknown>>
}

export interface ModelServer {
  /** Such as `http://127.0.0.1:41234/v1`. */
  readonly baseUrl: string
  /** The latest requests, in order of arrival, at most a thousand. */
  readonly requests: readonly ServedRequest[]
  /** Every further request is answered in this way, or only the next few; null goes back to normal. */
  behave(how: Misbehaviour | Oddity | null, times?: number): void
  /** Ends all connections, then the server. */
  close(): Promise<void>
}

export interface ModelServerOptions {
  /** The words of a normal reply, at once or later. */
  readonly answer?: (request: ServedRequest) => string | Promise<string>
  /** The server ends by itself after this long; a minute unless told. */
  readonly lifetimeMs?: number
}

const MOST_REQUESTS = 1000
const MOST_BYTES = 20_000_000

/** Starts a server on a free port of 127.0.0.1. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const requests: ServedRequest[] = []
  let behaviour: Misbehaviour | Oddity | null = null
  let timesLeft = Infinity
  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    void receive(request).then((body) => {
      const served = { path: request.url ?? '', headers: request.headers, body }
      requests.push(served)
      if (requests.length > MOST_REQUESTS) requests.shift()
      if (behaviour !== null && timesLeft > 0) {
        timesLeft--
        misbehave(behaviour, request, response)
      } else void answerNormally(served, response, options)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const end = setTimeout(() => void close(server), options.lifetimeMs ?? 60_000)
  end.unref()
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (how, times = Infinity) => {
      behaviour = how
      timesLeft = times
    },
    close: () => {
      clearTimeout(end)
      return close(server)
    },
  }
}

async function answerNormally(
  request: ServedRequest,
  response: ServerResponse,
  options: ModelServerOptions,
): Promise<void> {
  if (request.path !== '/v1/chat/completions')
    return sendJson(response, 404, '{"error":{"message":"no such path"}}')
  if (request.body.model === 'no-such-model')
    return sendJson(response, 404, '{"error":{"message":"no such model"}}')
  const words = (await options.answer?.(request)) ?? 'ANSWER: J'
  sendJson(response, 200, chatCompletion(words, {}, { model: request.body.model }))
}

function misbehave(
  how: Misbehaviour | Oddity,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const all = { ...MISBEHAVIOURS, ...ODDITIES }
  all[how]({ response, authorization: request.headers.authorization ?? 'none' })
}

/** The body as JSON; nothing where it is not JSON, or longer than the limit. */
async function receive(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  try {
    for await (const page of request.setEncoding('utf8')) {
      text += String(page)
      if (text.length > MOST_BYTES) return {}
    }
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
