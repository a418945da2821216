/** The policy of a seat that a language model holds: ask, read, ask again, and in the end do as the plan says. */
import { BadInputError } from '../../../base/errors.ts'
import type { Ask } from '../../../record/ask.ts'
import type { ModelCalled } from '../../../record/call-entries.ts'
import type {
  DecisionDefaulted,
  DecisionTaken,
  ObservationShown,
} from '../../../record/decision-entries.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import type { Seat } from '../../../record/seat.ts'
import { fitValue, type Fit } from '../../../record/fit-value.ts'
import type { Prompt, Provider } from '../../../io/model/provider.ts'
import { answerFormat, type AnswerStyle } from '../answer-format.ts'
import type { Answer } from '../answer.ts'
import { answerSchema } from '../answer-schema.ts'
import { composePrompt } from '../compose-prompt.ts'
import { explainFault } from '../explain-fault.ts'
import type { Aborted, Considered, SeatPolicy, Seating, Situation } from '../policy.ts'
import { attemptAnswer, type Attempt, type AttemptRequest } from './attempt.ts'
import { estimateProbabilities, TOP_LOGPROBS, type Estimated } from './estimate-probabilities.ts'
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
  const { seating, settings } = held
  const { ask } = situation
  const fallback = fallbackOf(seating, ask)
  const { shown, request } = openingOf(held, situation)
  const { attempts, decision } = await decide(request, ask, seating, fallback)
  const { probabilities } = settings
  const first = attempts[0]
  const estimated =
    probabilities !== undefined &&
    ask.form.kind === 'choice' &&
    first !== undefined &&
    isDecided(decision) &&
    attempts.some(({ result }) => result.kind !== 'failed')
      ? await estimateProbabilities(request, ask.form, first, probabilities.samples)
      : NOT_ESTIMATED
  const made = [...attempts, ...estimated.samples]
  return {
    trail: [
      shown,
      ...made.map(({ entry }) => entry),
      ...(estimated.entry === null ? [] : [estimated.entry]),
    ],
    decision: estimated.hindrance ?? decision,
    latenciesMs: made.map(({ latencyMs }) => latencyMs),
  }
}

const NOT_ESTIMATED: Estimated = { samples: [], entry: null, hindrance: null }

function isDecided({ kind }: Considered['decision']): boolean {
  return kind === 'decision-taken' || kind === 'decision-defaulted'
}

/** What is shown, and the first call about it. */
function openingOf(
  { seating, settings, provider, providerName, model }: Held,
  situation: Situation,
): { readonly shown: ObservationShown; readonly request: AttemptRequest } {
  const { ask, tick } = situation
  const style = styleOf(settings, provider)
  const { shown, messages } = composePrompt({
    ask,
    persona: seating.seat.persona,
    parts: situation.read(),
    style,
  })
  const wantsProbabilities = settings.probabilities !== undefined && ask.form.kind === 'choice'
  const prompt: Prompt = {
    model,
    messages,
    sampling: samplingOf(settings),
    schema: style === 'json' ? answerSchema(ask.form) : null,
    ...(wantsProbabilities && provider.logprobs === true ? { topLogprobs: TOP_LOGPROBS } : {}),
    address: { run: seating.run, tick, participant: ask.of, ask: ask.name, attempt: 0 },
  }
  const request = {
    provider,
    providerName,
    prompt,
    further: [],
    form: ask.form,
    style,
    wantsProbabilities,
  }
  return { shown, request }
}

interface Decided {
  readonly attempts: readonly Attempt[]
  readonly decision: Considered['decision']
}

async function decide(
  opening: AttemptRequest,
  ask: Ask,
  { invalid }: Seating,
  fallback: (why: string, attempts: number) => DecisionDefaulted | Aborted,
): Promise<Decided> {
  const attempts: Attempt[] = []
  let request = opening
  for (;;) {
    const made = await attemptAnswer(request)
    if (made === undefined) return { attempts, decision: { kind: 'withheld' } }
    const { entry, result } = made
    attempts.push(made)
    if (result.kind === 'valid' || result.kind === 'passed')
      return { attempts, decision: taken(ask, result, attempts.length) }
    // A bad key, a missing model or a dead network is nobody's decision: no policy for invalid answers may turn it into one.
    if (result.kind === 'failed' && (result.cause === 'setup' || result.cause === 'unreached'))
      return { attempts, decision: { kind: 'unavailable', why: result.why } }
    // What is not taken once is not taken again: there is nothing to say that would make the prompt shorter.
    const isLast =
      attempts.length > invalid.reask || (result.kind === 'failed' && result.cause === 'prompt')
    if (isLast) return { attempts, decision: fallback(whyOf(result), attempts.length) }
    request = nextRequest(request, askAgain(result, entry, ask, request.style))
  }
}

/** The next attempt: the same prompt, and what is said further. Probabilities are those of the first. */
function nextRequest(request: AttemptRequest, more: ModelCalled['further']): AttemptRequest {
  const { model, messages, sampling, schema, address } = request.prompt
  return {
    ...request,
    prompt: {
      model,
      messages: [...messages, ...more],
      sampling,
      schema,
      address: { ...address, attempt: address.attempt + 1 },
    },
    further: [...request.further, ...more],
    wantsProbabilities: false,
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
  if (fit === undefined) throw new BadInputError(`invalid: ${misfitOf(seat, invalid, ask) ?? ''}`)
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

/** Why what the plan puts in place of an answer is none for this ask; undefined where it is one, or nothing is put there. */
export function misfitOf(seat: Seat, { then }: InvalidPolicy, ask: Ask): string | undefined {
  if (typeof then === 'string' || fitValue(ask.form, then.default) !== undefined) return undefined
  return (
    `the default ${JSON.stringify(then.default)} does not fit the ask "${ask.name}" of ${seat.participant} (role "${seat.role}"). ` +
    'Give a value that does, or use forfeit or abort.'
  )
}
