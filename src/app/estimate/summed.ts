/** Adds up the cells of an estimate: by model, and over all. */
import type { CallEstimate, CallNeeds, EstimatedModel } from '../../record/call-estimate.ts'
import { NO_NEEDS, plusNeeds, roundedNeeds, timesNeeds } from './ranges.ts'

export type Unsummed = Omit<CallEstimate, 'format' | 'total' | 'models' | 'unpriced'> & {
  readonly factsOf: (model: string) => Pick<EstimatedModel, 'price' | 'reasons'>
}

/** Ends of ranges are added as they are: that nothing goes well anywhere is wider than anything that is likely. */
export function summed({ factsOf, ...estimate }: Unsummed): CallEstimate {
  const byModel = new Map<string, { runs: number; total: CallNeeds }>()
  for (const { model, runs, perRun } of estimate.cells) {
    const { runs: before = 0, total = NO_NEEDS } = byModel.get(model) ?? {}
    byModel.set(model, { runs: before + runs, total: plusNeeds(total, timesNeeds(perRun, runs)) })
  }
  const models = [...byModel].map(([model, { runs, total }]) => {
    const { reasons, price } = factsOf(model)
    return { model, runs, reasons, price, total: roundedNeeds(total) }
  })
  const priced = models.filter(({ price }) => price !== null)
  const needs = models.map(({ total }) => total).reduce(plusNeeds, NO_NEEDS)
  // The sum is of what has a price; what has none is named.
  const usd = priced.map(({ total }) => total).reduce(plusNeeds, NO_NEEDS).usd
  return {
    format: 1,
    ...estimate,
    total: roundedNeeds({ ...needs, usd: priced.length === 0 && models.length > 0 ? null : usd }),
    models,
    unpriced: models.flatMap(({ model, price }) => (price === null ? [model] : [])),
  }
}
