/** The port to whoever serves a model: a prompt goes in, a completion or a failure comes out. */
import type { Json } from '../../base/canonical-json.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import type { PromptMessage, Sampling, Usage } from '../../record/prompt.ts'
import type { Mending } from '../../record/reading.ts'

/** Which call it is: what cassettes and ledgers know it by. It is never sent to the model. */
export interface CallAddress {
  readonly run: RunId
  readonly tick: number
  readonly participant: ParticipantId
  readonly ask: string
  readonly attempt: number
  /** Counted from 1, for calls that only estimate how an answer is distributed; absent where the answer counts. */
  readonly sample?: number
}

/** One call, whole: wrappers hand it on as it is. */
export interface Prompt {
  /** The model's name as the provider knows it. */
  readonly model: string
  readonly messages: readonly PromptMessage[]
  readonly sampling: Sampling
  /** JSON schema of the answer where structured output is wanted and the provider offers it, else null. */
  readonly schema: Json | null
  /** How many alternatives of each token of the reply are wanted with their log-probabilities; absent where none are. */
  readonly topLogprobs?: number
  /** How many of the messages, at the end, follow what its participant was shown: replies that were no answer, and why. None where absent. */
  readonly further?: number
  readonly address: CallAddress
}

/** What the tries of one call came to; all are absent where it was made once, and nothing is in doubt. */
interface Tried {
  /** How often the call was made, the last time included: 2 or more. */
  readonly tries?: number
  /** Why each try but the last failed, in order; they hold no key. */
  readonly retried?: readonly string[]
  /** US dollars that may have been charged besides: for tries that broke off, or where the server did not say what it used. */
  readonly uncertainUsd?: number
}

/** One token of a reply, as the server sampled it. */
export interface TokenLogprob {
  readonly token: string
  /** Natural logarithm of its probability. */
  readonly logprob: number
  /** The likeliest tokens at its place, itself among them as a rule. */
  readonly alternatives: readonly { readonly token: string; readonly logprob: number }[]
}

/** What came back. `text` is null where the provider sent no words (a refusal, a filter, a tool call). */
export interface Completed extends Tried {
  readonly kind: 'completed'
  readonly text: string | null
  readonly servedModel: string | null
  readonly fingerprint: string | null
  readonly finishReason: string | null
  readonly usage: Usage
  /** Null where no price is known, or the server did not say what it used. */
  readonly costUsd: number | null
  /** Token by token; absent where they were not asked for or not given. */
  readonly logprobs?: readonly TokenLogprob[]
  /** What was already mended before it came here; absent where nothing was. */
  readonly mended?: readonly Mending[]
  /** Wall time of the call, all its tries and the waiting between them: beside the record, never in its hash. */
  readonly latencyMs: number
}

/**
 * Why no completion came, by what would help. `passing`: a busy server, a broken line; the same call may succeed later. `timeout`: no
 * whole reply in time; likewise. `unreached`: no server was there to take it, so that it is nobody's failure. `prompt`: this
 * prompt is not taken (it is too long), others are. `setup`: nothing is, until somebody mends a key, a model's name, a quota.
 */
export type FailureCause = 'passing' | 'timeout' | 'unreached' | 'prompt' | 'setup'

/** No completion came; expected of networks, so a value and not an error. `why` holds no key. */
export interface Failed extends Tried {
  readonly kind: 'failed'
  readonly why: string
  readonly cause: FailureCause
  /** True where the server may have worked for it, and may charge: the line broke after the prompt was sent. */
  readonly mayBeCharged?: true
  /** How long the server asks to be left alone; absent where it did not say. */
  readonly retryAfterMs?: number
  /** True where the server knows no such model (any more): nothing that is mended here brings it back. Its `cause` is `setup`. */
  readonly isGone?: true
  /** True where the server said that too much was asked of it (429). */
  readonly isBusy?: true
  readonly mended?: readonly Mending[]
  /** As for completions. */
  readonly latencyMs: number
}

/** The call was not made, and must not be taken for one: the budget is spent, or the work was told to stop. */
export interface Withheld {
  readonly kind: 'withheld'
}

export type Completion = Completed | Failed | Withheld

/** What a provider can do beyond text; what is absent is not known. */
export interface Capabilities {
  /** True where the provider enforces a JSON schema on its completions. */
  readonly structuredOutput: boolean
  /** True where it gives log-probabilities. */
  readonly logprobs?: boolean
}

export interface Provider extends Capabilities {
  /** The name before the slash in `provider/model`. */
  readonly name: string
  /** `signal` calls the call off; what becomes of it then is of no interest. */
  complete(prompt: Prompt, signal?: AbortSignal): Promise<Completion>
}

/** Whether the same call may succeed later. */
export function isWorthRetrying({ cause }: Failed): boolean {
  return cause === 'passing' || cause === 'timeout' || cause === 'unreached'
}
