/** The policy of a seat that a language model holds: tell, ask, read, ask again, and in the end do as the plan says. */
import type { Prompt } from '../../../io/model/provider.ts'
import type { AnswerStyle } from '../answer-format.ts'
import { answerSchema } from '../answer-schema.ts'
import {
  NOTHING_SAID,
  ownParts,
  recalled,
  withTurn,
  type Conversation,
  type Turn,
} from '../conversation.ts'
import type { Considered, Policy, SeatPolicy, Seating, Situation } from '../policy.ts'
import { tell, type ModelTeller, type Telling } from '../tell.ts'
import { askModel, type Asked, type Patience } from './ask-model.ts'
import type { AttemptRequest } from './attempt.ts'
import { connectModel, type ConnectedModel, type ProviderOf } from './connected-model.ts'
import { estimateProbabilities, TOP_LOGPROBS, type Estimated } from './estimate-probabilities.ts'
import { fallbackOf, forfeit } from './fallback.ts'
import { llmSettingsOf, samplingOf, sessionOf, type LlmSettings } from './llm-settings.ts'
import { summarise, writerOf, type Summarised, type Writer } from './summarise.ts'

/** Seats language models. `providerOf` gives the provider of a name, the part of `model` before the first slash. */
export function llmPolicy(providerOf: ProviderOf): SeatPolicy {
  return (seating) => {
    const settings = llmSettingsOf(seating.seat)
    const own = connectModel(providerOf, settings.model, samplingOf(settings))
    const { history } = seating
    const held: Held = {
      seating,
      settings,
      own,
      teller: tellerOf(seating, settings, styleOf(settings, own.provider)),
      writer:
        typeof history === 'object' && 'summary' in history
          ? writerOf(own, history.summary, providerOf)
          : null,
    }
    return seated(held)
  }
}

/** What one seat holds for the length of its run. */
interface Held {
  readonly seating: Seating
  readonly settings: LlmSettings
  readonly own: ConnectedModel
  readonly teller: ModelTeller
  /** Of summaries; null where none are kept. */
  readonly writer: Writer | null
}

function seated(held: Held): Policy {
  const { session } = held.teller
  let conversation = NOTHING_SAID
  return {
    async decide(situation) {
      const { considered, after } = await consider(held, conversation, situation)
      conversation = after
      return considered
    },
    probe: (situation) => answerProbe(held, conversation, situation),
    recall(tick, entries, round) {
      conversation = recalled(conversation, session, { tick, round: round ?? tick + 1 }, entries)
    },
  }
}

/** How a seat is told its situations: what its settings, its plan and its provider say of it. */
export function tellerOf(
  { participant, seat, prompt, history }: Seating,
  settings: LlmSettings,
  style: AnswerStyle,
): ModelTeller {
  return {
    self: participant,
    persona: seat.persona,
    personaName: seat.personaName,
    session: sessionOf(settings),
    opening: settings.opening ?? [],
    design: prompt,
    history,
    style,
  }
}

/** The decision, and the conversation after it. */
async function consider(
  held: Held,
  conversation: Conversation,
  situation: Situation,
): Promise<{ considered: Considered; after: Conversation }> {
  const { seating, settings, teller } = held
  const { ask } = situation
  // Checked before anything is spent.
  const fallback = fallbackOf(seating.seat, seating.invalid, ask)
  const summed = await summedUp(held, conversation, situation)
  const { before, telling, side } = summed
  if (side !== null && side.hindrance !== null) {
    const { trail, latenciesMs, hindrance } = side
    return { considered: { trail, latenciesMs, decision: hindrance }, after: before }
  }
  const wantsProbabilities = settings.probabilities !== undefined && ask.form.kind === 'choice'
  const request = requestFor(held, telling, situation, wantsProbabilities)
  const asked = await askModel(request, ask, patienceOf(seating, fallback))
  const estimated = await estimatedFor(held, request, situation, asked)
  const { attempts } = asked
  const made = [...attempts, ...estimated.samples]
  const considered = {
    trail: [
      ...(side?.trail ?? []),
      telling.shown,
      ...made.map(({ entry }) => entry),
      ...(estimated.entry === null ? [] : [estimated.entry]),
    ],
    decision: estimated.hindrance ?? asked.decision,
    latenciesMs: [...(side?.latenciesMs ?? []), ...made.map(({ latencyMs }) => latencyMs)],
  }
  const turn = turnOf(asked, telling, situation)
  const after = turn === null ? before : withTurn(before, teller.session, ask.name, turn)
  return { considered, after }
}

interface SummedUp {
  readonly before: Conversation
  readonly telling: Telling
  readonly side: Summarised | null
}

/** What is told for an ask, once what it leaves out has been summed up where that is wanted. */
async function summedUp(
  { seating, teller, writer }: Held,
  conversation: Conversation,
  situation: Situation,
): Promise<SummedUp> {
  const told = { ask: situation.ask, round: roundOf(situation), parts: situation.read() }
  const telling = tell(teller, conversation, told)
  const { due } = telling
  if (due === null || writer === null) return { before: conversation, telling, side: null }
  const occasion = { before: conversation.summary, due }
  const side = await summarise(writer, seating, teller, situation, occasion)
  if (side.summary === null) return { before: conversation, telling, side }
  const before = { ...conversation, summary: side.summary }
  return { before, telling: tell(teller, before, told), side }
}

/**
 * Beside the play: it is told what an ask would be told, and nothing of it is kept. No summary is written for it; what the running one does not
 * cover yet is told in full.
 */
async function answerProbe(
  held: Held,
  conversation: Conversation,
  situation: Situation,
): Promise<Considered> {
  const { ask } = situation
  const parts = situation.read()
  const telling = tell(held.teller, conversation, { ask, round: roundOf(situation), parts })
  const request = requestFor(held, telling, situation, false)
  const { attempts, decision } = await askModel(
    request,
    ask,
    patienceOf(held.seating, forfeit(ask)),
  )
  return {
    trail: [telling.shown, ...attempts.map(({ entry }) => entry)],
    decision,
    latenciesMs: attempts.map(({ latencyMs }) => latencyMs),
  }
}

/** Ticks count as rounds where there are none. */
function roundOf({ round, tick }: Situation): number {
  return round ?? tick + 1
}

function patienceOf({ invalid }: Seating, fallback: Patience['fallback']): Patience {
  return { reask: invalid.reask, fallback, goneForfeits: invalid.unavailable === 'crash' }
}

/** The first call about what is told. */
function requestFor(
  { seating, own, teller }: Held,
  { messages }: Telling,
  { ask, tick }: Situation,
  wantsProbabilities: boolean,
): AttemptRequest {
  const { provider, providerName, model, sampling } = own
  const { style } = teller
  const prompt: Prompt = {
    model,
    messages,
    sampling,
    schema: style === 'json' ? answerSchema(ask.form) : null,
    ...(wantsProbabilities && provider.logprobs === true ? { topLogprobs: TOP_LOGPROBS } : {}),
    address: { run: seating.run, tick, participant: ask.of, ask: ask.name, attempt: 0 },
  }
  return { provider, providerName, prompt, further: [], form: ask.form, style, wantsProbabilities }
}

const NOT_ESTIMATED: Estimated = { samples: [], entry: null, hindrance: null }

async function estimatedFor(
  { settings: { probabilities } }: Held,
  request: AttemptRequest,
  { ask: { form } }: Situation,
  { attempts, decision }: Asked,
): Promise<Estimated> {
  const first = attempts[0]
  if (probabilities === undefined || form.kind !== 'choice' || first === undefined)
    return NOT_ESTIMATED
  const isDecided = decision.kind === 'decision-taken' || decision.kind === 'decision-defaulted'
  if (!isDecided || attempts.every(({ result }) => result.kind === 'failed')) return NOT_ESTIMATED
  return estimateProbabilities(request, form, first, probabilities.samples)
}

/** Null where no answer was accepted. */
function turnOf(
  { attempts, decision }: Asked,
  { shown }: Telling,
  situation: Situation,
): Turn | null {
  const reply = attempts.at(-1)?.entry.completion ?? null
  if (decision.kind !== 'decision-taken' || reply === null) return null
  return { tick: situation.tick, round: roundOf(situation), parts: ownParts(shown.parts), reply }
}

/** Structured output is for those who may reason: a bare label is one token, a JSON object is many. */
function styleOf(
  settings: LlmSettings,
  { structuredOutput }: ConnectedModel['provider'],
): AnswerStyle {
  if (settings.answer === 'bare') return 'bare'
  return settings.structured === 'auto' && structuredOutput ? 'json' : 'line'
}
