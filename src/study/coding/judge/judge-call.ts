/** One call of a judge as the ledger keeps it, and the ledger as a cassette: what was answered there is not asked again. */
import type { Completed, Completion, Failed, FailureCause } from '../../../io/model/provider.ts'
import type { JudgeCalled } from '../../../record/coding-entries.ts'
import {
  FAILED,
  FAILED_FOR_GOOD,
  FAILED_FOR_PROMPT,
  TIMED_OUT,
  writeReading,
  type Mending,
} from '../../../record/reading.ts'
import { recordableText } from '../../../record/recordable-text.ts'
import type { Reply } from './read-reply.ts'

/** What is known of a call before it is made. */
export type CallMade = Pick<
  JudgeCalled,
  | 'coder'
  | 'codebook'
  | 'units'
  | 'attempt'
  | 'request'
  | 'provider'
  | 'model'
  | 'messages'
  | 'sampling'
  | 'schema'
>

/** About a megabyte: more than any answer, little enough to keep. */
const REPLY_LIMIT = 1_000_000
/** For what the server says about itself. */
const NAME_LIMIT = 1_000

/** The place of a call: a coder's n-th attempt at these units, with this request. Two units that read alike never share an answer, nor do two coders. */
function callPlace({
  coder,
  codebook,
  units,
  attempt,
  request,
}: Pick<JudgeCalled, 'coder' | 'codebook' | 'units' | 'attempt' | 'request'>): string {
  return JSON.stringify([coder, codebook, units, attempt, request])
}

/** A completion with words that a ledger can hold, and what had to be done to them. */
export interface FitReply extends Reply {
  readonly mended: readonly Mending[]
}

/** The reply of a completion. An end that is cut off here is as lost as one that the server cut off. */
export function fitReply(completion: Completed): FitReply {
  const { text, finishReason } = completion
  const kept = text === null ? null : recordableText(text, REPLY_LIMIT)
  const mended = [...(completion.mended ?? []), ...(kept?.mended ?? [])]
  const wasCut = kept?.mended.includes('cut') === true
  return {
    text: kept?.text ?? null,
    finishReason: wasCut ? 'length' : fitName(finishReason),
    mended,
  }
}

function fitName(name: string | null): string | null {
  return name === null ? null : recordableText(name, NAME_LIMIT).text
}

/** The entry of an answered call; those of its tries that failed before come first, as calls of their own. */
export function answeredCalls(
  made: CallMade,
  completion: Completed,
  { text, finishReason, mended }: FitReply,
  verdict: string,
): JudgeCalled[] {
  const { servedModel, fingerprint, usage, costUsd, uncertainUsd = 0, latencyMs } = completion
  return [
    ...failedTries(made, completion),
    {
      kind: 'judge-called',
      ...made,
      completion: text,
      servedModel: fitName(servedModel),
      fingerprint: fitName(fingerprint),
      finishReason,
      usage,
      costUsd,
      uncertainUsd,
      error: null,
      reading: writeReading(verdict, mended),
      latencyMs,
    },
  ]
}

/** The entries of a call that brought nothing. Where nobody was there to take it, nothing was called. */
export function failedCalls(made: CallMade, failed: Failed): JudgeCalled[] {
  const { cause, tries, why, uncertainUsd = 0, latencyMs } = failed
  if (cause === 'unreached' && tries === undefined) return []
  const entry = notAnswered(made, why, VERDICTS[cause])
  return [...failedTries(made, failed), { ...entry, uncertainUsd, latencyMs }]
}

const VERDICTS: Readonly<Record<FailureCause, string>> = {
  passing: FAILED,
  timeout: TIMED_OUT,
  prompt: FAILED_FOR_PROMPT,
  unreached: FAILED,
  setup: FAILED_FOR_GOOD,
}

/** A call that was given up although tries of it had been made: what they may have cost stands with it. */
export function givenUpCall(made: CallMade, why: string, uncertainUsd: number): JudgeCalled {
  return { ...notAnswered(made, why, FAILED), uncertainUsd }
}

/** What tries may have cost is told by the last of them. */
function failedTries(made: CallMade, { retried = [] }: Completed | Failed): JudgeCalled[] {
  return retried.map((why) => notAnswered(made, why, FAILED))
}

function notAnswered(made: CallMade, why: string, verdict: string): JudgeCalled {
  return {
    kind: 'judge-called',
    ...made,
    completion: null,
    servedModel: null,
    fingerprint: null,
    finishReason: null,
    usage: { inputTokens: null, outputTokens: null },
    costUsd: null,
    uncertainUsd: 0,
    error: fitName(why),
    reading: writeReading(verdict, []),
    latencyMs: 0,
  }
}

/** What stands in the ledger for a call; undefined where it was not answered there. */
export type Cassette = (made: CallMade) => Reply | undefined

/** Calls of a ledger by their places; only answered ones are played. */
export function cassetteOf(calls: Iterable<JudgeCalled>): Cassette {
  const replies = new Map<string, Reply>()
  for (const call of calls) {
    const { error, completion: text, finishReason } = call
    if (error === null) replies.set(callPlace(call), { text, finishReason })
  }
  return (made) => replies.get(callPlace(made))
}

/** Whether the work has to stop, and whether the unit can be tried another day. */
export type NotAnswered =
  | { readonly kind: 'withheld' }
  /** Nobody can be asked until somebody mends something. */
  | { readonly kind: 'unavailable'; readonly why: string }
  /** It may succeed another time. */
  | { readonly kind: 'passing'; readonly why: string }
  /** This prompt is never taken. */
  | { readonly kind: 'not-taken'; readonly why: string }

/** What came of a call that has no reply. */
export function notAnsweredBy(completion: Exclude<Completion, Completed>): NotAnswered {
  if (completion.kind === 'withheld') return { kind: 'withheld' }
  const { cause, why } = completion
  switch (cause) {
    case 'setup':
    case 'unreached':
      return { kind: 'unavailable', why }
    case 'passing':
    case 'timeout':
      return { kind: 'passing', why }
    case 'prompt':
      return { kind: 'not-taken', why }
  }
}
