/** Reads how many tokens a call took, as OpenAI and its imitators count them. */
import { z } from 'zod'
import type { Usage } from '../../../record/prompt.ts'

const Count = z.int().nonnegative().nullable().catch(null)
const Tokens = z.int().nonnegative().optional().catch(undefined)

/** What a body says of it, as far as it can be right. */
export const SaidUsage = z
  .object({
    prompt_tokens: Count,
    completion_tokens: Count,
    total_tokens: Count,
    prompt_tokens_details: z.object({ cached_tokens: Tokens }).catch({}),
    completion_tokens_details: z.object({ reasoning_tokens: Tokens }).catch({}),
    /** DeepSeek's word for it. */
    prompt_cache_hit_tokens: Tokens,
  })
  .catch({
    prompt_tokens: null,
    completion_tokens: null,
    total_tokens: null,
    prompt_tokens_details: {},
    completion_tokens_details: {},
  })
type SaidUsage = z.infer<typeof SaidUsage>

/** Hidden reasoning is part of the output, as it is charged, wherever the server counts it. */
export function usageOf(said: SaidUsage): Usage {
  const cached = said.prompt_tokens_details.cached_tokens ?? said.prompt_cache_hit_tokens
  return {
    inputTokens: said.prompt_tokens,
    outputTokens: outputTokensOf(said),
    ...(cached === undefined || cached === 0 ? {} : { cachedInputTokens: cached }),
  }
}

/**
 * OpenAI counts reasoning among the tokens of the completion. xAI counts it beside them, and Gemini in the total alone: what the total holds beyond
 * prompt and completion is output too. Where there is more reasoning than completion, it cannot be a part of it.
 */
function outputTokensOf(said: SaidUsage): number | null {
  const { prompt_tokens: input, completion_tokens: words, total_tokens: total } = said
  const { reasoning_tokens: reasoning = 0 } = said.completion_tokens_details
  const beyondInput = input === null || total === null ? 0 : total - input
  const withReasoning = words !== null && reasoning > words ? words + reasoning : reasoning
  const most = Math.max(words ?? 0, beyondInput, withReasoning)
  return words === null && most === 0 ? null : Math.min(most, Number.MAX_SAFE_INTEGER)
}
