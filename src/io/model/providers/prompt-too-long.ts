/** Knows the many ways in which servers say that a prompt is too long for a model. */
import type { SaidError } from './openai-error.ts'

/** In what the error says, its codes among it, with blanks for underscores. */
const TOO_LONG: readonly RegExp[] = [
  // OpenAI, vLLM, DeepSeek, Mistral, Groq, Fireworks, Together, LM Studio; llama.cpp ("available context size"); Anthropic ("context limit")
  /\bcontext (length|window|size|limit|exceeded)\b/,
  // Anthropic ("prompt is too long"), Bedrock, Ollama, Perplexity, Groq and OpenAI ("Request too large for model")
  /\b(prompt|inputs?|messages?|request)\b.{0,60}\btoo (long|large)\b/,
  // Cohere, Bedrock
  /\btoo many (input |prompt )?tokens\b/,
  // Gemini ("exceeds the maximum number of tokens allowed"), vLLM, Poolside, GLM, Text Generation Inference
  /\b(prompt|inputs?)\b.{0,60}\b(exceeds|longer than|less than)\b.{0,40}(\btokens\b|\bmax)/,
  /\binputs?\W{1,3}tokens \+/,
  // xAI
  /\bmaximum (prompt|input|model|allowed input) length\b/,
  // OpenAI, of one message
  /\bstring (above max length|too long)\b/,
]

const CONTEXT_LENGTH = /\bcontext (?:length|window|size|limit)\D{0,40}(\d[\d,]*)/

/**
 * Whether the error says that the prompt is too long. A limit on the reply as long as the whole context, of which servers complain
 * in the same words, is not of this prompt's making: no prompt would be taken.
 */
export function isPromptTooLong(error: SaidError, mostReplyTokens: number | undefined): boolean {
  const said = [error.message ?? '', ...error.codes].join(' ').replaceAll('_', ' ').toLowerCase()
  if (!TOO_LONG.some((pattern) => pattern.test(said))) return false
  const context = Number(CONTEXT_LENGTH.exec(said)?.[1]?.replaceAll(',', '') ?? Infinity)
  return mostReplyTokens === undefined || mostReplyTokens < context
}
