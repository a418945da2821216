/** What the plans of an experiment amount to: runs, cast and ticks by treatment. */
import type { Plan } from '../../record/plan.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { parametersOf } from '../scenario/parameters.ts'

export interface TreatmentSummary {
  readonly treatment: string
  readonly runs: number
  /** `role: agent`, in seat order. */
  readonly cast: readonly string[]
  /** Ticks of one run, at most. */
  readonly most_ticks: number
}

export interface PlanSummary {
  readonly runs: number
  /** False where some treatment has one combination of counterbalanced variants more often than another. */
  readonly balanced: boolean
  readonly treatments: readonly TreatmentSummary[]
}

export function summarisePlans(plans: readonly Plan[], scenario: Scenario): PlanSummary {
  const byTreatment = new Map<string, Plan[]>()
  for (const plan of plans) {
    const list = byTreatment.get(plan.treatment)
    if (list === undefined) byTreatment.set(plan.treatment, [plan])
    else list.push(plan)
  }
  const treatments = [...byTreatment].map(([treatment, list]): TreatmentSummary => {
    const first = list[0] as Plan
    return {
      treatment,
      runs: list.length,
      cast: first.seats.map(({ role, agent }) => `${role}: ${agent}`),
      most_ticks: scenario.mostTicks(parametersOf(scenario, first)),
    }
  })
  return {
    runs: plans.length,
    balanced: [...byTreatment.values()].every((list) => isBalanced(list, scenario)),
    treatments,
  }
}

/** Whether every combination of variants comes up equally often: blocks are full. */
function isBalanced(plans: readonly Plan[], scenario: Scenario): boolean {
  const first = plans[0] as Plan
  const parameters = scenario.parameters.parse(first.parameters)
  const combinations = Object.keys(first.counterbalance)
    .map((name) => scenario.counterbalance[name]?.variants(parameters) ?? 1)
    .reduce((product, count) => product * count, 1)
  return plans.length % combinations === 0
}
