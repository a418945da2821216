/** Plans to try a scenario with: its examples, its smallest and a larger cast, every counterbalanced variant. */
import type { Json } from '../../base/canonical-json.ts'
import { ExperimentError, keysOf, problemsOf } from '../../play/experiment/problems.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'

/** A plan, and in words which of the scenario's parameters it stands for. */
export interface Sample {
  readonly name: string
  readonly plan: Plan
}

const POLICY = 'any-answer'
const MOST_VARIANTS = 6

/**
 * Plans for a scenario, from its examples.
 * @throws ExperimentError where an example is refused by the scenario's own schema.
 */
export function samplePlans(scenario: Scenario): Sample[] {
  const examples = (scenario.examples ?? [{}]) as readonly Readonly<Record<string, Json>>[]
  return examples.flatMap((parameters, i) => {
    const name = scenario.examples === undefined ? 'no parameters' : `example ${i + 1}`
    const checked = scenario.parameters.safeParse(parameters)
    const field = scenario.examples === undefined ? ['parameters'] : ['examples', i]
    if (!checked.success) {
      const problems = problemsOf(checked.error, field, keysOf(scenario.parameters))
      const mend =
        scenario.examples === undefined ? [{ path: ['examples'], message: GIVE_EXAMPLES }] : []
      throw new ExperimentError([...problems, ...mend])
    }
    const complaints = scenario.problems?.(checked.data) ?? []
    if (complaints.length > 0) {
      throw new ExperimentError(complaints.map((message) => ({ path: field, message })))
    }
    return castsOf(scenario).flatMap((seats) =>
      variantsOf(scenario, checked.data).map((counterbalance, k) => ({
        name,
        plan: planOf(scenario, parameters, seats, counterbalance, k + 1),
      })),
    )
  })
}

const GIVE_EXAMPLES =
  'the scenario cannot be played without parameters: give some as examples in defineScenario, or check an experiment that uses it'

/** Plans of an experiment, one for each treatment and variant, played by policies that answer anything. */
export function samplesOf(plans: readonly Plan[]): Sample[] {
  const distinct = new Map<string, Plan>()
  for (const plan of plans) {
    const key = JSON.stringify([plan.treatment, plan.counterbalance])
    if (!distinct.has(key)) distinct.set(key, plan)
  }
  return [...distinct.values()].slice(0, 40).map((plan) => ({
    name: `treatment "${plan.treatment}"`,
    plan: { ...plan, seats: plan.seats.map(({ participant, role }) => seatOf(participant, role)) },
  }))
}

function castsOf(scenario: Scenario): Seat[][] {
  const sizes = Object.entries(scenario.roles)
  const few = sizes.map(([role, { min }]): [string, number] => [role, min])
  const more = sizes.map(([role, { min, max }]): [string, number] => [role, Math.min(max, min + 2)])
  const casts = [few, more].filter((cast) => cast.some(([, size]) => size > 0))
  const seatings = casts.map((cast) =>
    cast
      .flatMap(([role, size]) => Array.from({ length: size }, () => role))
      .map((role, i) => seatOf(ParticipantId.parse(`p${i + 1}`), role)),
  )
  return seatings.filter((seats, i) => i === 0 || seats.length !== seatings[0]?.length)
}

function seatOf(participant: ParticipantId, role: string): Seat {
  return { participant, role, agent: POLICY, policy: POLICY, settings: {}, persona: null }
}

function variantsOf(scenario: Scenario, parameters: unknown): Record<string, number>[] {
  const one = Object.entries(scenario.counterbalance).flatMap(([name, { variants }]) =>
    Array.from({ length: Math.min(MOST_VARIANTS, variants(parameters)) }, (_, k) => ({
      [name]: k,
    })),
  )
  return [{}, ...one]
}

function planOf(
  scenario: Scenario,
  parameters: Readonly<Record<string, Json>>,
  seats: Seat[],
  counterbalance: Record<string, number>,
  replicate: number,
): Plan {
  return {
    experiment: 'check',
    scenario: { name: scenario.name, version: scenario.version },
    parameters,
    seats,
    treatment: 'all',
    levels: {},
    counterbalance,
    replicate,
    seed: replicate,
    invalid: { reask: 0, then: 'forfeit' },
  }
}
