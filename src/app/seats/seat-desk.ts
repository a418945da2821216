/** The desk between runs and people: holds what each seat is asked until it is answered, its time is over, or the work stops. */
import { randomBytes } from 'node:crypto'
import type { RunId } from '../../record/ids.ts'
import type { RunEnded } from '../../record/run-entries.ts'
import type { NeverCame, People, PersonAddress } from '../../play/agent/people.ts'
import { systemDeskClock, type DeskClock } from './desk-clock.ts'
import {
  newSeat,
  placeKey,
  stateOf,
  type Open,
  type Seat,
  type SeatPlace,
  type SeatSetup,
} from './desk-seat.ts'
import type { SeatState } from './seat-state.ts'

export interface SeatDesk {
  /** What the kernel asks. A seat that was not set up is unreached. */
  readonly people: People
  state(place: SeatPlace): SeatState
  /** The person has come: its time runs from here on, or from when it is asked. */
  arrive(place: SeatPlace): void
  /** Called at every change of the state of a seat, until it is called off. */
  watch(place: SeatPlace, changed: () => void): () => void
  /** False where it was for another question than the one that is open. */
  consent(place: SeatPlace, id: string, given: boolean): boolean
  answer(place: SeatPlace, id: string, reply: string): boolean
  /** The person says that it has read how it ended; false where it has not ended, or that was said before. */
  read(place: SeatPlace): boolean
  /** A run has ended, or is left to be resumed. */
  closed(run: RunId, how: RunEnded['how'] | 'left'): void
  /** Nobody is waited for any more: all that is open is withheld, and so is all that comes. */
  stop(): void
  /** True once everybody who came has been told that it is over, or paused. */
  readonly isEverybodyTold: boolean
  /** How many of those who came have something to read at the end, and have not said that they read it. */
  readonly unread: number
}

/** A desk for the given seats, which are those of many runs. */
export function seatDesk(
  setups: readonly SeatSetup[],
  clock: DeskClock = systemDeskClock,
): SeatDesk {
  const seats = new Map(setups.map((setup) => [placeKey(setup), newSeat(setup)]))
  let isStopped = false

  const seatAt = (place: SeatPlace): Seat => {
    const seat = seats.get(placeKey(place))
    if (seat === undefined) throw new Error(`no seat of ${place.participant} in ${place.run}`)
    return seat
  }
  const tell = (seat: Seat): void => {
    for (const changed of [...seat.watchers]) changed()
  }

  const isToRead = (seat: Seat): boolean => {
    const state = stateOf(seat, clock.nowMs())
    return state.kind === 'over' && state.isToRead
  }

  /** Shows what is asked to whoever is there, and lets its time run. */
  const show = (seat: Seat): void => {
    const { open, timed } = seat
    if (open?.kind !== 'asked' || !seat.hasCome || open.shownAtMs !== null) return
    const now = clock.nowMs()
    open.shownAtMs = now
    const { timeLimitS } = open.put
    if (timeLimitS === null || timed === null) return
    timed.endsAtMs ??= now + timeLimitS * 1000
    open.timer = clock.after(Math.max(0, timed.endsAtMs - now), () => {
      seat.hasMissed = true
      close(seat, open, (latencyMs) => open.settle({ kind: 'timeout', latencyMs }))
    })
  }
  const close = (
    seat: Seat,
    open: Extract<Open, { kind: 'asked' }>,
    settle: (latencyMs: number) => void,
  ): void => {
    if (seat.open !== open) return
    open.timer?.callOff()
    seat.open = null
    settle(clock.nowMs() - (open.shownAtMs ?? clock.nowMs()))
    tell(seat)
  }

  /** Somebody is wanted there: who has not come may have to come in time. Whoever sat there before, and went, is somebody else. */
  const want = (seat: Seat, withinS: number | null, settle: (reply: NeverCame) => void): void => {
    seat.hasDeclined = seat.isLate = false
    callOffArrival(seat)
    if (seat.hasCome || withinS === null) return
    const from = clock.nowMs()
    seat.arrival = clock.after(withinS * 1000, () => {
      seat.isLate = true
      seat.open = seat.arrival = null
      settle({ kind: 'absent', latencyMs: clock.nowMs() - from })
      tell(seat)
    })
  }

  const people: People = {
    answer(put) {
      const seat = seats.get(placeKey(put.address))
      if (isStopped) return Promise.resolve({ kind: 'withheld' })
      if (seat === undefined) return Promise.resolve(noSeat(put.address))
      seat.earnings = put.earnings
      const ask = `${put.address.tick} ${put.address.ask}`
      if (seat.timed?.ask !== ask) seat.timed = { ask, endsAtMs: null }
      return new Promise((settle) => {
        seat.hasMissed = false
        want(seat, put.arriveWithinS, settle)
        seat.open = { kind: 'asked', id: newId(), put, shownAtMs: null, timer: null, settle }
        show(seat)
        tell(seat)
      })
    },
    consent(address, text, arriveWithinS = null) {
      const seat = seats.get(placeKey(address))
      if (isStopped) return Promise.resolve({ kind: 'withheld' })
      if (seat === undefined) return Promise.resolve(noSeat(address))
      return new Promise((settle) => {
        want(seat, arriveWithinS, settle)
        seat.open = { kind: 'consent', id: newId(), text, settle }
        tell(seat)
      })
    },
  }

  return {
    people,
    get isEverybodyTold() {
      return [...seats.values()].every(
        ({ hasCome, lastTold }) => !hasCome || lastTold === 'over' || lastTold === 'paused',
      )
    },
    get unread() {
      const come = [...seats.values()].filter(({ hasCome }) => hasCome)
      return come.filter((seat) => isToRead(seat)).length
    },
    state(place) {
      const seat = seatAt(place)
      const state = stateOf(seat, clock.nowMs())
      seat.lastTold = state.kind
      return state
    },
    arrive(place) {
      const seat = seatAt(place)
      if (seat.hasCome) return
      seat.hasCome = true
      callOffArrival(seat)
      show(seat)
      tell(seat)
    },
    watch(place, changed) {
      const { watchers } = seatAt(place)
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    consent(place, id, given) {
      const seat = seatAt(place)
      const { open } = seat
      if (open?.kind !== 'consent' || open.id !== id) return false
      seat.open = null
      seat.hasCome = true
      callOffArrival(seat)
      seat.hasDeclined = !given
      open.settle({ kind: 'answered', given })
      tell(seat)
      return true
    },
    answer(place, id, reply) {
      const seat = seatAt(place)
      const { open } = seat
      if (open?.kind !== 'asked' || open.id !== id) return false
      close(seat, open, (latencyMs) => open.settle({ kind: 'submitted', reply, latencyMs }))
      return true
    },
    read(place) {
      const seat = seatAt(place)
      if (!isToRead(seat)) return false
      seat.hasRead = true
      tell(seat)
      return true
    },
    closed(run, how) {
      for (const [key, seat] of seats) {
        if (!key.startsWith(`${run}/`)) continue
        if (how === 'left') seat.isPaused = true
        else seat.ended = { how, earnings: seat.earnings() }
        tell(seat)
      }
    },
    stop() {
      isStopped = true
      for (const seat of seats.values()) {
        const { open } = seat
        seat.open = null
        seat.isPaused = true
        callOffArrival(seat)
        if (open?.kind === 'asked') open.timer?.callOff()
        open?.settle({ kind: 'withheld' })
        tell(seat)
      }
    },
  }
}

/** Whether anybody comes in time is no question any more. */
function callOffArrival(seat: Seat): void {
  seat.arrival?.callOff()
  seat.arrival = null
}

/** Says nothing of the question, and is new after a resume: a stale page cannot answer. */
function newId(): string {
  return randomBytes(9).toString('base64url')
}

function noSeat({ participant }: PersonAddress): { kind: 'unreached'; why: string } {
  return { kind: 'unreached', why: `no link leads to the seat of ${participant}` }
}
