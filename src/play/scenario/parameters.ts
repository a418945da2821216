/** The parameters that a plan's run is played with: checked, defaults filled in, counterbalanced. */
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Plan } from '../../record/plan.ts'
import type { Scenario } from './define-scenario.ts'

/** The plans of a treatment share their parameters object: what comes of it is made once for all of its runs. */
const made = new WeakMap<Scenario, WeakMap<Plan['parameters'], Map<string, unknown>>>()

/** Applies the plan's counterbalance variants to its parameters. Equal plans of one experiment get one object. */
export function parametersOf(scenario: Scenario, plan: Plan): unknown {
  let byParameters = made.get(scenario)
  if (byParameters === undefined) made.set(scenario, (byParameters = new WeakMap()))
  let byVariants = byParameters.get(plan.parameters)
  if (byVariants === undefined) byParameters.set(plan.parameters, (byVariants = new Map()))
  const key = canonicalJson(plan.counterbalance)
  let parameters = byVariants.get(key)
  if (parameters === undefined) byVariants.set(key, (parameters = balanced(scenario, plan)))
  return parameters
}

function balanced(scenario: Scenario, plan: Plan): unknown {
  let parameters: unknown = scenario.parameters.parse(plan.parameters)
  for (const name of Object.keys(plan.counterbalance).sort()) {
    const counterbalance = scenario.counterbalance[name]
    if (counterbalance === undefined)
      throw new Error(`"${scenario.name}" does not counterbalance "${name}"`)
    parameters = counterbalance.apply(parameters, plan.counterbalance[name] ?? 0)
  }
  return parameters
}
