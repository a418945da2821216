/** Reads what an OpenAI-compatible server sent as a success. Everything in it may be missing or of another type. */
import { z } from 'zod'
import type { Mending } from '../../../record/reading.ts'
import type { Completion, Failed, FailureCause } from '../provider.ts'
import { decodedText, parsedJson } from './body-text.ts'
import { closedJson } from './closed-json.ts'
import type { HttpReply } from './http-exchange.ts'
import { isErrorBody, saidError } from './openai-error.ts'
import { readRejection, type CallFacts } from './openai-failure.ts'
import { readLogprobs } from './openai-logprobs.ts'
import { SaidUsage, usageOf } from './openai-usage.ts'
import { Message, saidWords } from './openai-words.ts'
import { quotable, withoutKey } from './redact.ts'

const Text = z.string().nullable().catch(null)

const Choice = z
  .object({ message: Message, finish_reason: Text, logprobs: z.unknown().optional() })
  .catch({ message: { content: null, refusal: null }, finish_reason: null, logprobs: null })

const Reply = z.object({
  choices: z.array(z.unknown()),
  model: Text,
  system_fingerprint: Text,
  usage: SaidUsage,
})

/** The completion in a body that was unpacked, or why there is none. Secrets are taken out of whatever is kept. */
export function readReply(reply: HttpReply, facts: CallFacts): Completion {
  const { text, isUtf8 } = decodedText(reply.body, reply.isCut)
  const json = parsedJson(reply.isCut ? closedJson(text) : text)
  if (json === undefined) return notJson(reply, text, facts)
  const said = Reply.safeParse(json)
  if (!said.success) return reply.isCut ? tooLong(reply, facts) : noReply(reply, json, facts)
  const choice = Choice.parse(said.data.choices[0])
  // OpenRouter's sign that the server behind it broke off: the words are those that it had until then.
  if (choice.finish_reason === 'error') return brokenOff(said.data.choices[0], facts)

  const mended = new Set<Mending>()
  if (!isUtf8) mended.add('bytes-replaced')
  if (reply.isCut) mended.add('cut')
  const kept = (words: string | null): string | null => {
    if (words === null) return null
    const clean = withoutKey(words, facts.secrets)
    if (clean !== words) mended.add('key-removed')
    return clean
  }
  const { text: content, wasRefused } = saidWords(choice.message)
  const completed = {
    kind: 'completed' as const,
    text: kept(content),
    servedModel: kept(said.data.model),
    fingerprint: kept(said.data.system_fingerprint),
    // A refusal ends with `stop` like any reply; it is told by another field, which the port does not have.
    finishReason: wasRefused ? 'refusal' : kept(choice.finish_reason),
    usage: usageOf(said.data.usage),
    costUsd: null,
  }
  // Of a list that was cut nobody can tell where in the reply it ends.
  const logprobs = reply.isCut ? undefined : readLogprobs(choice.logprobs, facts.secrets, mended)
  return {
    ...completed,
    ...(logprobs === undefined ? {} : { logprobs }),
    ...(mended.size > 0 ? { mended: [...mended] } : {}),
    latencyMs: facts.latencyMs,
  }
}

/** A server that speaks of success may have worked for it. */
function failed(why: string, cause: FailureCause, { latencyMs }: CallFacts): Failed {
  return { kind: 'failed', why, cause, mayBeCharged: true, latencyMs }
}

/** A page instead of JSON comes from a wrong address and will come again; half a JSON comes from a broken line. */
function notJson(reply: HttpReply, text: string, facts: CallFacts): Failed {
  const { status } = reply
  if (text.trimStart().startsWith('<')) {
    const why = `${status}: a web page instead of JSON; check the base URL (it usually ends in /v1)`
    return { kind: 'failed', why, cause: 'setup', latencyMs: facts.latencyMs }
  }
  return reply.isCut
    ? tooLong(reply, facts)
    : failed(`${status}: the body is not whole JSON`, 'passing', facts)
}

/** What is endless and cannot be read would be paid for as often as it is asked for. */
function tooLong({ status }: HttpReply, facts: CallFacts): Failed {
  return failed(`${status}: the body is longer than the limit`, 'prompt', facts)
}

function noReply(reply: HttpReply, json: unknown, facts: CallFacts): Completion {
  if (!isErrorBody(json)) {
    const why = `${reply.status}: JSON without a list of choices; check the base URL (it usually ends in /v1)`
    return failed(why, 'setup', facts)
  }
  // Some gateways send their errors with status 200, and the status among the words.
  const status = Number(saidError(json).codes.find((code) => /^[45]\d\d$/.test(code)) ?? 500)
  const rejection = readRejection({ status, headers: reply.headers }, json, facts)
  return rejection.kind === 'failed'
    ? { ...rejection, why: `${reply.status} with error ${rejection.why}`, mayBeCharged: true }
    : rejection
}

function brokenOff(choice: unknown, facts: CallFacts): Failed {
  const { message } = saidError(choice)
  const why = `the server broke off its reply${message === null ? '' : `: ${message}`}`
  return failed(quotable(why, facts.secrets), 'passing', facts)
}
