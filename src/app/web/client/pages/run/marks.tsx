/** Marks by which participants and options are told apart: by shape and word as well as by colour. */
import type { HeadSeat } from '../../../../../study/viewing/run/run-head.ts'
import type { OptionPlace } from '../../../../../study/viewing/run/transcript.ts'
import { plainLine } from '../../shell/plain.ts'

const COLOURS = 7

/** What a seat looks like wherever it stands: the same in the whole run. */
export type Seats = ReadonlyMap<string, HeadSeat & { readonly place: number }>

export function seatsOf(seats: readonly HeadSeat[]): Seats {
  const first = new Map<string, HeadSeat & { readonly place: number }>()
  for (const seat of seats)
    if (!first.has(seat.participant)) first.set(seat.participant, { ...seat, place: first.size })
  return first
}

/** Its number in a ring of its own colour. */
export function SeatMark({ of, seats }: { readonly of: string; readonly seats: Seats }) {
  const place = seats.get(of)?.place ?? 0
  const ring = Math.floor(place / COLOURS) % 3
  return (
    <span class={`seat-mark seat-ring-${ring} colour-${(place % COLOURS) + 1}`} aria-hidden="true">
      {plainLine(of.replace(/^p/, ''))}
    </span>
  )
}

/** Mark, name, and role where it says more than the name. */
export function Who({ of, seats }: { readonly of: string | null; readonly seats: Seats }) {
  if (of === null) return <span class="who who-nobody">nobody seated</span>
  const seat = seats.get(of)
  return (
    <span class="who">
      <SeatMark of={of} seats={seats} />
      <bdi class="who-name">{plainLine(seat?.name ?? of)}</bdi>
      {seat !== undefined && <small class="who-role">{plainLine(seat.role)}</small>}
    </span>
  )
}

const SHAPES = [
  <circle key="0" cx="8" cy="8" r="6" />,
  <rect key="1" x="2.5" y="2.5" width="11" height="11" class="hollow" />,
  <path key="2" d="M8 1.5 14.5 13.5H1.5Z" />,
  <path key="3" d="M8 1 15 8 8 15 1 8Z" class="hollow" />,
  <path key="4" d="M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6Z" />,
  <path key="5" d="M4.5 2h7L15 8l-3.5 6h-7L1 8Z" class="hollow" />,
  <path key="6" d="M1.5 2.5h13L8 14.5Z" />,
]

/** The shape of an option: its place among the options of its ask says which. */
export function OptionMark({ option }: { readonly option: OptionPlace }) {
  const at = option.at % SHAPES.length
  return (
    <svg class={`option-mark colour-${at + 1}`} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[at]}
    </svg>
  )
}

const STATUSES: Readonly<Record<string, readonly [mark: string, words: string]>> = {
  reasked: ['↻', 'asked again'],
  forfeited: ['✕', 'forfeited'],
  defaulted: ['⤓', 'defaulted'],
  planted: ['⚑', 'planted'],
  passed: ['–', 'passed'],
  unanswered: ['✕', 'unanswered'],
}

/** How a decision came about, where it was not valid at once. */
export function DecisionStatus({ status }: { readonly status: string }) {
  if (status === 'valid') return null
  const [mark, words] = STATUSES[status] ?? ['·', status]
  return (
    <span class={`decision-status decision-${STATUSES[status] === undefined ? 'other' : status}`}>
      <span aria-hidden="true">{mark}</span> {plainLine(words)}
    </span>
  )
}
