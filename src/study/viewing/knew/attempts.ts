/** One ask of one participant from what it was shown to what was decided: every attempt in between, in order. */
import type { Json } from '../../../base/canonical-json.ts'
import type { AnswerForm, Value } from '../../../record/ask.ts'
import type { AnswerToken, ModelCalled } from '../../../record/call-entries.ts'
import type { TickEntry } from '../../../record/entry.ts'
import type { HumanAnswered } from '../../../record/human-entries.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import { isProbeAsk, probeAsk } from '../../../record/probe.ts'
import type { PromptMessage, Sampling, Usage } from '../../../record/prompt.ts'
import { appliedInWords } from './policy-words.ts'
import { readingInWords, type ReadingInWords } from './reading-words.ts'

/** One message of a request. */
export type SentMessage = PromptMessage

/** A call of a model. */
export interface CallMade {
  readonly by: 'model'
  /** From 0. */
  readonly attempt: number
  /** From 1 in calls that only estimate probabilities; null where the answer counts. */
  readonly sample: number | null
  readonly provider: string
  readonly model: string
  readonly sampling: Sampling
  readonly schema: Json
  /** What was sent after the messages of the ask: earlier replies, and why they were refused. */
  readonly further: readonly PromptMessage[]
  readonly completion: string | null
  readonly servedModel: string | null
  readonly fingerprint: string | null
  readonly finishReason: string | null
  readonly usage: Usage
  readonly costUsd: number | null
  readonly uncertainUsd: number
  /** Milliseconds; null where the record does not say. */
  readonly latencyMs: number | null
  readonly error: string | null
  /** How often it was made until this came of it. */
  readonly tries: number
  /** Why each try but the last failed. */
  readonly retried: readonly string[]
  readonly reading: ReadingInWords
  readonly answerTokens: readonly AnswerToken[]
}

/** A submission of a person. */
export interface Submitted {
  readonly by: 'person'
  readonly attempt: number
  readonly sample: null
  /** Null where the time was over before one came. */
  readonly reply: string | null
  readonly latencyMs: number | null
  readonly reading: ReadingInWords
}

export type AttemptMade = CallMade | Submitted

/** What became of an ask. */
export interface Outcome {
  /** `valid`, `reasked`, `passed`, `planted`, `forfeited`, `defaulted`, or a probe's. */
  readonly status: string
  readonly value: Value
  readonly displayed: string | null
  readonly attempts: number
  readonly why: string | null
  /** The policy that was applied, in words. */
  readonly applied: string
}

export interface ProbabilitiesTold {
  readonly source: string
  readonly given: string
  readonly samples: number | null
  /** Likeliest first; options, then a pass where it was allowed, and what was no answer. */
  readonly shares: readonly { readonly of: string; readonly share: number }[]
}

export interface AskTold {
  readonly ask: string
  readonly isProbe: boolean
  /** Null for an ask beside the play, such as for a summary. */
  readonly form: AnswerForm | null
  readonly attempts: readonly AttemptMade[]
  readonly samples: readonly AttemptMade[]
  readonly probabilities: readonly ProbabilitiesTold[]
  /** Null where the run was left before anything was decided. */
  readonly outcome: Outcome | null
}

/** The latency of the entry at a place of the tick, in milliseconds. */
export type Latencies = ReadonlyMap<number, number>

/** All asks that a tick puts to a participant, in the order in which they first occur. */
export function asksOf(
  entries: readonly TickEntry[],
  participant: string,
  invalid: InvalidPolicy,
  latencies: Latencies,
): AskTold[] {
  const own = entries.flatMap((entry, place) =>
    ownerOf(entry) === participant ? [{ entry, ask: askOf(entry), place }] : [],
  )
  const asks = Map.groupBy(
    own.filter((one): one is typeof one & { ask: string } => one.ask !== null),
    ({ ask }) => ask,
  )
  return [...asks].map(([ask, list]) => {
    const made = list.flatMap(({ entry, place }) => attemptOf(entry, latencies.get(place) ?? null))
    const isPerson = made.some(({ by }) => by === 'person')
    return {
      ask,
      isProbe: isProbeAsk(ask),
      form: list.map(({ entry }) => formOf(entry)).find((form) => form !== null) ?? null,
      attempts: made.filter(({ sample }) => sample === null),
      samples: made.filter(({ sample }) => sample !== null),
      probabilities: list.flatMap(({ entry }) => probabilitiesOf(entry)),
      outcome:
        list.map(({ entry }) => outcomeOf(entry, invalid, isPerson)).find((one) => one !== null) ??
        null,
    }
  })
}

function ownerOf(entry: TickEntry): string | null {
  if (entry.kind === 'observation-shown') return entry.to
  return 'of' in entry ? entry.of : null
}

function askOf(entry: TickEntry): string | null {
  if (entry.kind === 'probe-asked' || entry.kind === 'probe-answered') return probeAsk(entry.probe)
  return 'ask' in entry ? entry.ask : null
}

function formOf(entry: TickEntry): AnswerForm | null {
  return entry.kind === 'decision-asked' || entry.kind === 'probe-asked' ? entry.form : null
}

function attemptOf(entry: TickEntry, latencyMs: number | null): AttemptMade[] {
  if (entry.kind === 'model-called') return [callMade(entry, latencyMs)]
  if (entry.kind === 'human-answered') return [submitted(entry, latencyMs)]
  return []
}

function submitted(
  { attempt, reply, reading }: HumanAnswered,
  latencyMs: number | null,
): Submitted {
  return { by: 'person', attempt, sample: null, reply, latencyMs, reading: readingInWords(reading) }
}

function callMade(call: ModelCalled, latencyMs: number | null): CallMade {
  const { kind: _k, of: _o, ask: _a, sample, uncertainUsd, tries, retried, answerTokens } = call
  const { attempt, provider, model, sampling, schema, further, completion } = call
  const { servedModel, fingerprint, finishReason, usage, costUsd, error, reading } = call
  return {
    by: 'model',
    attempt,
    sample: sample ?? null,
    provider,
    model,
    sampling,
    schema,
    further,
    completion,
    servedModel,
    fingerprint,
    finishReason,
    usage,
    costUsd,
    uncertainUsd: uncertainUsd ?? 0,
    latencyMs,
    error,
    tries: tries ?? 1,
    retried: retried ?? [],
    reading: readingInWords(reading),
    answerTokens: answerTokens ?? [],
  }
}

function probabilitiesOf(entry: TickEntry): ProbabilitiesTold[] {
  if (entry.kind !== 'probability-estimated') return []
  const { source, given, samples, probabilities, pass, other } = entry
  const options = Object.entries(probabilities)
    .map(([of, share]) => ({ of, share }))
    .sort((a, b) => b.share - a.share)
  const passes = pass === undefined ? [] : [{ of: 'a pass', share: pass }]
  const shares = [...options, ...passes, { of: 'no answer', share: other }]
  return [{ source, given, samples, shares }]
}

function outcomeOf(entry: TickEntry, invalid: InvalidPolicy, isPerson: boolean): Outcome | null {
  switch (entry.kind) {
    case 'decision-taken':
    case 'decision-defaulted':
    case 'probe-answered': {
      const { status, value, displayed, attempts } = entry
      const why = 'why' in entry ? entry.why : null
      return {
        status,
        value,
        displayed,
        attempts,
        why,
        applied: appliedInWords(status, attempts, invalid, isPerson),
      }
    }
    default:
      return null
  }
}
