/** Any server that speaks OpenAI's chat completions: OpenAI, vLLM, Ollama, llama.cpp, OpenRouter, Groq and others. */
import { OpenAI } from 'openai'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { BadInputError } from '../../../base/errors.ts'
import type { Completion, Prompt, Provider } from '../provider.ts'
import { boundedFetch } from './bounded-fetch.ts'
import { readFailure } from './openai-failure.ts'
import { readReply } from './openai-reply.ts'

export interface OpenAiOptions {
  /** The name before the slash in `provider/model`. */
  readonly name: string
  /** Such as `https://api.openai.com/v1`. */
  readonly baseUrl: string
  /** Null for servers that want none. */
  readonly key: string | null
  /** Where the key came from, for messages: usually an environment variable's name. */
  readonly keyName: string | null
  /** For one call from its beginning to the last byte; two minutes unless told. */
  readonly timeoutMs?: number
  /** True where the server enforces `response_format: json_schema`. */
  readonly structuredOutput?: boolean
  /** What the server calls the limit of a reply: OpenAI's own newer models know only `max_completion_tokens`. */
  readonly tokenLimitField?: 'max_tokens' | 'max_completion_tokens'
  /** Further headers that the server wants; they are never recorded. */
  readonly headers?: Readonly<Record<string, string>>
  /** The longest body that is read; four megabytes unless told. */
  readonly mostBytes?: number
}

/** A provider over HTTP. It makes every call once: who wants to try again wraps it. */
export function openAiProvider(options: OpenAiOptions): Provider {
  checkOptions(options)
  const timeoutMs = options.timeoutMs ?? 120_000
  const client = clientOf(options, timeoutMs)
  const { name, key, keyName } = options
  return {
    name,
    structuredOutput: options.structuredOutput ?? false,
    complete: async (prompt): Promise<Completion> => {
      const startedMs = performance.now()
      const latencyMs = (): number => Math.round(performance.now() - startedMs)
      try {
        const response = await client.chat.completions.create(bodyOf(prompt, options)).asResponse()
        return readReply(new Uint8Array(await response.arrayBuffer()), key, latencyMs())
      } catch (error) {
        return readFailure(error, {
          key,
          keyName,
          model: prompt.model,
          timeoutMs,
          latencyMs: latencyMs(),
        })
      }
    },
  }
}

function clientOf(options: OpenAiOptions, timeoutMs: number): OpenAI {
  const { key, baseUrl, headers = {} } = options
  // Everything that the package would otherwise look for in the environment is said here.
  return new OpenAI({
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: baseUrl,
    defaultHeaders: { ...headers, Authorization: key === null ? null : `Bearer ${key}` },
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: boundedFetch(options.mostBytes ?? 4_000_000, Object.keys(headers)),
  })
}

function bodyOf(prompt: Prompt, options: OpenAiOptions): ChatCompletionCreateParamsNonStreaming {
  const { temperature, topP, maxTokens, seed, extras } = prompt.sampling
  const limit = options.tokenLimitField ?? 'max_tokens'
  return {
    ...extras,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { [limit]: maxTokens }),
    ...(seed === undefined ? {} : { seed }),
    ...(prompt.schema === null ? {} : { response_format: schemaFormat(prompt.schema) }),
    model: prompt.model,
    messages: prompt.messages.map(({ role, text }) => ({ role, content: text })),
    stream: false,
  }
}

function schemaFormat(schema: NonNullable<Prompt['schema']>) {
  const json_schema = { name: 'answer', strict: true, schema: schema as Record<string, unknown> }
  return { type: 'json_schema' as const, json_schema }
}

function checkOptions({ name, baseUrl, key, keyName }: OpenAiOptions): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  if (
    url === undefined ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username + url.password !== ''
  ) {
    throw new BadInputError(
      `provider "${name}": its base URL must begin with http:// or https:// and hold no user or password, such as https://api.openai.com/v1.`,
    )
  }
  if (key !== null && !/^[\x21-\x7e]+$/.test(key)) {
    throw new BadInputError(
      `provider "${name}": the key in ${keyName ?? 'its settings'} is empty or holds blanks or unusual characters. Copy it again.`,
    )
  }
}
