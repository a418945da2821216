/** The secret of each seat, kept in a file beside the record that only its owner may read: so the links are the same after a resume. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { z } from 'zod'
import { BadInputError } from '../../base/errors.ts'
import { realPlace } from '../../io/store/real-place.ts'
import { newSecret } from '../web/guard.ts'
import type { SeatPlace } from './desk-seat.ts'

const KeptLinks = z.strictObject({
  format: z.literal(1),
  /** Where the links lead to. */
  port: z.int().min(1).max(65535).optional(),
  /** `run/participant` → secret. */
  seats: z.record(z.string(), z.string().regex(/^[\w-]{22,}$/)),
})

export interface SeatLinks {
  /** The port that links have named so far. */
  readonly port: number | undefined
  secretOf(place: SeatPlace): string
  /** Whose secret it is. It is looked up by its hash, so that the time it takes says nothing of the secrets that there are. */
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
  const { port, seats } = existsSync(path) ? readLinks(path) : { port: undefined, seats: {} }
  const all: Record<string, string> = { ...seats }
  for (const place of places) all[keyOf(place)] ??= newSecret()
  const byHash = new Map(
    places.map((place) => [hashOf(all[keyOf(place)] as string), place] as const),
  )
  const write = (at: number | undefined): void =>
    writePrivately(
      path,
      `${JSON.stringify({ format: 1, ...(at === undefined ? {} : { port: at }), seats: all }, null, 2)}\n`,
    )
  write(port)
  return {
    port,
    secretOf: (place) => all[keyOf(place)] as string,
    placeOf: (secret) => byHash.get(hashOf(secret)),
    keepPort: write,
  }
}

function readLinks(path: string): z.output<typeof KeptLinks> {
  try {
    return KeptLinks.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new BadInputError(
      `${path}: this is no file of links. Restore it from a copy, or remove it: every seat then gets a new link.`,
    )
  }
}

/** Whole or not at all, for nobody but its owner. */
export function writePrivately(path: string, text: string): void {
  const unfinished = `${path}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    // A file that is there already would keep its own mode, and a link would lead elsewhere.
    const file = openSync(unfinished, 'wx', 0o600)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  } catch (error) {
    throw new BadInputError(
      `${path}: it cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function keyOf({ run, participant }: SeatPlace): string {
  return `${run}/${participant}`
}
