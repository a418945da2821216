/** Works out what calls cost from what the server says they used. Provider in, provider out. */
import { costUsdOf, mostInputTokens, mostUsdOf, type Price } from './price.ts'
import type { Completed, Completion, Failed, Prompt, Provider } from './provider.ts'

/** What a reply without a limit of its own is taken to have at most, in tokens, where nobody says how many it had. */
export const ASSUMED_OUTPUT_TOKENS = 1_024

/** A gateway may put a system prompt of its own before ours, and a tokenizer may be poor: only far beyond that is a number of input tokens no number. */
const INPUT_FACTOR = 4
const INPUT_SLACK = 10_000
/** Hidden reasoning is charged, and not everywhere held by the limit on the reply. */
const OUTPUT_FACTOR = 4
/** The longest reply that is sold, in tokens. */
const LONGEST_OUTPUT = 131_072

/**
 * Fills in `costUsd` where a price is known and the provider gave no cost of its own. Where the server did not say what it used, or says what cannot be,
 * the cost stays unknown: `uncertainUsd` is the most it can have been, and impossible numbers are marked `usage-doubted`. So
 * is what failed and may be charged all the same. Where no price is known, there is nothing more to say.
 */
export function withPrices(
  inner: Provider,
  priceOf: (model: string) => Price | undefined,
): Provider {
  return {
    ...inner,
    complete: async (prompt, signal) => {
      const completion = await inner.complete(prompt, signal)
      return priced(withDoubt(completion, prompt), prompt, priceOf(prompt.model))
    },
  }
}

/** Whether the numbers are possible does not depend on their price. */
function withDoubt(completion: Completion, prompt: Prompt): Completion {
  if (completion.kind !== 'completed' || !isImpossible(completion, prompt)) return completion
  const { mended = [] } = completion
  return { ...completion, mended: [...mended, 'usage-doubted'] }
}

function priced(completion: Completion, prompt: Prompt, price: Price | undefined): Completion {
  if (price === undefined) return completion
  switch (completion.kind) {
    case 'completed':
      return completion.costUsd === null ? pricedReply(completion, prompt, price) : completion
    case 'failed':
      return completion.mayBeCharged === true
        ? inDoubt(completion, mostUsdOf(prompt, price, mostOutputTokens(prompt, null)))
        : completion
    case 'withheld':
      return completion
  }
}

function pricedReply(completion: Completed, prompt: Prompt, price: Price): Completed {
  const isDoubted = completion.mended?.includes('usage-doubted') === true
  const costUsd = isDoubted ? null : costUsdOf(completion.usage, price)
  if (costUsd !== null) return { ...completion, costUsd }
  return inDoubt(completion, mostUsdOf(prompt, price, mostOutputTokens(prompt, completion.text)))
}

/** Nothing is in doubt where calls are free. */
function inDoubt<T extends Completed | Failed>(completion: T, mostUsd: number): T {
  const uncertainUsd = (completion.uncertainUsd ?? 0) + mostUsd
  return uncertainUsd > 0 ? { ...completion, uncertainUsd } : completion
}

/** Whether no server can have used what this one says: nothing for something, far too much, or more read before than read. */
function isImpossible({ usage, text }: Completed, prompt: Prompt): boolean {
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage
  // A prompt is never empty, and words are made of tokens.
  if (inputTokens === 0 || (outputTokens === 0 && text !== null && text !== '')) return true
  if (cachedInputTokens > (inputTokens ?? Infinity)) return true
  const mostInput = INPUT_FACTOR * mostInputTokens(prompt) + INPUT_SLACK
  const mostOutput = OUTPUT_FACTOR * mostOutputTokens(prompt, text) + LONGEST_OUTPUT
  return (inputTokens ?? 0) > mostInput || (outputTokens ?? 0) > mostOutput
}

/** As many as were allowed or, where the reply shows more, a token for every byte of it, but no more than anybody sells. */
function mostOutputTokens({ sampling }: Prompt, text: string | null): number {
  const bytes = text === null ? 0 : new TextEncoder().encode(text).length
  return Math.max(sampling.maxTokens ?? ASSUMED_OUTPUT_TOKENS, Math.min(bytes, LONGEST_OUTPUT))
}
