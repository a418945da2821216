/** Reads what an OpenAI-compatible server sent with status 200. Everything in it may be missing or of another type. */
import { z } from 'zod'
import type { Usage } from '../../../record/prompt.ts'
import type { Mending } from '../../../record/reading.ts'
import type { Completion } from '../provider.ts'
import { quotable, withoutKey } from './redact.ts'

const Text = z.string().nullable().catch(null)
const Count = z.int().nonnegative().nullable().catch(null)

const Message = z.object({ content: Text, refusal: Text }).catch({ content: null, refusal: null })
const Choice = z
  .object({ message: Message, finish_reason: Text })
  .catch({ message: { content: null, refusal: null }, finish_reason: null })

const Reply = z.object({
  choices: z.array(z.unknown()),
  model: Text,
  system_fingerprint: Text,
  usage: z
    .object({ prompt_tokens: Count, completion_tokens: Count })
    .catch({ prompt_tokens: null, completion_tokens: null }),
})

/** Some gateways send their errors with status 200. */
const ErrorReply = z.object({
  error: z.object({ message: Text, code: z.union([z.string(), z.int()]).nullable().catch(null) }),
})

/** The completion in a body, or why there is none. `key` is taken out of whatever is kept. */
export function readReply(body: Uint8Array, key: string | null, latencyMs: number): Completion {
  const { text, isUtf8 } = decode(body)
  const json = parseJson(text)
  if (json === undefined) return notJson(text, latencyMs)
  const reply = Reply.safeParse(json)
  if (!reply.success) return noReply(json, key, latencyMs)

  const mended = new Set<Mending>()
  if (!isUtf8) mended.add('bytes-replaced')
  const kept = (words: string | null): string | null => {
    if (words === null) return null
    const clean = withoutKey(words, key)
    if (clean !== words) mended.add('key-removed')
    return clean
  }
  const choice = Choice.parse(reply.data.choices[0])
  const { content, refusal } = choice.message
  const wasRefused = refusal !== null && refusal !== ''
  return {
    kind: 'completed',
    text: kept(wasRefused && content === '' ? null : content),
    servedModel: kept(reply.data.model),
    fingerprint: kept(reply.data.system_fingerprint),
    // A refusal ends with `stop` like any reply; it is told by another field, which the port does not have.
    finishReason: wasRefused ? 'refusal' : kept(choice.finish_reason),
    usage: usageOf(reply.data.usage),
    costUsd: null,
    ...(mended.size > 0 ? { mended: [...mended] } : {}),
    latencyMs,
  }
}

function usageOf(usage: { prompt_tokens: number | null; completion_tokens: number | null }): Usage {
  return { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens }
}

function decode(body: Uint8Array): { readonly text: string; readonly isUtf8: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body), isUtf8: true }
  } catch {
    return { text: new TextDecoder('utf-8').decode(body), isUtf8: false }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A page instead of JSON comes from a wrong address and will come again; half a JSON comes from a broken line. */
function notJson(text: string, latencyMs: number): Completion {
  const isPage = text.trimStart().startsWith('<')
  const why = isPage
    ? '200: a web page instead of JSON; check the base URL (it usually ends in /v1)'
    : '200: the body is not whole JSON'
  return { kind: 'failed', why, transient: !isPage, latencyMs }
}

function noReply(json: unknown, key: string | null, latencyMs: number): Completion {
  const reply = ErrorReply.safeParse(json)
  if (!reply.success) {
    const why = '200: JSON without a list of choices; check the base URL (it usually ends in /v1)'
    return { kind: 'failed', why, transient: false, latencyMs }
  }
  const { message, code } = reply.data.error
  const status = Number(code)
  const transient = status === 408 || status === 429 || status >= 500 || !(status >= 400)
  return {
    kind: 'failed',
    why: quotable(`200 with error ${code ?? ''}: ${message ?? ''}`, key),
    transient,
    latencyMs,
  }
}
