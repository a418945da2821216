/** Listens where it was told to, and says under which address. */
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { BadInputError } from '../../base/errors.ts'
import { serverAddress } from './server-address.ts'

export interface ListenPlace {
  readonly host: string
  /** 0 takes any that is free; undefined the kept one, or any where none is kept. */
  readonly port?: number | undefined
  /** The port that links have named so far. */
  readonly keptPort?: number | undefined
  /** Where the kept port cannot be opened: `refuse` where others hold links to it, `move` where links are told anew each time. */
  readonly whenKeptIsTaken?: 'refuse' | 'move'
  /** How the command calls host and port. */
  readonly hostOption?: string
  readonly portOption?: string
}

export interface Served {
  /** One that can be opened, also where it listens on all addresses of the machine; without a slash at its end. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Of all pages together: whoever opens more than a room of people needs must not take the files that the play wants to open. */
const MOST_CONNECTIONS = 2_000
const ALIVE_MS = 30_000

/** @throws BadInputError where the port is taken or not allowed, or the host is none of this machine's. */
export async function listen(app: Hono, place: ListenPlace): Promise<Served> {
  const { host, port, keptPort, whenKeptIsTaken = 'refuse' } = place
  const { hostOption = '--host', portOption = '--port' } = place
  const wanted = port ?? keptPort ?? 0
  try {
    return await listenAt(app, host, wanted)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new BadInputError(
        `${host} is no address of this machine. Name another with ${hostOption}.`,
      )
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    if (port === undefined && keptPort !== undefined) {
      if (whenKeptIsTaken === 'move') return listen(app, { ...place, port: 0 })
      throw new BadInputError(
        `the links that were given out lead to port ${keptPort}, which cannot be opened. Free it, or name another with ${portOption}: then the links change.`,
      )
    }
    throw new BadInputError(
      code === 'EACCES'
        ? `port ${wanted} may not be opened. Name one above 1023 with ${portOption}.`
        : `port ${wanted} is taken. Name another with ${portOption}, or leave it out.`,
    )
  }
}

function listenAt(app: Hono, host: string, port: number): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: host, port, createServer },
      ({ port: taken }: AddressInfo) =>
        resolve({
          url: `http://${serverAddress(host).linkHost}:${taken}`,
          port: taken,
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
    server.once('error', reject)
  })
}
