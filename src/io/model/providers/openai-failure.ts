/** Says in a failure what went wrong with a call: clearly, shortly, and without the key. */
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import type { Completion, Failed } from '../provider.ts'
import { BodyTooLongError } from './bounded-fetch.ts'
import { quotable } from './redact.ts'

export interface CallFacts {
  readonly key: string | null
  /** Where the key came from, such as an environment variable's name; null where there is none. */
  readonly keyName: string | null
  readonly model: string
  readonly timeoutMs: number
  readonly latencyMs: number
}

/** What the error of a call means. A prompt that the server's filter stopped is a completion without words: it was read. */
export function readFailure(error: unknown, facts: CallFacts): Completion {
  const { latencyMs } = facts
  if (error instanceof APIConnectionTimeoutError) {
    return failed(`no reply within ${facts.timeoutMs} ms`, true, latencyMs)
  }
  if (error instanceof APIConnectionError) return connectionFailure(error, latencyMs)
  if (error instanceof APIError && typeof error.status === 'number') {
    return isFiltered(error) ? filtered(latencyMs) : statusFailure(error, error.status, facts)
  }
  // The message of an unknown error may hold anything, a header with the key among them: only its name is told.
  const name = error instanceof Error ? error.name : typeof error
  return failed(`the call could not be made (${quotable(name, facts.key)})`, false, latencyMs)
}

function failed(why: string, transient: boolean, latencyMs: number): Failed {
  return { kind: 'failed', why, transient, latencyMs }
}

/** Names and certificates do not mend themselves between two attempts. */
const LASTING_CODES =
  /^(ENOTFOUND|ERR_INVALID_URL|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

function connectionFailure(error: APIConnectionError, latencyMs: number): Failed {
  const causes = causesOf(error)
  if (causes.some((cause) => cause instanceof BodyTooLongError)) {
    return failed('the reply was longer than the limit for one body', true, latencyMs)
  }
  const code = causes.map(codeOf).find((one) => one !== undefined)
  return failed(
    `the connection failed${code === undefined ? '' : ` (${code})`}`,
    !LASTING_CODES.test(code ?? ''),
    latencyMs,
  )
}

function causesOf(error: Error): unknown[] {
  const causes: unknown[] = []
  for (let cause: unknown = error; cause instanceof Error && causes.length < 8; cause = cause.cause)
    causes.push(cause)
  return causes
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined
}

function isFiltered(error: APIError): boolean {
  return error.status === 400 && error.code === 'content_filter'
}

function filtered(latencyMs: number): Completion {
  const usage = { inputTokens: null, outputTokens: null }
  const nothing = { text: null, servedModel: null, fingerprint: null, costUsd: null }
  return { kind: 'completed', ...nothing, finishReason: 'content_filter', usage, latencyMs }
}

function statusFailure(error: APIError, status: number, facts: CallFacts): Failed {
  const isQuota = status === 429 && error.code === 'insufficient_quota'
  const transient = (status >= 500 || [408, 409, 425, 429].includes(status)) && !isQuota
  const retryAfterMs = transient ? retryAfterOf(error.headers) : undefined
  return {
    ...failed(`${status}: ${explained(error, status, facts)}`, transient, facts.latencyMs),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

function explained(error: APIError, status: number, { key, keyName, model }: CallFacts): string {
  // Servers like to quote the key that they refuse, or parts of it: their words on it are not repeated.
  if (status === 401 || status === 403) {
    return `the server refuses the key; check ${keyName ?? 'whether it wants one'}`
  }
  const said = messageOf(error.error)
  const words = said === undefined ? 'the server gave no reason' : quotable(said, key)
  if (status === 404) return `no such model ("${quotable(model, key)}") or address: ${words}`
  if (status >= 300 && status < 400) return 'the server sends elsewhere; check the base URL'
  return words
}

function messageOf(body: unknown): string | undefined {
  const message =
    typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : body
  return typeof message === 'string' && message.trim() !== '' ? message : undefined
}

const DAY_MS = 86_400_000

/** In milliseconds, at most a day; undefined where the server did not say, or said nonsense. */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const exact = headers?.get('retry-after-ms')
  const said = headers?.get('retry-after')
  const ms = isCount(exact)
    ? Number(exact)
    : isCount(said)
      ? Number(said) * 1000
      : Date.parse(said ?? '') - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(0, Math.round(ms)), DAY_MS) : undefined
}

function isCount(text: string | null | undefined): boolean {
  return /^\d+(\.\d+)?$/.test(text ?? '')
}
