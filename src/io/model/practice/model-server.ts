/**
 * A model server to practise against: speaks OpenAI's chat completions on the loopback interface, costs nothing, and misbehaves when told.
 * Its latencies and failings depend on what is asked, and not on when.
 */
import { createServer, type Server, type ServerResponse } from 'node:http'
import { BadInputError } from '../../../base/errors.ts'
import { sha256 } from '../../../base/hash.ts'
import { keepAttendance, type Served, type ServedEvents } from './attendance.ts'
import { sendError } from './chat-completion.ts'
import { openExchange, type ExchangeOptions } from './exchange.ts'
import type { Ledger } from './ledger.ts'
import type { Failing } from './misbehaviours.ts'
import { parseBody, readBody, rememberHashes, type ServedRequest } from './served-request.ts'

export interface ModelServer {
  /** Such as `http://127.0.0.1:41234/v1`. */
  readonly baseUrl: string
  /** The latest requests, in order of arrival, at most a thousand. */
  readonly requests: readonly ServedRequest[]
  /** Requests that are neither answered nor dropped at this moment. */
  readonly open: ReadonlySet<ServedRequest>
  /** How many there were, never bounded. */
  readonly served: Served
  /** What was charged. */
  readonly ledger: Ledger
  /** Every further request is answered in this way, or only the next few; null goes back to normal. */
  behave(how: Failing | null, times?: number): void
  /** Ends all connections, then the server. */
  close(): Promise<void>
}

export interface ModelServerOptions extends ExchangeOptions, ServedEvents {
  /** A free port unless told. */
  readonly port?: number
  /** The server ends by itself after this long; never unless told. */
  readonly lifetimeMs?: number
}

/** So many may knock at once: a thousand runs begin together. */
const BACKLOG = 4096
/** Longer than clients keep an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 600_000

/**
 * Starts a server on 127.0.0.1.
 * @throws BadInputError where the port cannot be had, or the options contradict each other.
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const attendance = keepAttendance(options)
  const recurrence = rememberHashes()
  const exchange = openExchange(options, attendance, recurrence)
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, response) => {
    response.on('error', () => undefined)
    readBody(incoming, (text) => {
      const hash = sha256(text)
      const request: ServedRequest = {
        number: attendance.served.received + 1,
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: parseBody(text),
        hash,
        times: recurrence.count(hash),
      }
      attendance.begin(request, response)
      exchange.serve(request, response).catch((error: unknown) => sendTrouble(response, error))
    })
  })
  const port = await listen(server, options.port ?? 0)
  const close = closing(server)
  const { lifetimeMs } = options
  if (lifetimeMs !== undefined) setTimeout(() => void close(), lifetimeMs).unref()
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: attendance.requests,
    open: attendance.open,
    served: attendance.served,
    ledger: exchange.ledger,
    behave: exchange.behave,
    close,
  }
}

/** Whoever writes the answers has erred: the client is told, the server goes on. */
function sendTrouble(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy()
  else sendError(response, 500, `no answer was made: ${String(error)}`)
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        new BadInputError(
          `the server cannot listen on port ${port} (${error.code ?? error.message}). Choose another; 0 takes one that is free.`,
        ),
      ),
    )
    server.listen({ port, host: '127.0.0.1', backlog: BACKLOG }, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

function closing(server: Server): () => Promise<void> {
  let closed: Promise<void> | undefined
  return () =>
    (closed ??= new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }))
}
