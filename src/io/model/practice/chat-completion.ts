/** Writes replies in the form of OpenAI's chat completions. */
import type { ServerResponse } from 'node:http'
import type { TokenLogprob } from '../provider.ts'

/** What a model says to one request, and what that took: the truth, whatever is told of it. */
export interface Reply {
  /** As it is told to the client: it begins with `practice/`. */
  readonly model: string
  readonly words: string | null
  readonly finishReason: string
  readonly inputTokens: number
  readonly outputTokens: number
  /** Those of `inputTokens` that were read before. */
  readonly cachedInputTokens: number
  /** Null where they were not asked for. */
  readonly logprobs: readonly TokenLogprob[] | null
}

/** Tells replies of this server from those of models; raised when the same request would be answered otherwise. */
export const FINGERPRINT = 'practice-1'

const REFUSAL = 'I cannot help with that.'

/** The body of a chat completion; `choice` and `overrides` replace fields of the choice and of the body. */
export function chatCompletion(reply: Reply, choice: object = {}, overrides: object = {}): string {
  const { model, words, finishReason, logprobs } = reply
  // On the wire a refusal is a reply that ends like any other.
  const wasRefused = finishReason === 'refusal'
  return JSON.stringify({
    id: 'chatcmpl-practice',
    object: 'chat.completion',
    created: 0,
    model,
    system_fingerprint: FINGERPRINT,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: wasRefused ? null : words,
          refusal: wasRefused ? REFUSAL : null,
        },
        logprobs: logprobs === null ? null : { content: logprobs.map(writtenLogprob) },
        finish_reason: wasRefused ? 'stop' : finishReason,
        ...choice,
      },
    ],
    usage: usageOf(reply),
    ...overrides,
  })
}

function usageOf({ inputTokens, outputTokens, cachedInputTokens }: Reply): object {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(cachedInputTokens === 0
      ? {}
      : { prompt_tokens_details: { cached_tokens: cachedInputTokens } }),
  }
}

function writtenLogprob({ token, logprob, alternatives }: TokenLogprob): object {
  const top = alternatives.map((one) => ({ ...one, bytes: bytesOf(one.token) }))
  return { token, logprob, bytes: bytesOf(token), top_logprobs: top }
}

function bytesOf(token: string): number[] {
  return [...new TextEncoder().encode(token)]
}

/** Sends a body with its length, so that the connection can serve the next request. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, body, { 'content-type': 'application/json', ...headers })
}

export function send(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  response.writeHead(status, { 'content-length': length, ...headers }).end(body)
}

/** Sends an error as OpenAI words it. */
export function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null = null,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(response, status, JSON.stringify({ error: { message, type: 'error', code } }), headers)
}
