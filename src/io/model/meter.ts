/** A token bucket, kept as one point in time. */

const MINUTE_MS = 60_000

export interface Meter {
  /** The earliest time at which so much may be taken. */
  readyAtMs(amount: number): number
  take(amount: number, nowMs: number): void
  /** Puts right what was taken: more than nothing where too little was, less where too much. */
  correct(amount: number): void
}

/**
 * The generic cell rate algorithm (ITU-T I.371, 1993), a token bucket without a tick: it keeps the time at which all that was taken is paid
 * back at `perMinute`, and lets the next pass while that lies at most `burst` ahead. Whatever is larger than the burst passes when
 * nothing is owed, and is owed afterwards: nothing waits for ever.
 */
export function meter(perMinute: number, burst: number): Meter {
  const eachMs = MINUTE_MS / perMinute
  let paidAtMs = -Infinity
  return {
    readyAtMs: (amount) => paidAtMs + (Math.min(amount, burst) - burst) * eachMs,
    take: (amount, nowMs) => {
      paidAtMs = Math.max(paidAtMs, nowMs) + amount * eachMs
    },
    correct: (amount) => {
      paidAtMs += amount * eachMs
    },
  }
}
