/** The desk of a coder: what was answered, what is still to be written, what can be undone. Pure: the page sends, this keeps. */
import {
  OPEN,
  type AnswerReply,
  type Cell,
  type CellOf,
  type StandingCell,
  type TaskCode,
  type WaitingCell,
} from './coding-task.ts'

/** Something that the coder did, with what it can be undone by: a deed may change several codes of one unit. */
export interface Deed {
  readonly unit: string
  readonly before: readonly CellOf[]
}

export interface Desk {
  /** By `cellKey`: what the page shows. */
  readonly cells: ReadonlyMap<string, Cell>
  /** By `cellKey`: the version that the ledger has once all that waits is written. */
  readonly versions: ReadonlyMap<string, number>
  /** In the order in which it was done. */
  readonly waiting: readonly WaitingCell[]
  /** The last one last. */
  readonly deeds: readonly Deed[]
}

/** So many deeds can be undone. */
const MOST_DEEDS = 200

function cellKey({ unit, code }: { readonly unit: string; readonly code: string }): string {
  return `${unit} ${code}`
}

export function cellAt(desk: Desk, unit: string, code: string): Cell {
  return desk.cells.get(cellKey({ unit, code })) ?? OPEN
}

/** Whether there is no answer. */
export function isOpen({ value, isUndecided }: Cell): boolean {
  return value === null && !isUndecided
}

/** A desk with what the ledger has, and with answers that an earlier page could not send any more. */
export function deskOf(
  standing: readonly StandingCell[],
  left: readonly WaitingCell[] = [],
  deeds: readonly Deed[] = [],
): Desk {
  const cells = new Map(standing.map((one) => [cellKey(one), one.cell]))
  const versions = new Map(standing.map((one) => [cellKey(one), one.version]))
  for (const one of left) {
    const key = cellKey(one)
    cells.set(key, one.cell)
    versions.set(key, Math.max(versions.get(key) ?? 0, one.after + 1))
  }
  return { cells, versions, waiting: left, deeds }
}

/** What the coder did: shown at once, waiting to be written. What changes nothing is no deed. */
export function done(desk: Desk, changes: readonly CellOf[]): Desk {
  const real = changes.filter((one) => !isSameCell(cellAt(desk, one.unit, one.code), one.cell))
  const [first] = real
  if (first === undefined) return desk
  const before = real.map(({ unit, code }) => ({ unit, code, cell: cellAt(desk, unit, code) }))
  return {
    ...queued(desk, real),
    deeds: [...desk.deeds, { unit: first.unit, before }].slice(-MOST_DEEDS),
  }
}

/** The last deed undone, and whose unit it was: what stood before it stands again, as a correction. Null where nothing is left to undo. */
export function undone(desk: Desk): { readonly desk: Desk; readonly deed: Deed } | null {
  const deed = desk.deeds.at(-1)
  if (deed === undefined) return null
  return { deed, desk: { ...queued(desk, deed.before), deeds: desk.deeds.slice(0, -1) } }
}

/** The code of a unit that was answered last and still is; undefined where none was. */
export function lastAnswered({ cells, deeds }: Desk, unit: string): string | undefined {
  return deeds
    .flatMap((deed) => (deed.unit === unit ? deed.before : []))
    .findLast((one) => !isOpen(cells.get(cellKey(one)) ?? OPEN))?.code
}

function queued(desk: Desk, changes: readonly CellOf[]): Desk {
  const cells = new Map(desk.cells)
  const versions = new Map(desk.versions)
  const waiting = [...desk.waiting]
  for (const { unit, code, cell } of changes) {
    const key = cellKey({ unit, code })
    const after = versions.get(key) ?? 0
    cells.set(key, cell)
    versions.set(key, after + 1)
    waiting.push({ unit, code, cell, after })
  }
  return { ...desk, cells, versions, waiting }
}

/** A browser that closes a page sends 64 KiB for it, and no more: three bytes at most for a character, and room to spare. */
const MOST_CHARACTERS = 15_000
const MOST_AT_ONCE = 50

/** The first answers that wait, as many as may be sent at once; one at least. */
export function batchOf({ waiting }: Desk): readonly WaitingCell[] {
  let characters = 0
  const many = waiting.slice(0, MOST_AT_ONCE).findIndex((one, i) => {
    characters += JSON.stringify(one).length
    return i > 0 && characters > MOST_CHARACTERS
  })
  return waiting.slice(0, many === -1 ? MOST_AT_ONCE : many)
}

/** What the server said of the first answers that waited, one reply for each. The others follow on what it has by now. */
export function replied(desk: Desk, replies: readonly AnswerReply[]): Desk {
  const kept = [
    ...desk.waiting.filter((_, i) => replies[i]?.outcome === 'again'),
    ...desk.waiting.slice(replies.length),
  ]
  const last = new Map(replies.map((reply) => [cellKey(reply), reply]))
  const cells = new Map(desk.cells)
  const versions = new Map(desk.versions)
  for (const [key, { version, cell }] of last) {
    versions.set(key, version)
    // While something waits, what the coder did last is what is shown.
    if (kept.every((one) => cellKey(one) !== key)) cells.set(key, cell)
  }
  const waiting = kept.map((one) => {
    const key = cellKey(one)
    if (!last.has(key)) return one
    const after = versions.get(key) ?? 0
    versions.set(key, after + 1)
    return { ...one, after }
  })
  return { ...desk, cells, versions, waiting }
}

function isSameCell(a: Cell, b: Cell): boolean {
  return (
    a.value === b.value &&
    a.isUndecided === b.isUndecided &&
    a.note === b.note &&
    a.confidence === b.confidence &&
    a.spans.length === b.spans.length &&
    a.spans.every(({ start, end }, i) => b.spans[i]?.start === start && b.spans[i]?.end === end)
  )
}

/** The codes that are asked of a unit as things stand: those whose conditions the coder's own answers meet. */
export function askedCodes(
  desk: Desk,
  unit: { readonly id: string; readonly codes: readonly string[] },
  codes: readonly TaskCode[],
): TaskCode[] {
  const put = codes.filter(({ code }) => unit.codes.includes(code))
  const isAsked = ({ where }: TaskCode): boolean =>
    Object.entries(where).every(([name, value]) => {
      const other = put.find(({ code }) => code === name)
      return other !== undefined && isAsked(other) && cellAt(desk, unit.id, name).value === value
    })
  return put.filter(isAsked)
}

/** An answer as a deed: with it, answers to codes that are no longer asked are taken back. */
export function answered(
  desk: Desk,
  unit: { readonly id: string; readonly codes: readonly string[] },
  codes: readonly TaskCode[],
  code: string,
  cell: Cell,
): Desk {
  const own = { unit: unit.id, code, cell }
  const cells = new Map(desk.cells).set(cellKey(own), cell)
  const asked = new Set(askedCodes({ ...desk, cells }, unit, codes).map((one) => one.code))
  const dropped = unit.codes
    .filter((name) => name !== code && !asked.has(name) && !isOpen(cellAt(desk, unit.id, name)))
    .map((name) => ({ unit: unit.id, code: name, cell: OPEN }))
  return done(desk, [own, ...dropped])
}
