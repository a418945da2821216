/** One call of a model on behalf of a participant: sent, recorded, read. */
import type { AnswerForm } from '../../../record/ask.ts'
import type { ModelCalled } from '../../../record/call-entries.ts'
import {
  FAILED,
  FAILED_FOR_GOOD,
  FAILED_FOR_PROMPT,
  TIMED_OUT,
  VALID,
  writeReading,
  type Mending,
} from '../../../record/reading.ts'
import { recordableText } from '../../../record/recordable-text.ts'
import type {
  Completed,
  Failed,
  FailureCause,
  Prompt,
  Provider,
} from '../../../io/model/provider.ts'
import type { Answer } from '../answer.ts'
import type { AnswerStyle } from '../answer-format.ts'
import { readCompletion, type ReplyFault } from '../read-completion.ts'
import { readLogprobs, type ToldProbabilities } from '../read-logprobs.ts'

/** About a megabyte: more than any answer, little enough to keep. */
export const REPLY_LIMIT = 1_000_000
/** For what the server says about itself: names, reasons, errors. */
const NAME_LIMIT = 1_000

/** What one call came to. */
export interface Attempt {
  readonly entry: ModelCalled
  readonly latencyMs: number
  readonly result:
    | Answer
    | { readonly kind: 'invalid'; readonly why: ReplyFault }
    /** No completion came; `cause` says what would help. */
    | {
        readonly kind: 'failed'
        readonly why: string
        readonly cause: FailureCause
        /** True where the model itself is there no more. */
        readonly isGone?: true
      }
  /** What the reply tells of the options' probabilities; absent where they are not wanted, or it does not tell. */
  readonly told?: ToldProbabilities
}

export interface AttemptRequest {
  readonly provider: Provider
  readonly providerName: string
  readonly prompt: Prompt
  readonly further: ModelCalled['further']
  readonly form: AnswerForm
  readonly style: AnswerStyle
  /** True where the reply's log-probabilities shall be read, if there are any. */
  readonly wantsProbabilities?: boolean
}

/**
 * Calls the model once. Whatever comes back is recorded as it is, apart from what no record can hold, and that is said in `reading`. Undefined where
 * the call was withheld: nothing happened.
 */
export async function attemptAnswer(request: AttemptRequest): Promise<Attempt | undefined> {
  const completion = await request.provider.complete(request.prompt)
  if (completion.kind === 'withheld') return undefined
  return completion.kind === 'failed'
    ? failedAttempt(request, completion)
    : readAttempt(request, completion)
}

function readAttempt(request: AttemptRequest, completion: Completed): Attempt {
  const mended = new Set<Mending>(completion.mended)
  const text = recordedWords(completion.text, mended)
  const finishReason = recordedName(completion.finishReason, mended)
  const servedModel = recordedName(completion.servedModel, mended)
  const fingerprint = recordedName(completion.fingerprint, mended)
  // An end that was cut off here is as lost as one that the server cut off.
  const wasCut = mended.has('cut')
  const result = readCompletion(request.form, request.style, {
    text,
    finishReason: wasCut ? 'length' : finishReason,
  })
  const { form, style, wantsProbabilities = false } = request
  const told =
    wantsProbabilities && form.kind === 'choice'
      ? readLogprobs(form, style, text, result, completion.logprobs)
      : undefined
  const verdict = result.kind === 'invalid' ? result.why : VALID
  const tried = recordedTries(completion)
  const entry: ModelCalled = {
    ...sentPart(request),
    completion: text,
    servedModel,
    fingerprint,
    finishReason,
    usage: completion.usage,
    costUsd: completion.costUsd,
    error: null,
    ...tried,
    reading: writeReading(verdict, mended),
    ...(told === undefined ? {} : { answerTokens: told.answerTokens }),
  }
  const { latencyMs } = completion
  return { entry, latencyMs, result, ...(told === undefined ? {} : { told }) }
}

function recordedWords(words: string | null, mended: Set<Mending>): string | null {
  if (words === null) return null
  const { text, mended: more } = recordableText(words, REPLY_LIMIT)
  for (const mending of more) mended.add(mending)
  return text
}

function recordedName(name: string | null, mended: Set<Mending>): string | null {
  if (name === null) return null
  const { text, mended: more } = recordableText(name, NAME_LIMIT)
  for (const mending of more) mended.add(mending === 'cut' ? 'name-cut' : mending)
  return text
}

/** Nothing where the call was made once and its cost is certain, so that the records of such calls stay as they are. */
function recordedTries({
  tries,
  retried,
  uncertainUsd,
}: Completed | Failed): Pick<ModelCalled, 'tries' | 'retried' | 'uncertainUsd'> {
  // What had to be mended in them is not told: they depend on the hour, and \`reading\` does not.
  const mended = new Set<Mending>()
  return {
    ...(uncertainUsd === undefined ? {} : { uncertainUsd }),
    ...(tries === undefined ? {} : { tries }),
    ...(retried === undefined
      ? {}
      : { retried: retried.map((why) => recordedName(why, mended) ?? '') }),
  }
}

const VERDICTS: Readonly<Record<FailureCause, string>> = {
  passing: FAILED,
  timeout: TIMED_OUT,
  prompt: FAILED_FOR_PROMPT,
  unreached: FAILED_FOR_GOOD,
  setup: FAILED_FOR_GOOD,
}

function failedAttempt(request: AttemptRequest, completion: Failed): Attempt {
  const mended = new Set<Mending>(completion.mended)
  const why = recordedName(completion.why, mended) ?? ''
  const { cause, isGone } = completion
  const tried = recordedTries(completion)
  const entry: ModelCalled = {
    ...sentPart(request),
    completion: null,
    servedModel: null,
    fingerprint: null,
    finishReason: null,
    usage: { inputTokens: null, outputTokens: null },
    costUsd: null,
    error: why,
    ...tried,
    reading: writeReading(VERDICTS[cause], mended),
  }
  const result = {
    kind: 'failed' as const,
    why,
    cause,
    ...(isGone === undefined ? {} : { isGone }),
  }
  return { entry, latencyMs: completion.latencyMs, result }
}

function sentPart({ prompt, providerName, further }: AttemptRequest) {
  return {
    kind: 'model-called' as const,
    of: prompt.address.participant,
    ask: prompt.address.ask,
    attempt: prompt.address.attempt,
    ...(prompt.address.sample === undefined ? {} : { sample: prompt.address.sample }),
    provider: providerName,
    model: prompt.model,
    sampling: prompt.sampling,
    schema: prompt.schema,
    further: [...further],
  }
}
