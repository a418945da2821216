/** Opens the seats of people: links, the desk, and the server behind them. */
import { setTimeout as pause } from 'node:timers/promises'
import { writePrivately } from '../../io/files/write-privately.ts'
import { csvOfRows } from '../../study/export/csv.ts'
import { clientAssets } from '../web/assets.ts'
import { listen, type Served } from '../web/serve.ts'
import { serverAddress } from '../web/server-address.ts'
import type { ReachPeople } from './reach-people.ts'
import { seatApp } from './seat-app.ts'
import { seatDesk, type SeatDesk } from './seat-desk.ts'
import { seatLinks } from './seat-links.ts'
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
  /** Takes over the last pages once play is over, and has to close them; they go within seconds where it is absent. */
  readonly onOver?: (pages: LastPages) => void
}

/** What participants read of how it ended. It is held in memory, and goes with the process. */
export interface LastPages {
  /** How many of those who came have not said yet that they have read it. */
  readonly unread: number
  /** Closes them once nobody is left who has not, so many milliseconds are over, or `stop` is aborted. */
  close(mostMs: number, stop?: AbortSignal): Promise<void>
}

/** Whoever opens the link has the seat. */
export interface SeatLink extends Pick<
  PersonSeat,
  'order' | 'treatment' | 'replicate' | 'participant' | 'role' | 'agent'
> {
  readonly link: string
}

/** Beside the record: the links for those who send them out. It says nothing of treatments. */
function linksTableOf(db: string): string {
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
  return async ({ plans, scenario, store, events, stop, fault }) => {
    const address = serverAddress(options.host, options.url)
    const seats = personSeats(plans, scenario, store)
    const links = seatLinks(store.place, seats)
    const desk = seatDesk(seats)
    const app = seatApp({
      desk,
      links,
      hosts: address.names,
      assets: clientAssets(),
      isLost: () => fault.aborted,
    })
    const served = await listen(app, {
      host: address.host,
      port: options.port,
      keptPort: links.port,
      whenKeptIsTaken: 'refuse',
      hostOption: '--seats-host',
      portOption: '--seats-port',
    })
    try {
      links.keepPort(served.port)
      const base = address.url ?? served.url
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
      async close() {
        const pages = lastPages(served, desk, stop)
        if (options.onOver === undefined) await pages.close(0)
        else options.onOver(pages)
      },
    }
  }
}

function lastPages(served: Served, desk: SeatDesk, stopped: AbortSignal): LastPages {
  return {
    get unread() {
      return desk.unread
    },
    async close(mostMs, stop = stopped) {
      await waitFor(() => desk.unread === 0 || stop.aborted, mostMs)
      // Pages hear how it ended before the server goes.
      await waitFor(() => desk.isEverybodyTold, stop.aborted ? STOP_MS : LINGER_MS)
      await pause(LOOK_MS)
      await served.close()
    },
  }
}

async function waitFor(isDone: () => boolean, mostMs: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < mostMs && !isDone(); waitedMs += LOOK_MS) await pause(LOOK_MS)
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
