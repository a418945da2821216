/** The calls that stand in a record, given back as they were. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { BadInputError } from '../../base/errors.ts'
import type { ModelCalled, RecordedCall } from '../../record/call-entries.ts'
import { FAILED_FOR_GOOD, FAILED_FOR_PROMPT, readReading, TIMED_OUT } from '../../record/reading.ts'
import type {
  CallAddress,
  Capabilities,
  Completion,
  Failed,
  FailureCause,
  Prompt,
} from './provider.ts'

export interface RecordedCalls {
  /**
   * The recorded completion of a call, undefined where there is none. A call that the record holds for another prompt (model, sampling, schema, earlier
   * replies) fails for good: the record is then not of this plan.
   */
  play(prompt: Prompt): Completion | undefined
  /** What a provider could do when it was called, as far as its calls tell. */
  capabilitiesOf(provider: string): Capabilities
}

/** The recorded calls of one run, found by their places. */
export function recordedCalls(entries: Iterable<RecordedCall>): RecordedCalls {
  const calls = new Map<string, ModelCalled>()
  const structured = new Set<string>()
  for (const { tick, entry } of entries) {
    const { of, ask, attempt, sample } = entry
    const place = {
      tick,
      participant: of,
      ask,
      attempt,
      ...(sample === undefined ? {} : { sample }),
    }
    const key = callKey(place)
    if (calls.has(key)) {
      throw new BadInputError(
        `the record holds ${describedCall(place)} twice; give the calls of one run.`,
      )
    }
    calls.set(key, entry)
    if (entry.schema !== null) structured.add(entry.provider)
  }
  return {
    capabilitiesOf: (provider) => ({ structuredOutput: structured.has(provider) }),
    play(prompt) {
      const entry = calls.get(callKey(prompt.address))
      return entry === undefined ? undefined : (differenceOf(entry, prompt) ?? completionOf(entry))
    },
  }
}

type Place = Omit<CallAddress, 'run'>

/** One string for each place of a call within its run. */
export function callKey({ tick, participant, ask, attempt, sample = 0 }: Place): string {
  return JSON.stringify([tick, participant, ask, attempt, sample])
}

export function describedCall({ tick, participant, ask, attempt, sample }: Place): string {
  const which = sample === undefined ? '' : `, sample ${sample}`
  return `tick ${tick}, ${participant}, ask "${ask}", attempt ${attempt}${which}`
}

export function failedForGood(why: string): Failed {
  return { kind: 'failed', why, cause: 'setup', latencyMs: 0 }
}

/** The observation itself is an entry of its own, which replay compares; here is compared what the call's entry holds. */
function differenceOf(entry: ModelCalled, prompt: Prompt): Failed | undefined {
  const { further = 0 } = prompt
  const opening = prompt.messages.length - further
  const same: Record<string, boolean> = {
    model: entry.model === prompt.model,
    sampling: canonicalJson(entry.sampling) === canonicalJson(prompt.sampling),
    schema: canonicalJson(entry.schema) === canonicalJson(prompt.schema),
    'earlier replies':
      canonicalJson(prompt.messages.slice(opening)) === canonicalJson(entry.further),
  }
  const differing = Object.keys(same).filter((what) => same[what] === false)
  if (differing.length === 0) return undefined
  return failedForGood(
    `the record holds another call for ${describedCall(prompt.address)}: ${differing.join(', ')} differ`,
  )
}

const CAUSES: ReadonlyMap<string, FailureCause> = new Map([
  [TIMED_OUT, 'timeout'],
  [FAILED_FOR_PROMPT, 'prompt'],
  [FAILED_FOR_GOOD, 'setup'],
])

function completionOf(entry: ModelCalled): Completion {
  const { verdict, mended } = readReading(entry.reading)
  const { tries, retried, uncertainUsd } = entry
  const tried = {
    ...(tries === undefined ? {} : { tries }),
    ...(retried === undefined ? {} : { retried }),
    ...(uncertainUsd === undefined ? {} : { uncertainUsd }),
  }
  if (entry.error !== null) {
    return {
      kind: 'failed',
      why: entry.error,
      cause: CAUSES.get(verdict) ?? 'passing',
      mended,
      // Of what fails for good, a closed tick holds only models that are gone: whatever else does leaves its tick open.
      ...(verdict === FAILED_FOR_GOOD ? { isGone: true as const } : {}),
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
    ...(entry.answerTokens === undefined ? {} : { logprobs: entry.answerTokens }),
    mended,
    ...tried,
    latencyMs: 0,
  }
}
