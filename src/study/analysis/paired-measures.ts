/** What a run comes to from one tick on, in the measures in which two forks can be compared. */
import type { EntryOf } from '../../io/store/store.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import { A_RATE, type Bounds } from './estimate.ts'
import { decisionsIn, earningsIn, type DecisionTally } from './run-tallies.ts'
import { timesIn, type ReadEntry } from './run-ticks.ts'

export const MEASURE_KINDS = ['earnings', 'share', 'amount', 'messages', 'words', 'ticks'] as const
export type MeasureKind = (typeof MEASURE_KINDS)[number]

/** What is measured, and of whom. */
export interface PairedMeasure {
  readonly kind: MeasureKind
  /** Null where it is the run's. */
  readonly role: string | null
  /** One seat of a role that has several; null for the whole role. */
  readonly participant: ParticipantId | null
  readonly ask: string | null
  /** Of shares: the option, null for a pass. */
  readonly value: string | null
}

export interface MeasuredValue {
  readonly measure: PairedMeasure
  readonly amount: number
}

/** What of a run is measured. */
export interface Span {
  /** The first tick. */
  readonly from: number
  /** Decisions that are left out; see `plantedIn`. */
  readonly skipped: ReadonlySet<string>
}

/** The ticks of a run, with how they are numbered in it. */
export interface MeasuredTick {
  readonly tick: number
  readonly entries: readonly TickEntry[]
}

/**
 * Points that a seat of a role earned (their mean where it has several seats), shares of options and mean amounts among the decisions that participants made
 * themselves, messages and words in their own words (no notices, nothing planted), from `from` on; and how many ticks the whole run has.
 */
export function measuresOf(
  ticks: readonly MeasuredTick[],
  seats: readonly Seat[],
  { from, skipped }: Span,
): MeasuredValue[] {
  const own = ticks
    .filter(({ tick }) => tick >= from)
    .map(({ tick, entries }) =>
      entries.filter(isRead).filter((entry) => !skipped.has(placeOf(tick, entry) ?? '')),
    )
  const roles = new Map(seats.map(({ participant, role }) => [participant, role]))
  const values = [
    ...earnings(own, seats),
    ...decisionsIn(own, timesIn(own), roles).flatMap(decided),
    ...talk(own, seats),
  ]
  return [...values, { measure: measure('ticks'), amount: ticks.length }]
}

/**
 * The places of answers that an intervention gave. They are nobody's decisions; left out on one side only, they would leave unlike decisions to be
 * compared.
 */
export function plantedIn(ticks: readonly MeasuredTick[]): string[] {
  return ticks.flatMap(({ tick, entries }) =>
    entries.flatMap((entry) => {
      if (entry.kind !== 'decision-taken' || entry.status !== 'planted') return []
      return placeOf(tick, entry) ?? []
    }),
  )
}

/** Where a decision stands, or its ask; undefined for everything else. */
function placeOf(tick: number, entry: TickEntry): string | undefined {
  const isDecided = entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted'
  return isDecided || entry.kind === 'decision-asked'
    ? `${tick}\n${entry.of}\n${entry.ask}`
    : undefined
}

/** Between which values a measure must lie; undefined where it is not bounded. */
export function boundsOf({ kind }: PairedMeasure): Bounds | undefined {
  return kind === 'share' ? A_RATE : undefined
}

/** True for what is 0 where nothing of it happened. */
export function isCount({ kind }: PairedMeasure): boolean {
  return kind === 'earnings' || kind === 'messages' || kind === 'words'
}

const READ: readonly TickEntry['kind'][] = [
  'decision-asked',
  'decision-taken',
  'decision-defaulted',
  'payoff-awarded',
  'message-sent',
]

function isRead(entry: TickEntry): entry is ReadEntry {
  return READ.includes(entry.kind)
}

function measure(kind: MeasureKind, of: Partial<PairedMeasure> = {}): PairedMeasure {
  return { kind, role: null, participant: null, ask: null, value: null, ...of }
}

/** A measure for each role, and one for each of its seats where it has several. */
function bySeat(
  kind: MeasureKind,
  seats: readonly Seat[],
  amountOf: (participant: ParticipantId) => number,
): MeasuredValue[] {
  return [...Map.groupBy(seats, ({ role }) => role)].flatMap(([role, held]) => {
    const amounts = held.map(({ participant }) => ({ participant, amount: amountOf(participant) }))
    const mean = amounts.reduce((sum, { amount }) => sum + amount, 0) / held.length
    const whole = { measure: measure(kind, { role }), amount: mean }
    if (held.length === 1) return [whole]
    return [
      whole,
      ...amounts.map(({ participant, amount }) => {
        return { measure: measure(kind, { role, participant }), amount }
      }),
    ]
  })
}

function earnings(ticks: readonly (readonly ReadEntry[])[], seats: readonly Seat[]) {
  const everyone = new Map(seats.map(({ participant }) => [participant, participant as string]))
  const earned = earningsIn(ticks, everyone)
  return earned === null
    ? []
    : bySeat('earnings', seats, (participant) => earned.get(participant) ?? 0)
}

function decided(tally: DecisionTally): MeasuredValue[] {
  const { role, ask, decisions, forfeited, defaulted, offered, options, amounts } = tally
  const own = decisions - forfeited - defaulted
  if (own === 0) return []
  const isPassed = options.has(null)
  const shares = [...new Set([...offered, ...options.keys()])]
    .filter((value) => value !== null)
    .map((value) => ({
      measure: measure('share', { role, ask, value }),
      amount: (options.get(value) ?? 0) / own,
    }))
  return [
    ...shares,
    ...(isPassed
      ? [{ measure: measure('share', { role, ask }), amount: (options.get(null) ?? 0) / own }]
      : []),
    ...(amounts === 0
      ? []
      : [{ measure: measure('amount', { role, ask }), amount: tally.amountSum / amounts }]),
  ]
}

function talk(ticks: readonly (readonly ReadEntry[])[], seats: readonly Seat[]): MeasuredValue[] {
  const said = ticks.flat().filter(isOwnMessage)
  if (said.length === 0) return []
  const of = (participant: ParticipantId) => said.filter(({ from }) => from === participant)
  return [
    ...bySeat('messages', seats, (participant) => of(participant).length),
    ...bySeat('words', seats, (participant) =>
      of(participant).reduce((sum, { text }) => sum + wordsIn(text), 0),
    ),
  ]
}

function isOwnMessage(entry: ReadEntry): entry is EntryOf<'message-sent'> {
  return entry.kind === 'message-sent' && entry.notice !== true && entry.planted !== true
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}
