/** How many tokens a call will use, and how many it did. */
import { estimatedTokens } from '../../base/estimated-tokens.ts'
import type { Completion, Prompt } from './provider.ts'

export interface TokenEstimate {
  /** Input and expected output of a call that is to be made. */
  before(prompt: Prompt): number
  /** What it used, as far as the server said; where it did not, what was expected. Learns from it. */
  after(completion: Completion, prompt: Prompt, expected: number): number
}

/** The output of a call while none has been seen. */
const FIRST_GUESS = 256
/** So many of the latest replies are what the mean remembers, roughly. */
const MEMORY = 100

/**
 * Input by its characters; output by the running mean of what replies of the account took, `maxTokens` at most. The limit alone would be no estimate: it
 * is often far above what is used, and the account would stand idle until replies put it right.
 */
export function tokenEstimate(): TokenEstimate {
  let seen = 0
  let mean = FIRST_GUESS
  return {
    before: (prompt) => inputOf(prompt) + Math.min(mean, prompt.sampling.maxTokens ?? Infinity),
    after: (completion, prompt, expected) => {
      if (completion.kind === 'withheld') return 0
      if (completion.kind === 'failed') return completion.mayBeCharged === true ? expected : 0
      const { inputTokens, outputTokens } = completion.usage
      const input = inputTokens ?? inputOf(prompt)
      if (outputTokens === null) return expected - inputOf(prompt) + input
      seen = Math.min(seen + 1, MEMORY)
      mean += (outputTokens - mean) / seen
      return input + outputTokens
    },
  }
}

function inputOf({ messages, schema }: Prompt): number {
  const words = messages.reduce((sum, { text }) => sum + text.length, 0)
  return estimatedTokens(words + (schema === null ? 0 : JSON.stringify(schema).length))
}
