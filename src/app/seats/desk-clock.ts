/** The clock of the desk: the one that people's time runs by. */

export interface DeskClock {
  nowMs(): number
  /** Calls back after so many milliseconds, unless it is called off before. */
  after(ms: number, then: () => void): { callOff(): void }
}

export const systemDeskClock: DeskClock = {
  nowMs: () => performance.now(),
  after(ms, then) {
    // What waits for people must not keep the process alive.
    const timer = setTimeout(then, ms).unref()
    return { callOff: () => clearTimeout(timer) }
  },
}
