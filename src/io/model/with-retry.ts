/** Tries calls again that failed in passing: busy servers, dropped connections. Provider in, provider out. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { Streams, type Random } from '../../base/random.ts'
import type { Mending } from '../../record/reading.ts'
import {
  isWorthRetrying,
  type Completed,
  type Failed,
  type Prompt,
  type Provider,
} from './provider.ts'

export interface RetryOptions {
  /** Waits so many milliseconds. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** How often one call is made at most, the first time included; 5 unless told. */
  readonly mostTries?: number
  /** How often it is made at most where no reply comes in time: such tries are long; 2 unless told. */
  readonly mostTimeouts?: number
  /** The back-off after the first try; half a second unless told. */
  readonly startMs?: number
  /** By how much the back-off grows with every try; 2 unless told. */
  readonly factor?: number
  /** The longest back-off; 20 s unless told. */
  readonly longestMs?: number
  /** Who asks to be left alone for longer than this is not waited for; a minute unless told. */
  readonly longestRetryAfterMs?: number
  /** All the waiting of one call together; 90 s unless told. */
  readonly budgetMs?: number
}

type Patience = Required<Omit<RetryOptions, 'wait'>>

const PATIENCE: Patience = {
  mostTries: 5,
  mostTimeouts: 2,
  startMs: 500,
  factor: 2,
  longestMs: 20_000,
  longestRetryAfterMs: 60_000,
  budgetMs: 90_000,
}

/** What the tries of one call have come to so far. */
interface Trying {
  /** Why each earlier try failed. */
  readonly retried: readonly string[]
  readonly mended: readonly Mending[]
  readonly waitedMs: number
  readonly timeouts: number
  readonly uncertainUsd: number
}

/**
 * Makes a call again while it fails in passing. Before each new try it waits as long as the server asks, and on top of that an exponential back-off with
 * jitter ("equal jitter": between half and all of it), so that not all who were sent away together come back together. The jitter follows from the
 * prompt's address. A failure that will not pass is given back at once; one that would need more patience than there is, with the reason
 * added. What needed several tries says so: `tries`, `retried`, and a latency that includes the waiting.
 */
export function withRetry(inner: Provider, { wait, ...told }: RetryOptions): Provider {
  const patience: Patience = { ...PATIENCE, ...told }
  return {
    ...inner,
    complete: async (prompt, signal) => {
      const jitter = jitterFor(prompt)
      let spentMs = 0
      let trying: Trying = NOTHING_TRIED
      for (;;) {
        const completion = await inner.complete(prompt, signal)
        // What its tries came to is given up with it: it will be made again, from the beginning.
        if (completion.kind === 'withheld') return completion
        spentMs += completion.latencyMs
        const next = nextStep(completion, trying, patience, jitter)
        if (next.kind === 'give-back')
          return tellTries(next.completion, trying, spentMs + trying.waitedMs)
        await wait(next.ms, signal)
        trying = {
          retried: [...trying.retried, next.failed.why],
          mended: [...trying.mended, ...(next.failed.mended ?? [])],
          waitedMs: trying.waitedMs + next.ms,
          timeouts: trying.timeouts + (next.failed.cause === 'timeout' ? 1 : 0),
          uncertainUsd: trying.uncertainUsd + (next.failed.uncertainUsd ?? 0),
        }
      }
    },
  }
}

const NOTHING_TRIED: Trying = { retried: [], mended: [], waitedMs: 0, timeouts: 0, uncertainUsd: 0 }

function jitterFor({ address }: Prompt): Random {
  return new Streams(canonicalJson(address)).stream('retry')
}

type Answered = Completed | Failed

type Step =
  | { readonly kind: 'give-back'; readonly completion: Answered }
  | { readonly kind: 'wait'; readonly ms: number; readonly failed: Failed }

function nextStep(
  completion: Answered,
  { retried, waitedMs, timeouts }: Trying,
  patience: Patience,
  jitter: Random,
): Step {
  if (completion.kind === 'completed' || !isWorthRetrying(completion))
    return { kind: 'give-back', completion }
  const { retryAfterMs = 0 } = completion
  const { mostTries, mostTimeouts, longestRetryAfterMs, budgetMs } = patience
  const tries = retried.length + 1
  if (retryAfterMs > longestRetryAfterMs) {
    const asked = `asks to be left alone for ${seconds(retryAfterMs)}`
    return giveUp(completion, `the server ${asked}, longer than ${seconds(longestRetryAfterMs)}`)
  }
  const givenUp = `given up after ${tries === 1 ? '1 try' : `${tries} tries`}`
  const isLastTimeout = completion.cause === 'timeout' && timeouts + 1 >= mostTimeouts
  if (tries >= mostTries || isLastTimeout) return giveUp(completion, givenUp)
  const ms = Math.round(retryAfterMs + backOffMs(tries, patience, jitter))
  return waitedMs + ms > budgetMs
    ? giveUp(completion, `${givenUp}: all waiting together is at most ${seconds(budgetMs)}`)
    : { kind: 'wait', ms, failed: completion }
}

function backOffMs(
  tries: number,
  { startMs, factor, longestMs }: Patience,
  jitter: Random,
): number {
  const wholeMs = Math.min(longestMs, startMs * factor ** (tries - 1))
  return wholeMs * (0.5 + 0.5 * jitter.next())
}

function giveUp(failed: Failed, reason: string): Step {
  return { kind: 'give-back', completion: { ...failed, why: `${failed.why} (${reason})` } }
}

function seconds(ms: number): string {
  return `${ms / 1000} s`
}

/** A call that was made once stays as it was, so that its record does too. */
function tellTries(completion: Answered, trying: Trying, latencyMs: number): Answered {
  const { retried } = trying
  if (retried.length === 0) return completion
  // What was cut off a reason is no end that the completion lost.
  const earlier = trying.mended.map((one) => (one === 'cut' ? 'name-cut' : one))
  const mended = [...new Set([...earlier, ...(completion.mended ?? [])])]
  const uncertainUsd = trying.uncertainUsd + (completion.uncertainUsd ?? 0)
  const told = {
    ...completion,
    tries: retried.length + 1,
    retried,
    latencyMs,
    ...(uncertainUsd === 0 ? {} : { uncertainUsd }),
  }
  return mended.length === 0 ? told : { ...told, mended }
}
