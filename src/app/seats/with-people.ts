/** Reaches people for as long as play goes on, and leaves them in peace once it does not. */
import type { People } from '../../play/agent/people.ts'
import { runIdOf } from '../../record/plan.ts'
import { seatsPeople } from '../assert-people.ts'
import type { PeopleWanted, ReachPeople } from './reach-people.ts'

/** Looks so often whether it is over with a sitting in which everybody waits for people. */
const LOOK_MS = 200

/**
 * Plays with the people of the plans, or with none where nothing is left to ask. `play` says with `leaveOnce` when nobody shall be waited for any more: a
 * budget that is spent stops no run that waits for a person.
 */
export async function withPeople<T>(
  reach: ReachPeople | undefined,
  wanted: PeopleWanted,
  play: (people: People | null, leaveOnce: (isOver: () => boolean) => void) => Promise<T>,
): Promise<T> {
  const isWanted = wanted.plans.some(
    (plan) =>
      seatsPeople(plan) && (wanted.store.run(runIdOf(plan))?.status ?? 'started') === 'started',
  )
  if (reach === undefined || !isWanted) return play(null, () => {})
  const over = new AbortController()
  const reached = await reach({ ...wanted, stop: AbortSignal.any([wanted.stop, over.signal]) })
  let look: NodeJS.Timeout | undefined
  try {
    return await play(reached.people, (isOver) => {
      look = setInterval(() => {
        if (isOver()) over.abort()
      }, LOOK_MS).unref()
    })
  } finally {
    clearInterval(look)
    await reached.close()
  }
}
