/** One timer for a whole line of those who wait. */
import type { Pace } from './pace.ts'

export interface Alarm {
  /** Rings at this time at the latest; never for Infinity. It may ring sooner, for an earlier setting: who is rung looks at the time. */
  set(atMs: number): void
  /** Lets the timer go. */
  clear(): void
}

/** A reason of one's own spares the making of an error. */
const LET_GO = 'let go'

/** An alarm that calls `ring` once for each time it comes due, and holds one timer at most. */
export function alarm(pace: Pace, ring: () => void): Alarm {
  let due: { readonly atMs: number; readonly letGo: AbortController } | undefined
  const clear = (): void => {
    due?.letGo.abort(LET_GO)
    due = undefined
  }
  return {
    clear,
    set: (atMs) => {
      if (atMs === Infinity || (due !== undefined && due.atMs <= atMs)) return
      clear()
      const mine = { atMs, letGo: new AbortController() }
      due = mine
      // Whole milliseconds, as timers have them: a remainder too small to move the time would be waited for again for ever.
      const ms = Math.max(1, Math.ceil(atMs - pace.nowMs()))
      void pace.wait(ms, mine.letGo.signal).then(() => {
        if (due !== mine) return
        due = undefined
        ring()
      })
    },
  }
}
