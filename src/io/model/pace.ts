/** Time as the wrappers of providers are handed it: they name no clock and no timer. */
export interface Pace {
  /** Milliseconds from an arbitrary start, never running backwards. */
  nowMs(): number
  /** Resolves after so many milliseconds, or as soon as `signal` is aborted, which lets the timer go; it never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}
