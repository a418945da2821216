/** A provider for tests whose completions take time, and which notes when it was asked. */
import type { Pace } from '../pace.ts'
import type { Prompt, Provider } from '../provider.ts'

export interface DelayedProvider extends Provider {
  /** When each call began, in milliseconds, in order. */
  readonly begunAtMs: readonly number[]
  readonly inFlight: number
  /** The most that were ever in flight together. */
  readonly mostInFlight: number
}

/** Asks `inner` when so many milliseconds have passed; a call that is called off takes no longer than that. */
export function delayedProvider(
  inner: Provider,
  pace: Pace,
  latencyMs: number | ((prompt: Prompt) => number),
): DelayedProvider {
  const begunAtMs: number[] = []
  let inFlight = 0
  let mostInFlight = 0
  return {
    ...inner,
    begunAtMs,
    get inFlight() {
      return inFlight
    },
    get mostInFlight() {
      return mostInFlight
    },
    complete: async (prompt, signal) => {
      begunAtMs.push(pace.nowMs())
      mostInFlight = Math.max(mostInFlight, ++inFlight)
      await pace.wait(typeof latencyMs === 'number' ? latencyMs : latencyMs(prompt), signal)
      inFlight--
      return inner.complete(prompt, signal)
    },
  }
}
