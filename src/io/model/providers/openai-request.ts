/** Writes a prompt as the body of a chat completion, in OpenAI's words. */
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import type { Prompt } from '../provider.ts'

/** What servers call the limit of a reply. */
export type TokenLimitField = 'max_tokens' | 'max_completion_tokens'

/** The body of a call. What the sampling holds as `extras` goes along, and cannot change the model, the messages, or how the reply comes. */
export function chatBody(
  prompt: Prompt,
  limitField: TokenLimitField,
): ChatCompletionCreateParamsNonStreaming {
  const { sampling, schema, topLogprobs } = prompt
  const { temperature, topP, maxTokens, seed, extras } = sampling
  return {
    ...extras,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { [limitField]: maxTokens }),
    ...(seed === undefined ? {} : { seed }),
    ...(topLogprobs === undefined ? {} : { logprobs: true, top_logprobs: topLogprobs }),
    ...(schema === null ? {} : { response_format: schemaFormat(schema) }),
    model: prompt.model,
    messages: prompt.messages.map(({ role, text }) => ({ role, content: text })),
    stream: false,
  }
}

function schemaFormat(schema: NonNullable<Prompt['schema']>) {
  const json_schema = { name: 'answer', strict: true, schema: schema as Record<string, unknown> }
  return { type: 'json_schema' as const, json_schema }
}

/** The families that OpenAI itself still takes `max_tokens` for, fine-tuned ones (`ft:…`) among them. */
const OLDER_MODELS = /^(ft:)?(gpt-3|gpt-4|chatgpt-4)/

/**
 * OpenAI's models since o1 refuse `max_tokens`; other servers know nothing else, or both. So the newer word is used where the
 * server is OpenAI's own and the model is not of an older family.
 */
export function usualLimitField(baseUrl: string, model: string): TokenLimitField {
  const isOpenAi = new URL(baseUrl).hostname === 'api.openai.com'
  return isOpenAi && !OLDER_MODELS.test(model) ? 'max_completion_tokens' : 'max_tokens'
}
