/** Reserves the most that a call can cost, makes it, and settles. Provider in, provider out. */
import { NOTHING_SPENT, spendOn, type Budget, type Spend } from './budget.ts'
import { mostUsdOf, type Price } from './price.ts'
import type { Completion, Provider } from './provider.ts'
import { ASSUMED_OUTPUT_TOKENS } from './with-prices.ts'

/**
 * Calls past the cap are withheld. A model without a price costs nothing here: whether it may be called at all is decided before. `longestReply` is
 * how many tokens a reply of a model may have that has no limit of its own.
 */
export function withBudget(
  inner: Provider,
  budget: Budget,
  priceOf: (model: string) => Price | undefined,
  longestReply: (model: string) => number = () => ASSUMED_OUTPUT_TOKENS,
): Provider {
  return {
    ...inner,
    complete: async (prompt, signal) => {
      const price = priceOf(prompt.model)
      const { maxTokens = longestReply(prompt.model) } = prompt.sampling
      const mostUsd = price === undefined ? 0 : mostUsdOf(prompt, price, maxTokens)
      if (!(await budget.reserve(mostUsd))) return { kind: 'withheld' }
      let came: Spend = NOTHING_SPENT
      try {
        const completion = await inner.complete(prompt, signal)
        came = spendOf(completion)
        return completion
      } finally {
        budget.settle(mostUsd, came)
      }
    },
  }
}

/** What one call came to; nothing where it was withheld, or nobody was there. */
export function spendOf(completion: Completion): Spend {
  return completion.kind === 'withheld' || isUnreached(completion)
    ? NOTHING_SPENT
    : spendOn(completion)
}

/** Nobody was there to be called. */
function isUnreached(completion: Completion): boolean {
  return (
    completion.kind === 'failed' &&
    completion.cause === 'unreached' &&
    completion.tries === undefined
  )
}
