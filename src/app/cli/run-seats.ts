/** The seats of people as `coterie run` opens them: their links are told, and their last pages stay open until they are read. */
import type { LastPages, SeatLink } from '../seats/open-seats.ts'
import type { ReachPeople } from '../seats/reach-people.ts'
import { note } from './print.ts'

export interface SeatOptions {
  readonly seatsHost: string
  readonly seatsPort?: number
  readonly seatsUrl?: string
  /** Minutes. */
  readonly seatsLinger: number
}

export interface RunSeats {
  readonly reach: ReachPeople
  /** Waits, once all is played, until everybody who came has read how it ended; no longer than was said, nor than `stop` lets it. */
  linger(stop: AbortSignal): Promise<void>
  readonly isLingering: boolean
  /** Closes what is open still. */
  close(): Promise<void>
}

export function runSeats({ seatsHost, seatsPort, seatsUrl, seatsLinger }: SeatOptions): RunSeats {
  let last: LastPages | undefined
  let isLingering = false
  const close = async (mostMs: number, stop?: AbortSignal): Promise<void> => {
    const pages = last
    last = undefined
    await pages?.close(mostMs, stop)
  }
  return {
    reach: async (wanted) => {
      const { openSeats } = await import('../seats/open-seats.ts')
      const { drawTable } = await import('./draw-table.ts')
      const reach = openSeats({
        host: seatsHost,
        ...(seatsPort === undefined ? {} : { port: seatsPort }),
        ...(seatsUrl === undefined ? {} : { url: seatsUrl }),
        onOpened: (links, file) =>
          note(
            drawTable(HEAD, links.map(rowOf)),
            '',
            LINKS_TOLD,
            `They stand in ${file} as well.`,
            '',
          ),
        onOver: (pages) => (last = pages),
      })
      return reach(wanted)
    },
    get isLingering() {
      return isLingering
    },
    async linger(stop) {
      const pages = last
      const unread = pages?.unread ?? 0
      isLingering = unread > 0 && seatsLinger > 0 && !stop.aborted
      if (isLingering) note(lingerText(unread, seatsLinger))
      await close(seatsLinger * 60_000, stop)
      const left = pages?.unread ?? 0
      if (isLingering && left > 0)
        note(`${left} of them ${left === 1 ? 'has' : 'have'} not; the pages are closed.`)
    },
    close: () => close(0),
  }
}

const HEAD = ['run', 'treatment', 'replicate', 'participant', 'role', 'agent', 'link']

function rowOf({ order, link, ...seat }: SeatLink): string[] {
  const { treatment, replicate, participant, role, agent } = seat
  return [order, treatment, replicate, participant, role, agent, link].map(String)
}

const LINKS_TOLD =
  'People are seated: give each the link of its seat, and to nobody else. Whoever opens it takes the seat.'

function lingerText(unread: number, minutes: number): string {
  const [who, whose] =
    unread === 1
      ? ['1 person has', 'Its page stays']
      : [`${unread} people have`, 'Their pages stay']
  const time = `${minutes} minute${minutes === 1 ? '' : 's'}`
  return `${who} not said yet that the last page was read. ${whose} open until then, for ${time} at most (--seats-linger); ctrl-C closes at once. All is written.`
}
