/** The real clock. */
import type { Clock } from '../base/clock.ts'

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  now: () => new Date().toISOString(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
}
