/** People for whom a program answers: reached through an object, without links. */
import type { ConsentReply, NotPut, People, PersonReply } from '../play/agent/people.ts'
import type { ReachPeople } from './seats/reach-people.ts'

/** Nobody is waited for once the sitting stops; what goes wrong in the object leaves its run to be resumed. */
export function givenPeople(people: People): ReachPeople {
  return ({ stop }) => {
    const stopped = Promise.withResolvers<NotPut>()
    const onStop = (): void => stopped.resolve({ kind: 'withheld' })
    if (stop.aborted) onStop()
    else stop.addEventListener('abort', onStop, { once: true })
    const asked = async <T extends PersonReply | ConsentReply>(
      reply: () => Promise<T>,
    ): Promise<T | NotPut> => {
      if (stop.aborted) return { kind: 'withheld' }
      try {
        return await Promise.race([reply(), stopped.promise])
      } catch (error) {
        return { kind: 'unreached', why: `the answer of a person failed: ${String(error)}` }
      }
    }
    const reached: People = {
      answer: (put) => asked(() => people.answer(put)),
      consent: (...put) => asked(() => people.consent(...put)),
    }
    return Promise.resolve({ people: reached, close: () => Promise.resolve() })
  }
}
