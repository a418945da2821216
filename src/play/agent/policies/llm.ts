/** The policy of a seat that a language model holds: ask, read, ask again, and in the end do as the plan says. */
import { BadInputError } from '../../../base/errors.ts'
import type { Ask } from '../../../record/ask.ts'
import type { ModelCalled } from '../../../record/call-entries.ts'
import type { DecisionDefaulted, DecisionTaken } from '../../../record/decision-entries.ts'
import { fitValue, type Fit } from '../../../record/fit-value.ts'
import type { Provider } from '../../../io/model/provider.ts'
import { answerFormat, type AnswerStyle } from '../answer-format.ts'
import type { Answer } from '../answer.ts'
import { answerSchema } from '../answer-schema.ts'
import { composePrompt } from '../compose-prompt.ts'
import { explainFault } from '../explain-fault.ts'
import type { Aborted, Considered, SeatPolicy, Seating, Situation } from '../policy.ts'
import { attemptAnswer, type Attempt } from './attempt.ts'
import { llmSettingsOf, samplingOf, splitModel, type LlmSettings } from './llm-settings.ts'

/** A reply that is shown to the model again is cut here, so that an endless one does not burst the next prompt. */
const QUOTED_LIMIT = 8_000

/** Seats language models. `providerOf` gives the provider of a name, the part of `model` before the first slash. */
export function llmPolicy(providerOf: (name: string) => Provider): SeatPolicy {
  return (seating) => {
    const settings = llmSettingsOf(seating.seat)
    const { provider: providerName, name: model } = splitModel(settings.model)
    const held: Held = {
      seating,
      settings,
      provider: providerOf(providerName),
      providerName,
      model,
    }
    return { decide: (situation) => consider(held, situation) }
  }
}

/** What one seat holds for the length of its run. */
interface Held {
  readonly seating: Seating
  readonly settings: LlmSettings
  readonly provider: Provider
  readonly providerName: string
  readonly model: string
}

async function consider(held: Held, situation: Situation): Promise<Considered> {
  const { seating, settings, provider, providerName, model } = held
  const { ask, tick } = situation
  const fallback = fallbackOf(seating, ask)
  const style = styleOf(settings, provider)
  const { shown, messages } = composePrompt({
    ask,
    persona: seating.seat.persona,
    parts: situation.read(),
    style,
  })
  const schema = style === 'json' ? answerSchema(ask.form) : null
  const sampling = samplingOf(settings)

  const calls: ModelCalled[] = []
  const latenciesMs: number[] = []
  const considered = (decision: Considered['decision']): Considered => ({
    trail: [shown, ...calls],
    decision,
    latenciesMs,
  })
  let further: ModelCalled['further'] = []
  for (let attempt = 0; ; attempt++) {
    const address = { run: seating.run, tick, participant: ask.of, ask: ask.name, attempt }
    const prompt = { model, messages: [...messages, ...further], sampling, schema, address }
    const { entry, latencyMs, result } = await attemptAnswer({
      provider,
      providerName,
      prompt,
      further,
      form: ask.form,
      style,
    })
    calls.push(entry)
    latenciesMs.push(latencyMs)
    if (result.kind === 'valid' || result.kind === 'passed')
      return considered(taken(ask, result, calls.length))
    // A bad key or a missing model is nobody's decision: no policy for invalid answers may turn it into one.
    if (result.kind === 'failed' && !result.transient)
      return considered({ kind: 'unavailable', why: result.why })
    if (attempt === seating.invalid.reask) return considered(fallback(whyOf(result), calls.length))
    further = [...further, ...askAgain(result, entry, ask, style)]
  }
}

/** Structured output is for those who may reason: a bare label is one token, a JSON object is many. */
function styleOf(settings: LlmSettings, provider: Provider): AnswerStyle {
  if (settings.answer === 'bare') return 'bare'
  return settings.structured === 'auto' && provider.structuredOutput ? 'json' : 'line'
}

/** The reply and why it was no answer. Where there was no reply there is nothing to speak of, and the same is asked once more. */
function askAgain(
  result: Attempt['result'],
  entry: ModelCalled,
  ask: Ask,
  style: AnswerStyle,
): ModelCalled['further'] {
  if (result.kind !== 'invalid' || entry.completion === null || entry.completion.trim() === '')
    return []
  const { completion } = entry
  const quoted =
    completion.length > QUOTED_LIMIT
      ? `${completion.slice(0, QUOTED_LIMIT).toWellFormed()} […]`
      : completion
  return [
    { role: 'assistant', text: quoted },
    {
      role: 'user',
      text: `${explainFault(result.why, ask.form)}\n\n${answerFormat(ask.form, style)}`,
    },
  ]
}

function taken(ask: Ask, answer: Answer, attempts: number): DecisionTaken {
  const passed = answer.kind === 'passed'
  return {
    kind: 'decision-taken',
    of: ask.of,
    ask: ask.name,
    value: passed ? null : answer.value,
    displayed: passed ? null : answer.displayed,
    status: passed ? 'passed' : attempts === 1 ? 'valid' : 'reasked',
    attempts,
  }
}

function whyOf(result: Exclude<Attempt['result'], Answer>): string {
  return result.kind === 'failed' ? `failed: ${result.why}` : result.why
}

/** What the plan says shall happen when no answer comes; a default that does not fit is found before anything is spent. */
function fallbackOf(
  { seat, invalid }: Seating,
  ask: Ask,
): (why: string, attempts: number) => DecisionDefaulted | Aborted {
  const { then } = invalid
  if (then === 'abort') {
    return (why, attempts) => ({
      kind: 'aborted',
      why: `no answer after ${attempts} attempt${attempts === 1 ? '' : 's'}: ${why}`,
    })
  }
  const fit: Fit | undefined =
    then === 'forfeit' ? { value: null, displayed: null } : fitValue(ask.form, then.default)
  if (fit === undefined) {
    throw new BadInputError(
      `invalid: the default ${JSON.stringify(then === 'forfeit' ? null : then.default)} does not fit the ask "${ask.name}" of ` +
        `${seat.participant} (role "${seat.role}"). Give a value that does, or use forfeit or abort.`,
    )
  }
  const status = then === 'forfeit' ? 'forfeited' : 'defaulted'
  return (why, attempts) => ({
    kind: 'decision-defaulted',
    of: ask.of,
    ask: ask.name,
    ...fit,
    status,
    attempts,
    why,
  })
}
