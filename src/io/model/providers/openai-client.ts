/** Asks an OpenAI-compatible server for chat completions. What the client package would add on the way is slow, and nothing that is wanted here (decision 0012). */
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { keepAliveAgent, type ProxyVariables } from './http-agent.ts'
import { exchange, type HttpOutcome } from './http-exchange.ts'

export interface ClientOptions {
  readonly baseUrl: string
  readonly key: string | null
  /** Further headers that the server wants. */
  readonly headers: Readonly<Record<string, string>>
  readonly proxies: ProxyVariables
}

/** Asks for a chat completion, once. */
export type SendChat = (
  body: ChatCompletionCreateParamsNonStreaming,
  mostBytes: number,
  signal: AbortSignal | undefined,
) => Promise<HttpOutcome>

/** A client that follows no redirect, which would carry prompts to a place that nobody named, and tells nothing about this machine. */
export function openAiClient({ baseUrl, key, headers, proxies }: ClientOptions): SendChat {
  const url = new URL(baseUrl)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/chat/completions`
  const agent = keepAliveAgent(url, proxies)
  const sent = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    // Some gateways turn away who does not say what he is.
    'user-agent': 'coterie',
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    ...headers,
  }
  return (body, mostBytes, signal) =>
    exchange({ url, agent, headers: sent, body: JSON.stringify(body), mostBytes, signal })
}
