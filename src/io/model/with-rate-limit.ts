/** Holds calls back to what an account may ask in a minute. Provider in, provider out. */
import type { Gate } from '../../base/gate.ts'
import { alarm } from './alarm.ts'
import { busyPauseMs } from './busy-pause.ts'
import { meter } from './meter.ts'
import type { Pace } from './pace.ts'
import type { Completion, Prompt, Provider } from './provider.ts'
import { tokenEstimate } from './token-estimate.ts'
import { waitingLine } from './waiting-line.ts'

export interface RateLimitOptions {
  /** Absent where the account has no such limit. */
  readonly requestsPerMinute?: number
  /** Input and output together; absent where the account has no such limit. */
  readonly tokensPerMinute?: number
  /** Once it is aborted, nobody's turn comes any more: who waits is withheld at once, and who comes later too. */
  readonly stop?: AbortSignal
  /** While it is shut, nobody's turn comes; who waits keeps its place. */
  readonly gate?: Gate
}

/** What the providers of one account share. */
export interface RateLimit {
  /** How many calls wait for their turn. */
  readonly queued: number
  /** Makes the call when its turn has come; a call that was called off by then is withheld. */
  admit(prompt: Prompt, call: () => Promise<Completion>, signal?: AbortSignal): Promise<Completion>
}

/** A call in the line; its tokens are estimated when its turn comes, because by then more is known. */
interface Waiting {
  readonly prompt: Prompt
  tokens: number
}

/**
 * A tenth of a second's worth may go at once, one request at least: so late may a timer be without anything being lost. Not more, because limits by the
 * minute are also enforced by the second (Azure OpenAI looks at windows of 1 and 10 seconds).
 */
const BURSTS_PER_MINUTE = 600

/**
 * Token buckets of requests and of tokens, first come, first served. In no minute are more requests begun than `requestsPerMinute`, nor more
 * tokens than `tokensPerMinute`, a burst and one call. A call's tokens are estimated before and put right by its usage. While a busy
 * server asks to be left alone, nobody's turn comes.
 */
export function rateLimit(options: RateLimitOptions, pace: Pace): RateLimit {
  const requests = requestMeter(options.requestsPerMinute)
  const tokens = tokenMeter(options.tokensPerMinute)
  const estimate = tokenEstimate()
  let pausedUntilMs = -Infinity

  const line = waitingLine<Waiting>(() => look(), options.stop)
  const wake = alarm(pace, () => look())
  options.gate?.onOpened(() => look())

  const isReadyAtMs = (amount: number): number =>
    Math.max(
      pausedUntilMs,
      requests?.readyAtMs(1) ?? -Infinity,
      tokens?.readyAtMs(amount) ?? -Infinity,
    )

  /** Whose turn has come goes; the alarm is set for the next. */
  function look(): void {
    if (options.gate?.isShut === true) return wake.clear()
    const nowMs = pace.nowMs()
    for (let first = line.first; first !== undefined; first = line.first) {
      first.tokens = estimate.before(first.prompt)
      const readyAtMs = isReadyAtMs(first.tokens)
      if (readyAtMs > nowMs) return wake.set(readyAtMs)
      requests?.take(1, nowMs)
      tokens?.take(first.tokens, nowMs)
      line.next()
    }
    wake.clear()
  }

  /** What the call came to changes what those who wait may do. */
  function learn(completion: Completion, { prompt, tokens: estimated }: Waiting): void {
    if (completion.kind === 'withheld') requests?.correct(-1)
    tokens?.correct(estimate.after(completion, prompt, estimated) - estimated)
    const pauseMs = busyPauseMs(completion)
    if (pauseMs > 0) pausedUntilMs = Math.max(pausedUntilMs, pace.nowMs() + pauseMs)
    if (line.length > 0) look()
  }

  return {
    get queued() {
      return line.length
    },
    admit: async (prompt, call, signal) => {
      const waiting: Waiting = { prompt, tokens: 0 }
      const turn = line.join(waiting, signal)
      look()
      if (!(await turn)) return { kind: 'withheld' }
      const completion = await call()
      learn(completion, waiting)
      return completion
    },
  }
}

function requestMeter(perMinute: number | undefined): ReturnType<typeof meter> | undefined {
  if (perMinute === undefined) return undefined
  const burst = Math.max(1, perMinute / BURSTS_PER_MINUTE)
  // What the burst lets through at once is paid for, so that no minute has more than the limit.
  return meter(perMinute - burst + 1, burst)
}

function tokenMeter(perMinute: number | undefined): ReturnType<typeof meter> | undefined {
  return perMinute === undefined ? undefined : meter(perMinute, perMinute / BURSTS_PER_MINUTE)
}

/** The provider behind the limits of its account. The wait is no part of a completion's latency. */
export function withRateLimit(inner: Provider, limit: RateLimit): Provider {
  return {
    ...inner,
    complete: (prompt, signal) => limit.admit(prompt, () => inner.complete(prompt, signal), signal),
  }
}
