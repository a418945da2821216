/** The port to whoever serves a model: a prompt goes in, a completion or a failure comes out. */
import type { Json } from '../../base/canonical-json.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import type { PromptMessage, Sampling, Usage } from '../../record/prompt.ts'
import type { Mending } from '../../record/reading.ts'

/** One call, whole: wrappers hand it on as it is. */
export interface Prompt {
  /** The model's name as the provider knows it. */
  readonly model: string
  readonly messages: readonly PromptMessage[]
  readonly sampling: Sampling
  /** JSON schema of the answer where structured output is wanted and the provider offers it, else null. */
  readonly schema: Json | null
  /** Which call this is, for cassettes and ledgers; never sent to the model. */
  readonly address: {
    readonly run: RunId
    readonly tick: number
    readonly participant: ParticipantId
    readonly ask: string
    readonly attempt: number
  }
}

/** Says that one call was made several times before it came to this; both are absent where it was made once. */
interface Tried {
  /** How often the call was made, the last time included: 2 or more. */
  readonly tries?: number
  /** Why each try but the last failed, in order; they hold no key. */
  readonly retried?: readonly string[]
}

/** What came back. `text` is null where the provider sent no words (a refusal, a filter, a tool call). */
export interface Completed extends Tried {
  readonly kind: 'completed'
  readonly text: string | null
  readonly servedModel: string | null
  readonly fingerprint: string | null
  readonly finishReason: string | null
  readonly usage: Usage
  readonly costUsd: number | null
  /** What was already mended before it came here; absent where nothing was. */
  readonly mended?: readonly Mending[]
  /** Wall time of the call, all its tries and the waiting between them: beside the record, never in its hash. */
  readonly latencyMs: number
}

/** No completion came; expected of networks, so a value and not an error. `why` holds no key. */
export interface Failed extends Tried {
  readonly kind: 'failed'
  readonly why: string
  /** True when the same call may succeed later. */
  readonly transient: boolean
  /** How long the server asks to be left alone; absent where it did not say. */
  readonly retryAfterMs?: number
  readonly mended?: readonly Mending[]
  /** As for completions. */
  readonly latencyMs: number
}

export type Completion = Completed | Failed

export interface Provider {
  /** The name before the slash in `provider/model`. */
  readonly name: string
  /** True where the provider enforces a JSON schema on its completions. */
  readonly structuredOutput: boolean
  complete(prompt: Prompt): Promise<Completion>
}
