/** Estimates for tests. */
import type { CallEstimate } from '../../../record/call-estimate.ts'
import { estimateExperiment } from '../estimate-experiment.ts'
import { modelFacts, type ModelFacts } from '../model-facts.ts'
import type { Planned } from './played-experiment.ts'

const UNDECLARED = modelFacts([])

/** With what is known of models unless told. */
export function estimated(planned: Planned, factsOf = UNDECLARED): Promise<CallEstimate> {
  const { plans, scenario, catalogue } = planned
  return estimateExperiment(plans, scenario, catalogue, factsOf)
}

/** A model at $1 and $10 per million tokens. */
export function factsWith(changes: Partial<ModelFacts>): () => ModelFacts {
  const price = { inputUsd: 1, outputUsd: 10, asOf: '2026-01-01', source: 'a test' }
  return () => ({ price, reasons: false, structuredOutput: false, logprobs: false, ...changes })
}
