/** The parameters that a plan's run is played with: checked, defaults filled in, counterbalanced. */
import { canonicalJson } from '../../base/canonical-json.ts'
import { BadInputError } from '../../base/errors.ts'
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

/**
 * Parameters of which some are changed in the course of a run.
 * @throws BadInputError that names the field where they are none any more.
 */
export function amendedParameters(
  scenario: Scenario,
  parameters: unknown,
  changes: Readonly<Record<string, unknown>>,
): unknown {
  const parsed = scenario.parameters.safeParse({ ...(parameters as object), ...changes })
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new BadInputError(
    `the parameters of "${scenario.name}" cannot be changed to ${JSON.stringify(changes)}: ${faults.join('; ')}`,
  )
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
