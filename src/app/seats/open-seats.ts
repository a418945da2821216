/** Opens the seats of people: links, the desk, and the server behind them. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import { BadInputError } from '../../base/errors.ts'
import { csvOfRows } from '../../study/export/csv.ts'
import { clientAssets } from '../web/assets.ts'
import { listen, type Served } from '../web/serve.ts'
import type { ReachPeople } from './reach-people.ts'
import { serverAddress } from '../web/server-address.ts'
import { seatApp } from './seat-app.ts'
import { seatDesk, type SeatDesk } from './seat-desk.ts'
import { seatLinks, writePrivately } from './seat-links.ts'
import { personSeats, type PersonSeat } from './seat-setups.ts'

export interface OpenSeatsOptions {
  /** What to listen on; this machine alone where none is given. */
  readonly host?: string
  /** The one that links have named so far, or any that is free, where none is given. */
  readonly port?: number
  /** The address that participants see, where a proxy stands before the server. */
  readonly url?: string
  /** Told the links before anything is played, and the file that holds them. */
  readonly onOpened?: (links: readonly SeatLink[], file: string) => void
}

/** Whoever opens the link has the seat. */
export interface SeatLink extends Pick<
  PersonSeat,
  'order' | 'treatment' | 'replicate' | 'participant' | 'role' | 'agent'
> {
  readonly link: string
}

/** Beside the record: the links for those who send them out. It says nothing of treatments. */
export function linksTableOf(db: string): string {
  return `${db.replace(/\.sqlite$/, '')}.seats.csv`
}

/** So long a page has to fetch what it is told at the end. */
const LINGER_MS = 3_000
/** The same where whoever runs it waits at the terminal. */
const STOP_MS = 500
/** So long an answer needs to leave, and so often it is looked whether all are told. */
const LOOK_MS = 50

/**
 * Reaches people through pages in their browsers.
 * @throws BadInputError where it cannot listen, or the links cannot be kept.
 */
export function openSeats(options: OpenSeatsOptions = {}): ReachPeople {
  return async ({ plans, store, events, stop, fault }) => {
    const address = serverAddress(options.host, options.url)
    const seats = personSeats(plans, store)
    const links = seatLinks(store.place, seats)
    const desk = seatDesk(seats)
    const app = seatApp({
      desk,
      links,
      hosts: address.names,
      assets: clientAssets(),
      isLost: () => fault.aborted,
    })
    const { served, port } = await listenAt(app, address.host, options.port, links.port)
    try {
      links.keepPort(port)
      const base = address.url ?? `http://${address.linkHost}:${port}`
      const file = linksTableOf(store.place)
      const told = seats.map((seat) => ({ ...seat, link: `${base}/seat/${links.secretOf(seat)}` }))
      writePrivately(file, tableOf(told))
      options.onOpened?.(told, file)
    } catch (error) {
      // A server that nobody knows of would keep the process.
      await served.close()
      throw error
    }
    events.on('run-closed', (run, how) => desk.closed(run, how))
    whenAborted(stop, () => desk.stop())
    return {
      people: desk.people,
      close: () => closeGently(served, desk, stop.aborted ? STOP_MS : LINGER_MS),
    }
  }
}

/** Where links have led so far (`before`), so that they still do. */
async function listenAt(
  app: Hono,
  host: string,
  wanted: number | undefined,
  before: number | undefined,
): Promise<{ served: Served; port: number }> {
  const kept = wanted === undefined ? before : undefined
  const served = await listen(app, host, wanted ?? kept ?? 0).catch((error: unknown) => {
    throw error instanceof BadInputError ? new BadInputError(mend(error.message, kept)) : error
  })
  return { served, port: Number(/:(\d+)$/.exec(served.url)?.[1]) }
}

function mend(message: string, kept: number | undefined): string {
  if (kept === undefined)
    return message.replaceAll('--port', '--seats-port').replaceAll('--host', '--seats-host')
  return `the links that were given out lead to port ${kept}, which cannot be opened. Free it, or name another with --seats-port: then the links change.`
}

function whenAborted(signal: AbortSignal, then: () => void): void {
  if (signal.aborted) then()
  else signal.addEventListener('abort', then, { once: true })
}

function tableOf(links: readonly SeatLink[]): string {
  const rows = links.map(({ order, replicate, participant, role, agent, link }) => [
    order,
    replicate,
    participant,
    role,
    agent,
    link,
  ])
  return [...csvOfRows(['run', 'replicate', 'participant', 'role', 'agent', 'link'], rows)].join('')
}

/** Pages hear how it ended before the server goes. */
async function closeGently(served: Served, desk: SeatDesk, mostMs: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < mostMs && !desk.isEverybodyTold; waitedMs += LOOK_MS)
    await pause(LOOK_MS)
  await pause(LOOK_MS)
  await served.close()
}
