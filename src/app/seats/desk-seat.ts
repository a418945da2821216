/** One seat at the desk: what is open there, and what its page is told of it. */
import type { ConsentReply, PersonReply, PutToPerson } from '../../play/agent/people.ts'
import { moneyText } from '../../play/scenario/money-text.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { SeatState } from './seat-state.ts'
import { seatForm, seatParts } from './seat-view.ts'

export interface SeatPlace {
  readonly run: RunId
  readonly participant: ParticipantId
}

/** Stands for a place in maps and in the file of links. */
export function placeKey({ run, participant }: SeatPlace): string {
  return `${run}/${participant}`
}

/** How a seat is set up: what it is told at the end, and how its run ended where it has. */
export interface SeatSetup extends SeatPlace {
  readonly debrief: string | null
  /** What earnings are told in; null where they are not told. */
  readonly unit: string | null
  readonly ended: { readonly how: RunEnded['how']; readonly earnings: number | null } | null
  /** True where the record says that consent was refused. */
  readonly hasDeclined: boolean
  /** True where the record says that nobody came in the time to come. */
  readonly isLate: boolean
}

interface Timed {
  readonly ask: string
  /** Null until the person has come. */
  endsAtMs: number | null
}

export type Open =
  | {
      readonly kind: 'consent'
      readonly id: string
      readonly text: string
      readonly settle: (reply: ConsentReply) => void
    }
  | {
      readonly kind: 'asked'
      readonly id: string
      readonly put: PutToPerson
      /** When it was shown; null until the person has come. */
      shownAtMs: number | null
      timer: { callOff(): void } | null
      readonly settle: (reply: PersonReply) => void
    }

/** One seat as it stands. */
export interface Seat {
  readonly debrief: string | null
  readonly unit: string | null
  hasCome: boolean
  hasDeclined: boolean
  isLate: boolean
  /** Runs until it has to be there. */
  arrival: { callOff(): void } | null
  hasMissed: boolean
  isPaused: boolean
  /** What its page was told last; null where it never asked. */
  lastTold: SeatState['kind'] | null
  ended: SeatSetup['ended']
  /** True once its page has said that the end was read. */
  hasRead: boolean
  open: Open | null
  /** The limit of the ask at hand, all its attempts together. */
  timed: Timed | null
  earnings: () => number | null
  readonly watchers: Set<() => void>
}

export function newSeat({ debrief, unit, ended, hasDeclined, isLate }: SeatSetup): Seat {
  return {
    debrief,
    unit,
    ended,
    hasDeclined,
    isLate,
    arrival: null,
    hasCome: false,
    hasMissed: false,
    hasRead: false,
    isPaused: false,
    lastTold: null,
    open: null,
    timed: null,
    earnings: () => null,
    watchers: new Set(),
  }
}

export function stateOf(seat: Seat, nowMs: number): SeatState {
  const { debrief, ended, hasDeclined, isPaused, open, timed } = seat
  // Whoever declines is through, however long the others play.
  if (hasDeclined) return { kind: 'over', how: 'declined', debrief, ...NOTHING_MORE }
  if (seat.isLate) return { kind: 'over', how: 'late', debrief: null, ...NOTHING_MORE }
  if (ended !== null) {
    const earned = earnedText(ended.earnings, seat.unit)
    const isToRead = !seat.hasRead && (debrief !== null || earned !== null)
    return { kind: 'over', how: ended.how, debrief, earned, isToRead }
  }
  if (isPaused) return { kind: 'paused' }
  if (open === null) return { kind: 'waiting', missed: seat.hasMissed }
  if (open.kind === 'consent') return { kind: 'consent', id: open.id, text: open.text }
  const { id, put } = open
  const endsAtMs = timed?.endsAtMs ?? null
  const whole = put.timeLimitS === null ? null : put.timeLimitS * 1000
  return {
    kind: 'asked',
    id,
    attempt: put.address.attempt,
    parts: seatParts(put.parts),
    form: seatForm(put.form),
    refused: put.refused,
    leftMs:
      whole === null ? null : endsAtMs === null ? whole : Math.max(0, Math.ceil(endsAtMs - nowMs)),
  }
}

/** Whoever did not take part is waited for by nobody. */
const NOTHING_MORE = { earned: null, isToRead: false } as const

/** As the scenario writes amounts; two decimals at most. */
function earnedText(earnings: number | null, unit: string | null): string | null {
  return earnings === null || unit === null ? null : moneyText(Number(earnings.toFixed(2)), unit)
}
