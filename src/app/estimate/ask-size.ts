/** How large one call is, before anybody makes it. */
import type { AnswerForm } from '../../record/ask.ts'

/** One call, as the model that is asked would read it. */
export interface AskSize {
  /** `ask`: the scenario asks. `probe`: the experiment does, beside the play. `summary`: what is told no more is summed up. */
  readonly purpose: 'ask' | 'probe' | 'summary'
  readonly kind: AnswerForm['kind']
  /** Of free words. */
  readonly maxLength: number | undefined
  /** Counted from 1; the tick where the scenario has no rounds. */
  readonly round: number
  /** UTF-8 bytes of all messages. */
  readonly bytes: number
  readonly messages: number
  /** UTF-8 bytes of the JSON schema that is sent along; 0 where there is none. */
  readonly schemaBytes: number
  /** UTF-8 bytes that are added where the answer is asked for again, beside the reply that is quoted. */
  readonly againBytes: number
}

/** A call, and the tick in which it is made. */
export type Measured = Omit<AskSize, 'round'> & { readonly tick: number }
