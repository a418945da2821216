/** Ends calls whose reply does not come. Provider in, provider out. */
import type { Pace } from './pace.ts'
import type { Completion, Failed, Provider } from './provider.ts'

/** A reason of one's own spares the making of an error at every call. */
const LET_GO = 'let go'

/**
 * Gives back a failure where the whole reply has not come after `ms`, and aborts the signal that `inner` was handed, which follows
 * the caller's too. What `inner` brings after that is dropped.
 */
export function withTimeout(inner: Provider, ms: number, pace: Pace): Provider {
  const why = `no reply within ${ms / 1000} s`
  return {
    ...inner,
    complete: async (prompt, signal): Promise<Completion> => {
      const startedMs = pace.nowMs()
      const call = new AbortController()
      const timer = new AbortController()
      const callOff = (): void => call.abort(signal?.reason)
      if (signal?.aborted === true) callOff()
      else signal?.addEventListener('abort', callOff)
      let isOver = false
      const tooLate = pace.wait(ms, timer.signal).then((): Failed => {
        if (!isOver) call.abort()
        const latencyMs = pace.nowMs() - startedMs
        return { kind: 'failed', why, cause: 'timeout', mayBeCharged: true, latencyMs }
      })
      try {
        return await Promise.race([inner.complete(prompt, call.signal), tooLate])
      } finally {
        isOver = true
        timer.abort(LET_GO)
        signal?.removeEventListener('abort', callOff)
      }
    },
  }
}
