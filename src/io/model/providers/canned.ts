/** A provider that says what it was told to say: for tests of scenarios, agents and whole experiments. */
import type { Completed, Completion, Failed, Prompt, Provider } from '../provider.ts'

/** Words, or a completion whose unusual fields are given, or a failure. */
export type CannedReply =
  | string
  | (Partial<Omit<Completed, 'kind'>> & { readonly kind: 'completed' })
  | (Omit<Failed, 'latencyMs'> & { readonly latencyMs?: number })

/**
 * What is said: a function of the prompt, or lists of replies under `p1/choice` (a participant's ask), `p1` (a participant) or `*`
 * (everybody); the first of these that is there is used. Each run, participant and ask goes through its list from the beginning.
 */
export type CannedScript =
  ((prompt: Prompt) => CannedReply) | Readonly<Record<string, readonly CannedReply[]>>

export interface CannedOptions {
  /** The name before the slash in `provider/model`; `canned` unless told. */
  readonly name?: string
  readonly structuredOutput?: boolean
  readonly logprobs?: boolean
}

/** A provider of scripted completions. A list that is at its end fails for good: nothing is said twice unless it is written twice. */
export function cannedProvider(script: CannedScript, options: CannedOptions = {}): Provider {
  const replyTo = typeof script === 'function' ? script : fromLists(script)
  return {
    name: options.name ?? 'canned',
    structuredOutput: options.structuredOutput ?? false,
    logprobs: options.logprobs ?? false,
    complete: async (prompt) => completionOf(replyTo(prompt), prompt),
  }
}

function fromLists(
  lists: Readonly<Record<string, readonly CannedReply[]>>,
): (prompt: Prompt) => CannedReply {
  const said = new Map<string, number>()
  return ({ address: { run, participant, ask } }) => {
    const key = [`${participant}/${ask}`, participant, '*'].find((one) => Object.hasOwn(lists, one))
    if (key === undefined) return ended(`the script has no lines for ${participant} at "${ask}"`)
    // Counted for each speaker, so that what is said depends on nobody else's pace.
    const counter = JSON.stringify([run, participant, key.includes('/') ? ask : key])
    const next = said.get(counter) ?? 0
    said.set(counter, next + 1)
    return lists[key]?.[next] ?? ended(`the script "${key}" is at its end after ${next} replies`)
  }
}

function ended(why: string): CannedReply {
  return { kind: 'failed', why: `${why}. Write more of it.`, cause: 'setup' }
}

function completionOf(reply: CannedReply, prompt: Prompt): Completion {
  const given = typeof reply === 'string' ? { kind: 'completed' as const, text: reply } : reply
  if (given.kind === 'failed') return { latencyMs: 0, ...given }
  return {
    text: null,
    servedModel: prompt.model,
    fingerprint: null,
    finishReason: 'stop',
    usage: { inputTokens: null, outputTokens: null },
    costUsd: 0,
    latencyMs: 0,
    ...given,
  }
}
