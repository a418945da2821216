/** Counts what becomes of the calls of one provider: a few additions for each, read by whoever asks. Provider in, provider out. */
import type { Completion, FailureCause, Provider } from './provider.ts'

export interface CallCounts {
  /** Calls that somebody waits for, on their way or not. */
  open: number
  /** Tries on their way. */
  inFlight: number
  /** Tries that were sent. */
  made: number
  /** Tries after the first of their call. */
  retries: number
  /** Tries that the server was too busy for (429); they are no failures. */
  refused: number
  readonly failures: Record<FailureCause, number>
  /** As the server says, where that can be believed. */
  inputTokens: number
  outputTokens: number
  /** Replies whose cost is not known. */
  unpriced: number
  /** As it was told, unsafe to print; it holds no key. */
  lastFailure: string | null
}

export function noCalls(): CallCounts {
  return {
    open: 0,
    inFlight: 0,
    made: 0,
    retries: 0,
    refused: 0,
    failures: { passing: 0, timeout: 0, unreached: 0, prompt: 0, setup: 0 },
    inputTokens: 0,
    outputTokens: 0,
    unpriced: 0,
    lastFailure: null,
  }
}

/** Counts calls from when they are wanted until their answer is given back: the outermost of all wrappers. */
export function withOpenCounted(inner: Provider, counts: CallCounts): Provider {
  return {
    ...inner,
    complete: async (prompt, signal) => {
      counts.open++
      try {
        return await inner.complete(prompt, signal)
      } finally {
        counts.open--
      }
    },
  }
}

/** Counts tries as they are sent and come back: within everything that may hold them back. */
export function withTriesCounted(inner: Provider, counts: CallCounts): Provider {
  return {
    ...inner,
    complete: async (prompt, signal) => {
      counts.inFlight++
      try {
        const completion = await inner.complete(prompt, signal)
        count(completion, counts)
        return completion
      } finally {
        counts.inFlight--
      }
    },
  }
}

function count(completion: Completion, counts: CallCounts): void {
  if (completion.kind === 'withheld') return
  counts.made++
  if (completion.kind === 'completed') {
    if (completion.costUsd === null) counts.unpriced++
    // What cannot be is not added up.
    if (completion.mended?.includes('usage-doubted') === true) return
    counts.inputTokens += completion.usage.inputTokens ?? 0
    counts.outputTokens += completion.usage.outputTokens ?? 0
    return
  }
  if (completion.isBusy === true) counts.refused++
  else counts.failures[completion.cause]++
  counts.lastFailure = completion.why
}
