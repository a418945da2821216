/** Finds out how many calls at once a server takes. Provider in, provider out. */
import type { Gate } from '../../base/gate.ts'
import { alarm } from './alarm.ts'
import { busyPauseMs } from './busy-pause.ts'
import { concurrencyWindow } from './concurrency-window.ts'
import type { Pace } from './pace.ts'
import type { Completion, Provider } from './provider.ts'
import { waitingLine } from './waiting-line.ts'

export interface AdaptiveConcurrencyOptions {
  /** How many calls may be in flight at first; 32 unless told. Who knows that the server takes `most` begins there. */
  readonly start?: number
  /** How many may ever be; 4,096 unless told. */
  readonly most?: number
  /** Once it is aborted, nobody's turn comes any more: who waits is withheld at once, and who comes later too. */
  readonly stop?: AbortSignal
  /** While it is shut, nobody's turn comes; who waits keeps its place. */
  readonly gate?: Gate
}

/** What the providers of one account share. */
export interface AdaptiveConcurrency {
  /** How many calls may be in flight at present. */
  readonly limit: number
  readonly inFlight: number
  /** How many calls wait for their turn. */
  readonly queued: number
  /** The share of refusals among the answers of late, from 0 to 1: a call counts less the longer ago it was answered. */
  readonly refusedShare: number
  /** No more than so many in flight from here on, within what may ever be; null lifts the cap. */
  cap(most: number | null): void
  /** Makes the call when its turn has come; a call that was called off by then is withheld. */
  admit(call: () => Promise<Completion>, signal?: AbortSignal): Promise<Completion>
}

const START = 32
const MOST = 4096
/** An answer's weight in the share of refusals: that of the last thirty or so is two thirds. */
const LATEST = 1 / 30

/**
 * Calls begin first come, first served, as many at once as answers have shown that the server takes (see `concurrencyWindow`). While a busy
 * server asks to be left alone, nobody's turn comes. Only "busy" counts: other failures say little of load, and a reply
 * that never comes keeps its place until the timeout, so that a server which hangs is pressed no harder.
 */
export function adaptiveConcurrency(
  { start = START, most = MOST, stop, gate }: AdaptiveConcurrencyOptions,
  pace: Pace,
): AdaptiveConcurrency {
  const window = concurrencyWindow(Math.min(start, most), most)
  let inFlight = 0
  let startedAtMs = -Infinity
  let heldUntilMs = -Infinity
  let growsAtMs = Infinity
  let refusedShare = 0

  const line = waitingLine<undefined>(() => look(), stop)
  const wake = alarm(pace, () => look())
  gate?.onOpened(() => look())

  /** Whose turn has come goes; the alarm is set where time alone may bring the next. */
  function look(): void {
    if (gate?.isShut === true) {
      // Nobody waits for a place that the server does not give: that is no reason to grow.
      growsAtMs = Infinity
      return wake.clear()
    }
    const nowMs = pace.nowMs()
    if (nowMs >= growsAtMs) {
      window.grow()
      growsAtMs = Infinity
    }
    const readyAtMs = Math.max(heldUntilMs, startedAtMs + window.spacingMs)
    if (nowMs >= readyAtMs) giveTurns(nowMs)
    const isFull = inFlight >= window.limit
    if (line.length === 0 || !isFull) growsAtMs = Infinity
    else if (growsAtMs === Infinity) growsAtMs = nowMs + window.growsEveryMs
    if (line.length === 0) return wake.clear()
    wake.set(isFull ? growsAtMs : readyAtMs)
  }

  /** A turn counts as in flight from when it is given, so that nobody takes it in between. */
  function giveTurns(nowMs: number): void {
    for (; line.length > 0 && inFlight < window.limit; inFlight++) {
      startedAtMs = nowMs
      line.next()
    }
  }

  function learn(completion: Completion, cutsBefore: number): void {
    if (completion.kind === 'withheld') return
    const isRefused = completion.kind === 'failed' && completion.isBusy === true
    refusedShare += LATEST * ((isRefused ? 1 : 0) - refusedShare)
    if (completion.kind === 'completed') {
      window.succeeded(cutsBefore, line.length > 0 || inFlight >= window.limit)
    } else if (isRefused) {
      if (window.refused(cutsBefore, inFlight)) growsAtMs = Infinity
      heldUntilMs = Math.max(heldUntilMs, pace.nowMs() + busyPauseMs(completion))
    }
  }

  return {
    get limit() {
      return window.limit
    },
    get inFlight() {
      return inFlight
    },
    get queued() {
      return line.length
    },
    get refusedShare() {
      return refusedShare
    },
    cap: (wanted) => {
      window.cap(wanted)
      look()
    },
    admit: async (call, signal) => {
      const turn = line.join(undefined, signal)
      look()
      if (!(await turn)) return { kind: 'withheld' }
      const cutsBefore = window.begun()
      try {
        const completion = await call()
        learn(completion, cutsBefore)
        return completion
      } finally {
        inFlight--
        look()
      }
    },
  }
}

/** The provider behind the concurrency of its account. The wait is no part of a completion's latency. */
export function withAdaptiveConcurrency(
  inner: Provider,
  concurrency: AdaptiveConcurrency,
): Provider {
  return {
    ...inner,
    complete: (prompt, signal) => concurrency.admit(() => inner.complete(prompt, signal), signal),
  }
}
