/** Pilots for tests: games that end by chance, and a model that is not what is assumed of models. */
import { canonicalJson } from '../../../base/canonical-json.ts'
import { Streams } from '../../../base/random.ts'
import { costUsdOf } from '../../../io/model/price.ts'
import type { Completed, Prompt } from '../../../io/model/provider.ts'
import type { CallEstimate } from '../../../record/call-estimate.ts'
import { estimateExperiment } from '../estimate-experiment.ts'
import type { ModelFacts } from '../model-facts.ts'
import { plannedHere, playCounted, type Planned, type Played } from './played-experiment.ts'

const PRICE = { inputUsd: 1, outputUsd: 10, asOf: '2026-01-01', source: 'a test' }
const FACTS: ModelFacts = { price: PRICE, reasons: null, structuredOutput: false, logprobs: false }

/** A tokenizer that makes more tokens than is assumed, and a model that writes more, now this much and now that. */
export function verbose(completion: Completed, { messages, address }: Prompt): Completed {
  const random = new Streams(canonicalJson(address)).stream('length')
  const characters = messages.reduce((sum, { text }) => sum + text.length, 0)
  const usage = {
    inputTokens: Math.round(characters / 3.2),
    outputTokens: 300 + random.below(400),
  }
  return { ...completion, usage, costUsd: costUsdOf(usage, PRICE) }
}

/** It answers, and does not say what that took. */
export const silent = (completion: Completed): Completed => ({
  ...completion,
  usage: { inputTokens: null, outputTokens: null },
  costUsd: null,
})

const BY_CHANCE = { game: 'prisoners-dilemma', continuation: 0.85 }
export const TEN_ROUNDS = { game: 'prisoners-dilemma', rounds: 10 }

/** Two treatments. */
export const planning = (replicates = 40, parameters: object = BY_CHANCE): Promise<Planned> =>
  plannedHere({
    parameters,
    cast: { row: { policy: 'llm', model: 'any/model' }, column: 'grim' },
    factors: { 'cast.column': ['grim', 'tit-for-tat'] },
    replicates,
  })

export const estimating = ({ plans, scenario, catalogue }: Planned): Promise<CallEstimate> =>
  estimateExperiment(plans, scenario, catalogue, () => FACTS)

/** Plays `each` runs of every treatment. */
export function pilot(planned: Planned, each: number, serve: typeof verbose): Promise<Played> {
  const plans = planned.plans.filter(({ replicate }) => replicate <= each)
  return playCounted({ ...planned, plans }, { standIn: 'sloppy', serve })
}
