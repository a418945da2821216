/** The records that a viewer shows: opened when they are first asked of, named for addresses, and asked whether they have changed. */
import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import { fileIdentity } from '../../io/store/file-identity.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import type { Tables } from '../../io/store/tables.ts'
import { openSqliteLedger, openSqliteStore, openSqliteTables } from '../adapters.ts'

/** A record that is open to be read. */
export interface Opened extends RecordPlace {
  readonly store: Store
  readonly tables: Tables
  readonly ledger: Ledger
  /** Another number whenever somebody wrote to the record. */
  stamp(): number
  /** What `stamp` was when it was opened. */
  readonly firstStamp: number
  /** Worked out once, and again when the record has changed. `key` names what is worked out. */
  kept<T>(key: string, make: () => T): T
}

export interface RecordPlace {
  /** Stands for it in addresses: lower case, digits, hyphens; unique among those that are shown. */
  readonly id: string
  /** As it was named to the command, or found in a folder. */
  readonly path: string
}

export interface Records {
  /** All that there are by now, opened or not: those that were named, and whatever stands in the folders that were named. */
  places(): readonly RecordPlace[]
  /** Those that were asked of. */
  opened(): readonly Opened[]
  /**
   * @throws UnknownNameError where no record has the id.
   * @throws StoreError where it cannot be read.
   */
  named(id: string): Opened
  close(): void
}

/**
 * Finds records. What was named itself is opened at once, to be told of what is wrong with it; records of folders when somebody asks of them.
 * @throws BadInputError where one that was named cannot be opened, or there is none at all.
 */
export function openRecords(named: readonly string[]): Records {
  const places: RecordPlace[] = []
  const held = heldRecords()
  const look = (): readonly RecordPlace[] => {
    for (const path of named.flatMap(recordsAt))
      if (places.every((place) => place.path !== path))
        places.push({ id: freeId(path, places), path })
    return places
  }
  if (look().length === 0)
    throw new BadInputError(
      `${named.join(', ')}: there is no record here. Records are made by coterie run, and end in .sqlite.`,
    )
  try {
    for (const place of places) if (named.includes(place.path)) held.at(place)
  } catch (error) {
    held.close()
    throw error
  }
  return {
    places: look,
    opened: () => held.all(),
    named(id) {
      const place = places.find((one) => one.id === id)
      if (place !== undefined) return held.at(place)
      const known = places.map((one) => one.id)
      throw new UnknownNameError('record', id, known, 'These are shown.')
    },
    close: () => held.close(),
  }
}

/** A folder's records, as they are at the moment; whatever else is named stands for itself. */
function recordsAt(place: string): string[] {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) return [place]
  const found = readdirSync(place).filter((name) => name.endsWith('.sqlite'))
  return found.sort().map((name) => join(place, name))
}

/** Names of files may hold anything; addresses only what needs no escape. */
function freeId(path: string, taken: readonly RecordPlace[]): string {
  const stem = basename(path, '.sqlite').toLowerCase()
  const plain = stem.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'record'
  const isTaken = (id: string): boolean => taken.some((place) => place.id === id)
  let id = plain
  for (let n = 2; isTaken(id); n++) id = `${plain}-${n}`
  return id
}

interface Held {
  readonly record: Opened
  /** False where another file stands in its place, none does, or another version has changed its tables. */
  isCurrent(): boolean
  close(): void
}

export interface HeldRecords {
  /**
   * Opened when it is first asked of, and anew where it is another record by now.
   * @throws StoreError where it cannot be read.
   */
  at(place: RecordPlace): Opened
  /** All that are open. */
  all(): readonly Opened[]
  close(): void
}

/** Whoever still reads what another record has taken the place of has so long. */
const LEAVE_MS = 60_000

export function heldRecords(leaveMs = LEAVE_MS): HeldRecords {
  const open = new Map<string, Held>()
  const left = new Set<Held>()
  const leave = (held: Held): void => {
    left.add(held)
    setTimeout(() => {
      if (left.delete(held)) held.close()
    }, leaveMs).unref()
  }
  const at = (place: RecordPlace): Opened => {
    const before = open.get(place.id)
    if (before?.isCurrent() === true) return before.record
    const held = openRecord(place)
    open.set(place.id, held)
    if (before !== undefined) leave(before)
    return held.record
  }
  const renewed = (record: Opened): Opened => {
    try {
      return at(record)
    } catch {
      // Whoever asks of it is told why.
      return record
    }
  }
  return {
    at,
    all: () => [...open.values()].map(({ record }) => renewed(record)),
    close() {
      for (const held of [...open.values(), ...left]) held.close()
      open.clear()
      left.clear()
    },
  }
}

/** Stamps of one opening are never those of another: a record that takes the place of another has changed. */
const STAMPS = 2 ** 33
let openings = 0

function openRecord({ id, path }: RecordPlace): Held {
  const file = fileIdentity(path)
  const store = openSqliteStore(path, 'read')
  const tables = openSqliteTables(path)
  const ledger = openSqliteLedger(path, 'read')
  const close = (): void => {
    store.close()
    tables.close()
    ledger.close()
  }
  const base = openings++ * STAMPS
  const stamp = (): number => base + tables.stamp()
  const firstStamp = stamp()
  let keptAt = firstStamp
  let answers = new Map<string, unknown>()
  return {
    record: {
      id,
      path,
      store,
      tables,
      ledger,
      stamp,
      firstStamp,
      kept<T>(key: string, make: () => T): T {
        if (stamp() !== keptAt) {
          keptAt = stamp()
          answers = new Map()
        }
        if (!answers.has(key)) answers.set(key, make())
        return answers.get(key) as T
      },
    },
    isCurrent: () => fileIdentity(path) === file && !tables.isOutdated(),
    close,
  }
}
