/** Reserves the most that a call can cost, makes it, and settles. Provider in, provider out. */
import { NOTHING_SPENT, type Budget, type Spend } from './budget.ts'
import { mostUsdOf, type Price } from './price.ts'
import type { Completion, Prompt, Provider } from './provider.ts'
import { ASSUMED_OUTPUT_TOKENS } from './with-prices.ts'

/** Calls past the cap are withheld. A model without a price costs nothing here: whether it may be called at all is decided before. */
export function withBudget(
  inner: Provider,
  budget: Budget,
  priceOf: (model: string) => Price | undefined,
): Provider {
  return {
    ...inner,
    complete: async (prompt, signal) => {
      const price = priceOf(prompt.model)
      const mostUsd = price === undefined ? 0 : mostUsdOf(prompt, price, mostOutputTokens(prompt))
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

function mostOutputTokens({ sampling }: Prompt): number {
  return sampling.maxTokens ?? ASSUMED_OUTPUT_TOKENS
}

/** What one call came to; nothing where it was withheld. */
export function spendOf(completion: Completion): Spend {
  if (completion.kind === 'withheld') return NOTHING_SPENT
  const { tries = 1, uncertainUsd = 0 } = completion
  const usd = completion.kind === 'completed' ? (completion.costUsd ?? 0) : 0
  return { calls: tries, usd, uncertainUsd }
}
