/** Counts what waits for people to answer. People in, people out. */
import type { People } from '../../play/agent/people.ts'

export interface WaitingPeople {
  /** Asks and forms of consent that are put to people at present. */
  readonly count: number
  /** The same people, counted. */
  over(people: People | null): People | null
}

export function waitingPeople(): WaitingPeople {
  let count = 0
  const counted = async <T>(reply: Promise<T>): Promise<T> => {
    count++
    try {
      return await reply
    } finally {
      count--
    }
  }
  return {
    get count() {
      return count
    },
    over: (people) =>
      people && {
        answer: (put) => counted(people.answer(put)),
        consent: (...put) => counted(people.consent(...put)),
      },
  }
}
