/** Any server that speaks OpenAI's chat completions: OpenAI, vLLM, Ollama, llama.cpp, OpenRouter, Groq and others. */
import { BadInputError } from '../../../base/errors.ts'
import type { Completion, Provider } from '../provider.ts'
import { decodedText, parsedJson } from './body-text.ts'
import type { ProxyVariables } from './http-agent.ts'
import type { HttpOutcome } from './http-exchange.ts'
import { openAiClient } from './openai-client.ts'
import { readBreak, readRejection, type CallFacts } from './openai-failure.ts'
import { readReply } from './openai-reply.ts'
import { chatBody, usualLimitField, type TokenLimitField } from './openai-request.ts'
import { quotable, secretsOf } from './redact.ts'
import { unpackedReply, type Packed } from './unpacked-reply.ts'

export interface OpenAiOptions {
  /** The name before the slash in `provider/model`. */
  readonly name: string
  /** Such as `https://api.openai.com/v1`. */
  readonly baseUrl: string
  /** Null for servers that want none. */
  readonly key: string | null
  /** Where the key came from, for messages: usually an environment variable's name. */
  readonly keyName: string | null
  /** True where the server enforces `response_format: json_schema`. */
  readonly structuredOutput?: boolean
  /** True where the server gives `logprobs`. */
  readonly logprobs?: boolean
  /** What the server calls the limit of a reply; `max_tokens` unless told, but for those models of OpenAI's own that refuse it. */
  readonly tokenLimitField?: TokenLimitField
  /** Further headers that the server wants. */
  readonly headers?: Readonly<Record<string, string>>
  /** Further headers whose values are kept secret as the key is. */
  readonly secretHeaders?: Readonly<Record<string, string>>
  /** The longest body that is read; eight megabytes unless told. Where log-probabilities are asked for, eight times as much. */
  readonly mostBytes?: number
  /** The environment in which proxies are named; none are used unless told. */
  readonly proxies?: ProxyVariables
}

const MOST_BYTES = 8_000_000
/** A token with twenty alternatives takes some three kilobytes: this is enough for about twenty thousand. */
const LOGPROBS_FACTOR = 8

/**
 * A provider over HTTP. It makes every call once, and waits for it until it is called off: who wants to try again or to give up wraps
 * it. A reply beyond `mostBytes` is read that far, and marked as cut.
 */
export function openAiProvider(options: OpenAiOptions): Provider {
  checkOptions(options)
  const {
    name,
    key,
    keyName,
    baseUrl,
    headers = {},
    secretHeaders = {},
    mostBytes = MOST_BYTES,
    proxies = {},
  } = options
  const send = openAiClient({ baseUrl, key, headers: { ...headers, ...secretHeaders }, proxies })
  const secrets = secretsOf(key, secretHeaders)
  return {
    name,
    structuredOutput: options.structuredOutput ?? false,
    logprobs: options.logprobs ?? false,
    complete: async (prompt, signal): Promise<Completion> => {
      const startedMs = performance.now()
      const limitField = options.tokenLimitField ?? usualLimitField(baseUrl, prompt.model)
      const factsNow = (): CallFacts => ({
        secrets,
        baseUrl,
        keyName,
        model: prompt.model,
        maxTokens: prompt.sampling.maxTokens,
        isCalledOff: signal?.aborted === true,
        latencyMs: Math.round(performance.now() - startedMs),
      })
      try {
        const most = prompt.topLogprobs === undefined ? mostBytes : mostBytes * LOGPROBS_FACTOR
        const outcome = await send(chatBody(prompt, limitField), most, signal)
        return await readOutcome(outcome, most, factsNow())
      } catch (error) {
        return neverMade(error, factsNow())
      }
    },
  }
}

async function readOutcome(
  outcome: HttpOutcome,
  mostBytes: number,
  facts: CallFacts,
): Promise<Completion> {
  if (outcome.kind === 'broken') return readBreak(outcome, facts)
  const unpacked = await unpackedReply(outcome, mostBytes)
  const isSuccess = outcome.status >= 200 && outcome.status < 300
  if (!isSuccess) {
    const { body } = unpacked.kind === 'reply' ? unpacked : outcome
    return readRejection(outcome, parsedJson(decodedText(body, false).text), facts)
  }
  return unpacked.kind === 'reply'
    ? readReply(unpacked, facts)
    : unreadable(outcome.status, unpacked, facts)
}

/** An encoding that is not known here will not be known at the next try; a body that is spoilt may come whole. */
function unreadable(
  status: number,
  { kind, encoding }: Packed,
  { secrets, latencyMs }: CallFacts,
): Completion {
  const failed = { kind: 'failed' as const, mayBeCharged: true as const, latencyMs }
  if (kind === 'spoilt') {
    const why = `${status}: the body is not in the encoding that it names`
    return { ...failed, why, cause: 'passing' }
  }
  const why = `${status}: the body is in an encoding that is not known ("${quotable(encoding, secrets)}"); have the server send it as it is`
  return { ...failed, why, cause: 'setup' }
}

/** The message of an unknown error may hold anything, a header with the key among them: only its name is told. */
function neverMade(error: unknown, { secrets, isCalledOff, latencyMs }: CallFacts): Completion {
  if (isCalledOff) return { kind: 'failed', why: 'called off', cause: 'passing', latencyMs }
  const name = quotable(error instanceof Error ? error.name : typeof error, secrets)
  return { kind: 'failed', why: `the call could not be made (${name})`, cause: 'setup', latencyMs }
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
