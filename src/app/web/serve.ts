/** Listens where it was told to, and says under which address. */
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { BadInputError } from '../../base/errors.ts'
import { serverAddress } from './server-address.ts'

export interface Served {
  /** One that can be opened, also where it listens on all addresses of the machine; without a slash at its end. */
  readonly url: string
  close(): Promise<void>
}

/** Of all pages together: whoever opens more than a room of people needs must not take the files that the play wants to open. */
const MOST_CONNECTIONS = 2_000
const ALIVE_MS = 30_000

/**
 * @param port 0 takes any that is free.
 * @throws BadInputError where the port is taken or not allowed.
 */
export function listen(app: Hono, host: string, port: number): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: host, port, createServer },
      ({ port: taken }: AddressInfo) =>
        resolve({
          url: `http://${serverAddress(host).linkHost}:${taken}`,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed())
              // Event streams stay open for as long as a page does.
              if ('closeAllConnections' in server) server.closeAllConnections()
            }),
        }),
    )
    if ('maxConnections' in server) server.maxConnections = MOST_CONNECTIONS
    // A phone that has left says nothing; the system finds out.
    server.on('connection', (socket: Socket) => socket.setKeepAlive(true, ALIVE_MS))
    server.once('error', (error: NodeJS.ErrnoException) => {
      const known: Record<string, string> = {
        EADDRINUSE: `port ${port} is taken. Name another with --port, or leave it out.`,
        EACCES: `port ${port} may not be opened. Name one above 1023 with --port.`,
        EADDRNOTAVAIL: `${host} is no address of this machine. Name another with --host.`,
        ENOTFOUND: `${host} is no address of this machine. Name another with --host.`,
      }
      const words = known[error.code ?? '']
      reject(words === undefined ? error : new BadInputError(words))
    })
  })
}

/** Where links lead to already, as long as nobody says otherwise and the port is free. */
export async function listenAt(
  app: Hono,
  host: string,
  port: number,
  before: number | undefined,
): Promise<Served> {
  if (port !== 0 || before === undefined) return listen(app, host, port)
  return listen(app, host, before).catch((error: unknown) => {
    if (error instanceof BadInputError) return listen(app, host, 0)
    throw error
  })
}
