/** A budget in money can be held only where every model has a price: said before anything is played. */
import { ExperimentError } from '../play/experiment/problems.ts'
import { splitModel } from '../play/agent/policies/llm-settings.ts'
import type { Experiment } from '../play/experiment/define-experiment.ts'
import type { Plan } from '../record/plan.ts'
import { modelsIn } from './assert-models.ts'
import { priceListOf } from './connect-providers.ts'
import type { ProviderDeclaration } from './provider-declaration.ts'

/** @throws ExperimentError where `budget.usd` is given and the price of a model is not known. */
export function assertPriced(
  plans: readonly Plan[],
  experiment: Pick<Experiment, 'budget'>,
  declared: readonly ProviderDeclaration[],
): void {
  if (experiment.budget?.usd === undefined) return
  const unpriced = [...modelsIn(plans)].filter((model) => !isPriced(model, declared))
  if (unpriced.length === 0) return
  throw new ExperimentError([
    {
      path: ['budget', 'usd'],
      message:
        `cannot be held: the price of ${unpriced.join(', ')} is not known. Declare it under prices in coterie.providers.yaml ` +
        '(see docs/providers.md; 0 where it is free), or cap the number of calls with budget.calls.',
    },
  ])
}

/** Whether it is known what a model costs. What is not declared runs in this process: it costs nothing. */
export function isPriced(model: string, declared: readonly ProviderDeclaration[]): boolean {
  const { provider, name } = splitModel(model)
  const declaration = declared.find((one) => one.name === provider)
  return declaration === undefined || priceListOf(declaration)(name) !== undefined
}
