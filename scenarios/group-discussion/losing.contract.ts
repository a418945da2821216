/** A speaker for tests that cannot be asked now and then. */
import { anySpeaker, type Speaker } from './playing.contract.ts'

/** Answers as chance will have it; every fifth time its call fails, or it gives no valid answer. */
export const arbitraryLosses: Speaker = (situation, random) => {
  const fate = random.next()
  if (fate < 0.1) return { lost: 'failed: no connection' }
  if (fate < 0.2) return { lost: 'no-answer' }
  return anySpeaker(situation, random)
}
