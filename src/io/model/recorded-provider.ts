/** Answers from a record: the calls that it holds come back as they were, without a network. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { BadInputError } from '../../base/errors.ts'
import type { ModelCalled, RecordedCall } from '../../record/call-entries.ts'
import { FAILED_FOR_GOOD, readReading } from '../../record/reading.ts'
import type { Completion, Failed, Prompt, Provider } from './provider.ts'

/**
 * A provider that gives back the recorded calls of one run and one provider, found by tick, participant, ask and attempt. A call that the record does not
 * hold goes to `inner`; without one it fails for good. A call that the record holds for another prompt (model, sampling, schema,
 * earlier replies) fails for good too: the record is then not of this plan.
 */
export function recordedProvider(
  entries: Iterable<RecordedCall>,
  inner: Provider | null,
): Provider {
  const calls = new Map<string, ModelCalled>()
  let name = inner?.name
  let hasSchema = false
  for (const { tick, entry } of entries) {
    const key = keyOf(tick, entry.of, entry.ask, entry.attempt)
    if (calls.has(key))
      throw new BadInputError(
        `the record holds ${described(key)} twice; give the calls of one run.`,
      )
    calls.set(key, entry)
    name ??= entry.provider
    hasSchema ||= entry.schema !== null
  }
  return {
    name: name ?? 'recorded',
    structuredOutput: inner?.structuredOutput ?? hasSchema,
    complete: async (prompt) => {
      const { tick, participant, ask, attempt } = prompt.address
      const key = keyOf(tick, participant, ask, attempt)
      const entry = calls.get(key)
      if (entry !== undefined) return differenceOf(entry, prompt) ?? completionOf(entry)
      return inner === null
        ? missing(`the record holds no call for ${described(key)}`)
        : inner.complete(prompt)
    },
  }
}

/** As `recordedProvider`, for a record in which several providers were called: gives the provider of a name. */
export function recordedProviders(
  entries: Iterable<RecordedCall>,
  innerOf: ((name: string) => Provider) | null,
): (name: string) => Provider {
  const byName = new Map<string, RecordedCall[]>()
  for (const call of entries) {
    const list = byName.get(call.entry.provider)
    if (list === undefined) byName.set(call.entry.provider, [call])
    else list.push(call)
  }
  const made = new Map<string, Provider>()
  return (name) => {
    let provider = made.get(name)
    if (provider === undefined) {
      provider = recordedProvider(byName.get(name) ?? [], innerOf === null ? null : innerOf(name))
      made.set(name, provider)
    }
    return provider
  }
}

function keyOf(tick: number, participant: string, ask: string, attempt: number): string {
  return JSON.stringify([tick, participant, ask, attempt])
}

function described(key: string): string {
  const [tick, participant, ask, attempt] = JSON.parse(key) as [number, string, string, number]
  return `tick ${tick}, ${participant}, ask "${ask}", attempt ${attempt}`
}

function missing(why: string): Failed {
  return { kind: 'failed', why, transient: false, latencyMs: 0 }
}

/** The observation itself is an entry of its own, which replay compares; here is compared what the call's entry holds. */
function differenceOf(entry: ModelCalled, prompt: Prompt): Failed | undefined {
  const opening = prompt.messages.length - entry.further.length
  const same: Record<string, boolean> = {
    model: entry.model === prompt.model,
    sampling: canonicalJson(entry.sampling) === canonicalJson(prompt.sampling),
    schema: canonicalJson(entry.schema) === canonicalJson(prompt.schema),
    'earlier replies':
      prompt.messages.slice(0, Math.max(0, opening)).every(({ role }) => role !== 'assistant') &&
      canonicalJson(prompt.messages.slice(opening)) === canonicalJson(entry.further),
  }
  const differing = Object.keys(same).filter((what) => same[what] === false)
  if (differing.length === 0) return undefined
  const key = keyOf(prompt.address.tick, entry.of, entry.ask, entry.attempt)
  return missing(
    `the record holds another call for ${described(key)}: ${differing.join(', ')} differ`,
  )
}

function completionOf(entry: ModelCalled): Completion {
  const { verdict, mended } = readReading(entry.reading)
  const { tries, retried } = entry
  const tried = {
    ...(tries === undefined ? {} : { tries }),
    ...(retried === undefined ? {} : { retried }),
  }
  if (entry.error !== null) {
    return {
      kind: 'failed',
      why: entry.error,
      transient: verdict !== FAILED_FOR_GOOD,
      mended,
      ...tried,
      latencyMs: 0,
    }
  }
  const { completion: text, servedModel, fingerprint, finishReason, usage, costUsd } = entry
  return {
    kind: 'completed',
    text,
    servedModel,
    fingerprint,
    finishReason,
    usage,
    costUsd,
    mended,
    ...tried,
    latencyMs: 0,
  }
}
