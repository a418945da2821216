/** From what a seat's model is sent to calls, tokens and US dollars of one run. */
import type { CallNeeds, Range } from '../../record/call-estimate.ts'
import type { AnswerStyle } from '../../play/agent/answer-format.ts'
import { BYTES_PER_TOKEN, outputTokens, TOKENS_PER_MESSAGE } from './assumed-tokens.ts'
import type { ModelFacts } from './model-facts.ts'
import { combine, plus, times, ZERO } from './ranges.ts'
import type { FormSizes, SeatSizes } from './seat-sizes.ts'
import { quantile } from './student-t.ts'

/** The model of a seat, and how it is asked. */
export interface AskedModel {
  readonly facts: ModelFacts
  readonly style: AnswerStyle
  readonly maxTokens: number | undefined
  /** How often an invalid answer is asked for again. */
  readonly reask: number
  /** Further replies by which option probabilities are estimated; 0 where they are not. */
  readonly samples: number
  readonly mostTicks: number
  /** Over how many runs the mean is told: the more there are, the less it varies. */
  readonly runs: number
}

/** A reply that is shown again is cut after so many characters. */
const QUOTED_LIMIT = 8_000

/**
 * Needs of one seat in one run. `low` and `expected` have no answer asked for again; `high` has every answer asked for again as often as the plan
 * allows, each time with the replies before it in the prompt.
 */
export function seatNeeds(sizes: SeatSizes, model: AskedModel): CallNeeds {
  const { reask, samples, mostTicks, facts, runs } = model
  const asks = meanAsks(sizes, runs)
  const choices = choicesOf(sizes)
  // Prompts are taken for alike, however many there are.
  const spread = spreadOf(asks)
  const perForm = sizes.forms.map((form) => formNeeds(form, model))
  const total = (field: 'inputTokens' | 'outputTokens'): Range =>
    combine(
      perForm.reduce((sum, needs) => plus(sum, needs[field]), ZERO),
      spread,
      (tokens, factor) => tokens * factor,
    )
  const [inputTokens, outputTokens] = [total('inputTokens'), total('outputTokens')]
  const extra = times(extraReplies(model), choices)
  return {
    calls: {
      low: asks.low + extra.low * spread.low,
      expected: asks.expected + extra.expected,
      high: asks.high * (1 + reask) + extra.high * spread.high,
    },
    mostCalls: mostTicks * (1 + reask + (choices > 0 ? samples : 0)) * besidesOf(sizes),
    inputTokens,
    outputTokens,
    usd: usdOf(inputTokens, outputTokens, facts),
  }
}

/** Calls of one play in which no answer is asked for again: the fewest, the mean, the most. */
export function playCalls(sizes: SeatSizes, model: AskedModel): Range {
  const perAsk = 1 + (extraReplies(model).expected * choicesOf(sizes)) / sizes.asks.expected
  return sizes.asks.expected === 0 ? ZERO : times(sizes.asks, perAsk)
}

/** The mean over the runs lies in this 95 % prediction interval, and not beyond what plays showed. */
function meanAsks({ asks, plays, deviation }: SeatSizes, runs: number): Range {
  const { low, expected, high } = asks
  const half = plays < 2 ? 0 : quantile(plays) * deviation * Math.sqrt(1 / plays + 1 / runs)
  return {
    low: Math.max(low, expected - half),
    expected,
    high: Math.min(high, expected + half),
  }
}

/** Choices whose probabilities are estimated, where any are: those of the play. */
function choicesOf({ forms }: SeatSizes): number {
  return forms.reduce((sum, form) => sum + (isSampled(form) ? form.asks : 0), 0)
}

function isSampled({ kind, purpose }: FormSizes): boolean {
  return kind === 'choice' && purpose === 'ask'
}

/** Probes and summaries for each ask of the play, and the ask itself. */
function besidesOf({ asks, forms }: SeatSizes): number {
  const played = forms.reduce((sum, form) => sum + (form.purpose === 'ask' ? form.asks : 0), 0)
  return played === 0 ? 1 : Math.max(1, asks.expected / played)
}

function spreadOf(asks: Range): Range {
  return asks.expected === 0 ? ZERO : times(asks, 1 / asks.expected)
}

function formNeeds(
  form: FormSizes,
  model: AskedModel,
): Pick<CallNeeds, 'inputTokens' | 'outputTokens'> {
  const { asks } = form
  const { reasons } = model.facts
  const written = { style: 'line' as const, maxTokens: undefined, reasons }
  const reply = outputTokens(form, form.purpose === 'summary' ? written : { ...model, reasons })
  const prompts = combine(
    combine(form.bytes, BYTES_PER_TOKEN, (bytes, ratio) => (bytes + form.schemaBytes) / ratio),
    times(TOKENS_PER_MESSAGE, form.messages),
    (words, frame) => words + frame,
  )
  const extra = isSampled(form) ? extraReplies(model) : ZERO
  const { reask } = model
  const quoted = Math.min(reply.high, QUOTED_LIMIT / BYTES_PER_TOKEN.high)
  // The n-th time, n replies and why they were refused stand in the prompt.
  const again =
    ((reask * (reask + 1)) / 2) *
    (asks * (quoted + 2 * TOKENS_PER_MESSAGE.high) + form.againBytes / BYTES_PER_TOKEN.high)
  return {
    inputTokens: {
      low: prompts.low * (1 + extra.low),
      expected: prompts.expected * (1 + extra.expected),
      high: prompts.high * (1 + reask + extra.high) + again,
    },
    outputTokens: {
      low: reply.low * asks * (1 + extra.low),
      expected: reply.expected * asks * (1 + extra.expected),
      high: reply.high * asks * (1 + reask + extra.high),
    },
  }
}

/** Further replies for each choice: none where log-probabilities tell; they may fail to. */
function extraReplies({ samples, facts }: AskedModel): Range {
  return facts.logprobs
    ? { low: 0, expected: 0, high: samples }
    : { low: samples, expected: samples, high: samples }
}

const MILLION = 1_000_000

/** At full price: nobody can say how much of a prompt a provider will have read before. */
export function usdOf(
  inputTokens: Range,
  outputTokens: Range,
  { price }: Pick<ModelFacts, 'price'>,
): Range | null {
  if (price === null) return null
  return combine(
    times(inputTokens, price.inputUsd / MILLION),
    times(outputTokens, price.outputUsd / MILLION),
    (input, output) => input + output,
  )
}
