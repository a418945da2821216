/** The secret of each seat, kept in a file beside the record that only its owner may read: so the links are the same after a resume. */
import { z } from 'zod'
import { writePrivately } from '../../io/files/write-privately.ts'
import { realPlace } from '../../io/store/real-place.ts'
import { newSecret } from '../web/guard.ts'
import { holdersOf, KeptLinks, KeptSecret, readLinks } from '../web/kept-links.ts'
import { placeKey, type SeatPlace } from './desk-seat.ts'

const KeptSeats = KeptLinks.extend({
  /** `run/participant` → secret. */
  seats: z.record(z.string(), KeptSecret),
})

export interface SeatLinks {
  /** The port that links have named so far. */
  readonly port: number | undefined
  secretOf(place: SeatPlace): string
  /** Whose secret it is. */
  placeOf(secret: string): SeatPlace | undefined
  keepPort(port: number): void
}

/** Beside the record, however that is named, and never in it. */
export function linksFileOf(db: string): string {
  return `${realPlace(db)}-seats.json`
}

/**
 * The links of these seats; those that have none get one.
 * @throws BadInputError where the file is no file of links, or cannot be written.
 */
export function seatLinks(db: string, places: readonly SeatPlace[]): SeatLinks {
  const path = linksFileOf(db)
  const kept = readLinks(path, KeptSeats, 'every seat then gets a new link.')
  const all: Record<string, string> = { ...kept?.seats }
  for (const place of places) all[placeKey(place)] ??= newSecret()
  const secretOf = (place: SeatPlace): string => all[placeKey(place)] as string
  const write = (at: number | undefined): void =>
    writePrivately(
      path,
      `${JSON.stringify({ format: 1, ...(at === undefined ? {} : { port: at }), seats: all }, null, 2)}\n`,
    )
  write(kept?.port)
  return {
    port: kept?.port,
    secretOf,
    placeOf: holdersOf(places.map((place) => [secretOf(place), place])),
    keepPort: write,
  }
}
