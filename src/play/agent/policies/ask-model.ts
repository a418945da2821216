/** Asks a model, reads its reply, and asks again where it was no answer. */
import type { Ask } from '../../../record/ask.ts'
import type { ModelCalled } from '../../../record/call-entries.ts'
import { answerFormat, type AnswerStyle } from '../answer-format.ts'
import type { Answer } from '../answer.ts'
import { quoted } from '../conversation.ts'
import { decisionOf } from '../decision-of.ts'
import { explainFault } from '../explain-fault.ts'
import type { Considered } from '../policy.ts'
import { attemptAnswer, type Attempt, type AttemptRequest } from './attempt.ts'
import { forfeit, type Fallback } from './fallback.ts'

export interface Asked {
  readonly attempts: readonly Attempt[]
  readonly decision: Considered['decision']
}

/** What is done where no answer comes. */
export interface Patience {
  /** How often it is asked again. */
  readonly reask: number
  readonly fallback: Fallback
  /** True where a model that is gone forfeits what it is asked; otherwise it leaves the run as it is. */
  readonly goneForfeits: boolean
}

/** The attempts in order, and what came of them. */
export async function askModel(
  opening: AttemptRequest,
  ask: Ask,
  { reask, fallback, goneForfeits }: Patience,
): Promise<Asked> {
  const attempts: Attempt[] = []
  let request = opening
  for (;;) {
    const made = await attemptAnswer(request)
    if (made === undefined) return { attempts, decision: { kind: 'withheld' } }
    const { entry, result } = made
    attempts.push(made)
    if (result.kind === 'valid' || result.kind === 'passed')
      return { attempts, decision: decisionOf(ask, result, attempts.length) }
    const why = whyOf(result)
    if (result.kind === 'failed') {
      if (result.isGone === true && goneForfeits)
        return { attempts, decision: forfeit(ask)(`gone: ${result.why}`, attempts.length) }
      // A bad key, a missing model or a dead network is nobody's decision: no policy for invalid answers may turn it into one.
      if (result.cause === 'setup' || result.cause === 'unreached')
        return { attempts, decision: { kind: 'unavailable', why: result.why } }
    }
    // What is not taken once is not taken again: there is nothing to say that would make the prompt shorter.
    const isLast =
      attempts.length > reask || (result.kind === 'failed' && result.cause === 'prompt')
    if (isLast) return { attempts, decision: fallback(why, attempts.length) }
    request = nextRequest(request, askAgain(result, entry, ask, request.style))
  }
}

/** The next attempt: the same prompt, and what is said further. Probabilities are those of the first. */
function nextRequest(request: AttemptRequest, more: ModelCalled['further']): AttemptRequest {
  const { model, messages, sampling, schema, address } = request.prompt
  const further = [...request.further, ...more]
  return {
    ...request,
    prompt: {
      model,
      messages: [...messages, ...more],
      sampling,
      schema,
      ...(further.length === 0 ? {} : { further: further.length }),
      address: { ...address, attempt: address.attempt + 1 },
    },
    further,
    wantsProbabilities: false,
  }
}

/** The reply and why it was no answer. Where there was no reply there is nothing to speak of, and the same is asked once more. */
function askAgain(
  result: Attempt['result'],
  { completion }: ModelCalled,
  ask: Ask,
  style: AnswerStyle,
): ModelCalled['further'] {
  if (result.kind !== 'invalid' || completion === null || completion.trim() === '') return []
  return [
    { role: 'assistant', text: quoted(completion) },
    {
      role: 'user',
      text: `${explainFault(result.why, ask.form)}\n\n${answerFormat(ask.form, style)}`,
    },
  ]
}

function whyOf(result: Exclude<Attempt['result'], Answer>): string {
  return result.kind === 'failed' ? `failed: ${result.why}` : result.why
}
