/** Connects the models of judges under a budget of their own, and finds out before anything is spent whether each can be asked. */
import { BadInputError } from '../../base/errors.ts'
import { budgetOf, type Budget, type Caps } from '../../io/model/budget.ts'
import type { Provider } from '../../io/model/provider.ts'
import { servedBy, type Judge } from '../../study/coding/judge/judge.ts'
import { SIMULATED_JUDGES } from '../adapters.ts'
import { whyNot } from '../assert-models.ts'
import { isPriced } from '../assert-priced.ts'
import { connectProviders } from '../connect-providers.ts'
import type { ProviderDeclaration } from '../provider-declaration.ts'
import { declaredProviders } from '../providers-file.ts'
import { systemPace } from '../system-pace.ts'

export interface JudgesOptions {
  readonly caps: Caps
  readonly stop: AbortSignal
  /** How servers are reached; as coterie.providers.yaml and the environment say where none are given. */
  readonly declared?: readonly ProviderDeclaration[]
  /** Further providers, such as canned ones. */
  readonly providers?: readonly Provider[]
}

export interface JudgesAsked {
  readonly budget: Budget
  readonly declared: readonly ProviderDeclaration[]
  providerOf(judge: Judge): Provider
  refusedShare(): number
}

/** @throws BadInputError where a model cannot be asked, a seed would be lost, or a cap on money cannot be held because a price is not known. */
export function judgesAsked(judges: readonly Judge[], options: JudgesOptions): JudgesAsked {
  const budget = budgetOf(options.caps)
  const declared = options.declared ?? declaredProviders(process.env)
  const { providerOf, refusedShare } = connectProviders({
    declared,
    environment: process.env,
    own: options.providers ?? [],
    budget,
    stop: options.stop,
    pace: systemPace,
  })
  const faults = judges.flatMap((judge) => {
    const { provider } = servedBy(judge)
    const why = whyNot(judge.model, providerOf, SIMULATED_JUDGES)
    if (why !== undefined) return [`judge ${judge.name}: ${why}`]
    const takesSeed = declared.find(({ name }) => name === provider)?.seed !== false
    if (judge.sampling.seed === undefined || takesSeed) return []
    return [`judge ${judge.name}: provider "${provider}" takes no sampling seed. Leave "seed" out.`]
  })
  const unpriced = judges.filter(({ model }) => !isPriced(model, declared))
  if (options.caps.usd !== undefined && unpriced.length > 0) {
    const models = [...new Set(unpriced.map(({ model }) => model))].join(', ')
    faults.push(
      `--usd cannot be held: the price of ${models} is not known. Declare it under prices in coterie.providers.yaml (see docs/providers.md; 0 where it is free), or cap the number of calls with --calls.`,
    )
  }
  if (faults.length > 0) throw new BadInputError(faults.join('\n'))
  return {
    budget,
    declared,
    providerOf: (judge) => providerOf(servedBy(judge).provider),
    refusedShare,
  }
}
