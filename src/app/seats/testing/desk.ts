/** A desk with a clock that tests turn themselves, and what is put there. */
import { ParticipantId, RunId } from '../../../record/ids.ts'
import type { AnswerForm } from '../../../record/ask.ts'
import type { PutToPerson } from '../../../play/agent/people.ts'
import type { DeskClock } from '../desk-clock.ts'
import type { SeatPlace } from '../desk-seat.ts'

export interface TurnedClock extends DeskClock {
  /** Lets so many milliseconds pass, and whatever is due in them. */
  pass(ms: number): void
}

export function turnedClock(): TurnedClock {
  let now = 0
  const due = new Map<() => void, number>()
  return {
    nowMs: () => now,
    after(ms, then) {
      due.set(then, now + ms)
      return { callOff: () => void due.delete(then) }
    },
    pass(ms) {
      const end = now + ms
      for (;;) {
        const [next] = [...due].sort(([, a], [, b]) => a - b)
        if (next === undefined || next[1] > end) break
        now = next[1]
        due.delete(next[0])
        next[0]()
      }
      now = end
    },
  }
}

export const RUN = RunId.parse('run_00000000000000aa')

export function place(participant: string, run = RUN): SeatPlace {
  return { run, participant: ParticipantId.parse(participant) }
}

export const AMOUNT: AnswerForm = { kind: 'amount', min: 0, max: 10, step: 1 }

/** Something to be asked at a place. */
export function putTo(
  { run, participant }: SeatPlace,
  more: Partial<Omit<PutToPerson, 'address'>> & { tick?: number; attempt?: number } = {},
): PutToPerson {
  const { tick = 0, attempt = 0, ...rest } = more
  return {
    address: { run, participant, tick, ask: 'send', attempt },
    parts: [{ name: 'question', role: 'user', text: `How much, ${participant}?` }],
    form: AMOUNT,
    refused: null,
    timeLimitS: null,
    arriveWithinS: null,
    earnings: () => 12,
    ...rest,
  }
}
