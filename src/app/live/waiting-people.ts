/** Knows what waits for people to answer. People in, people out. */
import type { People, PersonAddress } from '../../play/agent/people.ts'
import { WAITING_TOLD, type WaitingSeat } from '../../study/viewing/sitting-status.ts'

export interface WaitingPeople {
  /** Asks and forms of consent that are put to people at present. */
  readonly count: number
  /** Whose: those that have waited longest, `WAITING_TOLD` at most. */
  longest(): WaitingSeat[]
  /** The same people, watched. */
  over(people: People | null): People | null
}

export function waitingPeople(): WaitingPeople {
  // In the order in which they were put.
  const open = new Set<WaitingSeat>()
  const watched = async <T>({ run, participant }: PersonAddress, reply: Promise<T>): Promise<T> => {
    const seat = { runId: run, participant }
    open.add(seat)
    try {
      return await reply
    } finally {
      open.delete(seat)
    }
  }
  return {
    get count() {
      return open.size
    },
    longest: () => [...open].slice(0, WAITING_TOLD),
    over: (people) =>
      people && {
        answer: (put) => watched(put.address, people.answer(put)),
        consent: (...put) => watched(put[0], people.consent(...put)),
      },
  }
}
