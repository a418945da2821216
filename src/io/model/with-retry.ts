/** Tries calls again that failed in passing: busy servers, dropped connections. Provider in, provider out. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { Streams, type Random } from '../../base/random.ts'
import { NOTHING_SPENT, type Spend } from './budget.ts'
import {
  isWorthRetrying,
  type Completed,
  type Failed,
  type Prompt,
  type Provider,
} from './provider.ts'

/** Where tries are booked of which nothing may come: the call that they belong to may be given up, and made again another day. */
export interface Sunk {
  add(spend: Spend): void
  /** The call came to something, and tells its tries itself. */
  takeBack(spend: Spend): void
}

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
  readonly sunk?: Sunk
}

type Patience = Required<Omit<RetryOptions, 'wait' | 'sunk'>>

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
export function withRetry(inner: Provider, { wait, sunk, ...told }: RetryOptions): Provider {
  const patience: Patience = { ...PATIENCE, ...told }
  return {
    ...inner,
    complete: async (prompt, signal) => {
      const jitter = lazily(() => jitterFor(prompt))
      let spentMs = 0
      let trying: Trying = NOTHING_TRIED
      for (;;) {
        const completion = await inner.complete(prompt, signal)
        // What its tries came to is given up with it: it will be made again, from the beginning.
        if (completion.kind === 'withheld') return completion
        spentMs += completion.latencyMs
        const next = nextStep(completion, trying, patience, jitter)
        if (next.kind === 'give-back') {
          if (trying.retried.length > 0) sunk?.takeBack(spendOfTries(trying))
          return tellTries(next.completion, trying, spentMs + trying.waitedMs)
        }
        sunk?.add({ ...NOTHING_SPENT, calls: 1, uncertainUsd: next.failed.uncertainUsd ?? 0 })
        await wait(next.ms, signal)
        trying = {
          retried: [...trying.retried, next.failed.why],
          waitedMs: trying.waitedMs + next.ms,
          timeouts: trying.timeouts + (isLate(next.failed) ? 1 : 0),
          uncertainUsd: trying.uncertainUsd + (next.failed.uncertainUsd ?? 0),
        }
      }
    },
  }
}

const NOTHING_TRIED: Trying = { retried: [], waitedMs: 0, timeouts: 0, uncertainUsd: 0 }

function jitterFor({ address }: Prompt): Random {
  return new Streams(canonicalJson(address)).stream('retry')
}

/** Made when it is first wanted: most calls come through at once. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function spendOfTries({ retried, uncertainUsd }: Trying): Spend {
  return { ...NOTHING_SPENT, calls: retried.length, uncertainUsd }
}

type Answered = Completed | Failed

type Step =
  | { readonly kind: 'give-back'; readonly completion: Answered }
  | { readonly kind: 'wait'; readonly ms: number; readonly failed: Failed }

function nextStep(
  completion: Answered,
  { retried, waitedMs, timeouts }: Trying,
  patience: Patience,
  jitter: () => Random,
): Step {
  if (completion.kind === 'completed' || !isWorthRetrying(completion))
    return { kind: 'give-back', completion }
  const { retryAfterMs = 0 } = completion
  const { mostTries, mostTimeouts, longestRetryAfterMs, budgetMs } = patience
  const tries = retried.length + 1
  if (retryAfterMs > longestRetryAfterMs) {
    const asked = `asks to be left alone for ${seconds(retryAfterMs)}`
    // A quota of the day is no answer of anybody's: the run waits for whoever plays it.
    const left: Failed = { ...completion, cause: 'setup' }
    return giveUp(left, `the server ${asked}, longer than ${seconds(longestRetryAfterMs)}`)
  }
  const givenUp = `given up after ${tries === 1 ? '1 try' : `${tries} tries`}`
  const isLastTimeout = isLate(completion) && timeouts + 1 >= mostTimeouts
  if (tries >= mostTries || isLastTimeout) return giveUp(completion, givenUp)
  const ms = Math.round(retryAfterMs + backOffMs(tries, patience, jitter))
  return waitedMs + ms > budgetMs
    ? giveUp(completion, `${givenUp}: all waiting together is at most ${seconds(budgetMs)}`)
    : { kind: 'wait', ms, failed: completion }
}

const LATE_MS = 10_000

/** Whether the try cost time: no reply came, or nobody was there for long. */
function isLate({ cause, latencyMs }: Failed): boolean {
  return cause === 'timeout' || (cause === 'unreached' && latencyMs >= LATE_MS)
}

function backOffMs(
  tries: number,
  { startMs, factor, longestMs }: Patience,
  jitter: () => Random,
): number {
  const wholeMs = Math.min(longestMs, startMs * factor ** (tries - 1))
  return wholeMs * (0.5 + 0.5 * jitter().next())
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
  const uncertainUsd = trying.uncertainUsd + (completion.uncertainUsd ?? 0)
  return {
    ...completion,
    tries: retried.length + 1,
    retried,
    latencyMs,
    ...(uncertainUsd === 0 ? {} : { uncertainUsd }),
  }
}
