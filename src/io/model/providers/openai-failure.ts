/** Says in a failure what went wrong with a call: clearly, shortly, and without secrets. */
import type { Completion, Failed, FailureCause } from '../provider.ts'
import type { HttpBreak, HttpReply } from './http-exchange.ts'
import { saidError, type SaidError } from './openai-error.ts'
import { isPromptTooLong } from './prompt-too-long.ts'
import { quotable } from './redact.ts'
import { retryAfterMs } from './retry-after.ts'

/** What is known of a call besides what came of it. */
export interface CallFacts {
  /** What must not be repeated: the key, and the values of further headers. */
  readonly secrets: readonly string[]
  /** Where the key came from, such as an environment variable's name; null where there is none. */
  readonly keyName: string | null
  readonly model: string
  /** Such as `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string
  /** The limit on the reply, where there is one. */
  readonly maxTokens: number | undefined
  /** True where the caller called it off. */
  readonly isCalledOff: boolean
  readonly latencyMs: number
}

/** Names that do not match, certificates that nobody vouches for, servers that speak no TLS: they do not mend themselves between two tries. */
const DISTRUSTED =
  /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|INVALID_|PATH_LENGTH_)/

/** What it means that no whole reply came. */
export function readBreak({ code, progress }: HttpBreak, facts: CallFacts): Failed {
  const told = code === null ? '' : ` (${code})`
  const { isCalledOff, latencyMs } = facts
  const failed = (why: string, cause: FailureCause): Failed => ({
    kind: 'failed',
    why,
    cause,
    ...(progress === 'sent' ? { mayBeCharged: true } : {}),
    latencyMs,
  })
  if (isCalledOff) return failed('called off', progress === 'sent' ? 'passing' : 'unreached')
  if (progress !== 'unconnected') return failed(`the connection failed${told}`, 'passing')
  return DISTRUSTED.test(code ?? '')
    ? failed(`the server cannot be trusted${told}; check its certificate and the base URL`, 'setup')
    : failed(`no connection could be made to ${facts.baseUrl}${told}`, 'unreached')
}

/** What a reply with another status than success means. A prompt that the server's filter stopped is a completion without words: it was read. */
export function readRejection(
  { status, headers }: Pick<HttpReply, 'status' | 'headers'>,
  body: unknown,
  facts: CallFacts,
): Completion {
  const error = saidError(body)
  if (isFiltered(status, error)) return filtered(facts.latencyMs)
  const cause = causeOf(status, error, facts)
  const waitMs = cause === 'passing' ? retryAfterMs(headers) : undefined
  return {
    kind: 'failed',
    why: `${status}: ${explained(status, error, facts)}`,
    cause,
    ...(cause === 'setup' && isGone(status, error) ? { isGone: true } : {}),
    ...(status === 429 && cause === 'passing' ? { isBusy: true } : {}),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    latencyMs: facts.latencyMs,
  }
}

const FILTER_CODES = ['content_filter', 'content_policy_violation']

function isFiltered(status: number, { message, codes, isFlagged }: SaidError): boolean {
  if (status !== 400 && status !== 403) return false
  if (isFlagged || codes.some((code) => FILTER_CODES.includes(code))) return true
  // OpenAI's reasoning models
  return codes.includes('invalid_prompt') && /\bflagged\b/.test(message ?? '')
}

function filtered(latencyMs: number): Completion {
  const usage = { inputTokens: null, outputTokens: null }
  const nothing = { text: null, servedModel: null, fingerprint: null, costUsd: null }
  return { kind: 'completed', ...nothing, finishReason: 'content_filter', usage, latencyMs }
}

/** A quota that is spent does not come back while a run waits, whatever the status says. */
const QUOTA_CODES = ['insufficient_quota', 'billing_not_active', 'billing_hard_limit_reached']

const GONE_CODES = ['model_not_found', 'model_decommissioned', 'model_not_available']

/** A model that is not served (any more). Of a key that may not use it nobody can say that. */
function isGone(status: number, { codes }: SaidError): boolean {
  if (status === 401 || status === 403) return false
  return status === 404 || status === 410 || codes.some((code) => GONE_CODES.includes(code))
}

function causeOf(status: number, error: SaidError, { maxTokens }: CallFacts): FailureCause {
  switch (status) {
    case 413:
      return 'prompt'
    case 400:
    case 422:
      return isPromptTooLong(error, maxTokens) ? 'prompt' : 'setup'
    case 429:
      if (error.codes.some((code) => QUOTA_CODES.includes(code))) return 'setup'
      // More tokens than the account may use in a minute: no waiting helps.
      return /^request too large/i.test(error.message ?? '') ? 'prompt' : 'passing'
    case 408:
    case 409:
    case 425:
      return 'passing'
    default:
      if (status < 500) return 'setup'
      return isPromptTooLong(error, maxTokens) ? 'prompt' : 'passing'
  }
}

function explained(status: number, { message }: SaidError, facts: CallFacts): string {
  const { secrets, keyName, model } = facts
  // Servers like to quote the key that they refuse, or parts of it: their words on it are not repeated.
  if (status === 401 || status === 403) {
    return `the server refuses the key; check ${keyName ?? 'whether it wants one'}`
  }
  if (status >= 300 && status < 400) return 'the server sends elsewhere; check the base URL'
  const words = message === null ? 'the server gave no reason' : quotable(message, secrets)
  return status === 404
    ? `no such model ("${quotable(model, secrets)}") or address: ${words}`
    : words
}
