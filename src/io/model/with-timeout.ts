/** Ends calls whose reply does not come. Provider in, provider out. */
import type { Pace } from './pace.ts'
import type { Completion, Failed, Provider } from './provider.ts'

/** A reason of one's own spares the making of an error at every call. */
const LET_GO = 'let go'

/**
 * Gives back a failure where the whole reply has not come after `ms`, and aborts the signal that `inner` was handed, which follows
 * the caller's too. Who says at once that nobody was reached is believed: a silent line is not the model's slowness, and costs nothing. Whatever else
 * `inner` brings after that is dropped.
 */
export function withTimeout(inner: Provider, ms: number, pace: Pace): Provider {
  return {
    ...inner,
    complete: async (prompt, signal): Promise<Completion> => {
      const startedMs = pace.nowMs()
      const call = new AbortController()
      const timer = new AbortController()
      const callOff = (): void => call.abort(signal?.reason)
      if (signal?.aborted === true) callOff()
      else signal?.addEventListener('abort', callOff)
      const timeIsUp = pace.wait(ms, timer.signal).then(() => null)
      try {
        const made = inner.complete(prompt, call.signal)
        const completion = await Promise.race([made, timeIsUp])
        if (completion !== null) return completion
        call.abort()
        const isUnreached = await Promise.race([
          made.then(reachedNobody, () => false),
          pace.wait(0, timer.signal).then(() => false),
        ])
        return tooLate(ms, isUnreached, pace.nowMs() - startedMs)
      } finally {
        timer.abort(LET_GO)
        signal?.removeEventListener('abort', callOff)
      }
    },
  }
}

function reachedNobody(completion: Completion): boolean {
  return (
    completion.kind === 'failed' &&
    completion.cause === 'unreached' &&
    completion.mayBeCharged !== true
  )
}

function tooLate(ms: number, isUnreached: boolean, latencyMs: number): Failed {
  const within = `within ${ms / 1000} s`
  return isUnreached
    ? { kind: 'failed', why: `no connection ${within}`, cause: 'unreached', latencyMs }
    : { kind: 'failed', why: `no reply ${within}`, cause: 'timeout', mayBeCharged: true, latencyMs }
}
