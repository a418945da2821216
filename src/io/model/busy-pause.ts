/** For how long a busy server wants to be left alone by everybody who uses its account. */
import type { Completion } from './provider.ts'

/**
 * Who asks for more than a minute is not waited for, as in with-retry: such an account is spent for the day, and whoever
 * calls shall be told so at once.
 */
const LONGEST_PAUSE_MS = 60_000

/** Milliseconds, 0 where it did not ask. */
export function busyPauseMs(completion: Completion): number {
  if (completion.kind !== 'failed' || completion.isBusy !== true) return 0
  const { retryAfterMs = 0 } = completion
  return retryAfterMs <= LONGEST_PAUSE_MS ? retryAfterMs : 0
}
