/** What the exit codes say; they are part of the public face. */
export const EXIT = {
  done: 0,
  /** A check found something: a replay diverged, a scenario is faulty. */
  found: 1,
  /** Bad input or usage; the message says how to mend it. */
  badInput: 2,
  /** Stopped at the budget; the same command goes on. */
  budget: 3,
  /** Interrupted; the same command goes on. */
  interrupted: 130,
} as const
