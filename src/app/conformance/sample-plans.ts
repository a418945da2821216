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
/** A role is filled up by so many, in search of a cast that the parameters allow. */
const MOST_MORE = 24

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
    return castsOf(scenario, checked.data, field).flatMap((seats) =>
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

function castsOf(scenario: Scenario, parameters: unknown, field: (string | number)[]): Seat[][] {
  return castSizes(scenario, parameters, field).map(seatsOf)
}

/**
 * How many sit in each role: the smallest cast that the parameters allow, and the next that has two more in a role.
 * @throws ExperimentError where they allow none.
 */
export function castSizes(
  scenario: Scenario,
  parameters: unknown,
  field: (string | number)[],
): Record<string, number>[] {
  const casts: Record<string, number>[] = []
  let complaints: readonly string[] = []
  let from = 0
  for (let more = 0; more <= MOST_MORE && casts.length < 2; more++) {
    const sizes = Object.fromEntries(
      Object.entries(scenario.roles).map(([role, { min, max }]) => [
        role,
        Math.min(max, min + more),
      ]),
    )
    const last = casts.at(-1)
    const seats = totalOf(sizes)
    if (seats === 0 || (last !== undefined && (more < from + 2 || seats === totalOf(last))))
      continue
    const found = scenario.problems?.(parameters as never, sizes) ?? []
    if (found.length > 0) {
      if (casts.length === 0 && complaints.length === 0) complaints = found
      continue
    }
    casts.push(sizes)
    from = more
  }
  if (casts.length === 0)
    throw new ExperimentError(complaints.map((message) => ({ path: field, message })))
  return casts
}

function totalOf(sizes: Readonly<Record<string, number>>): number {
  return Object.values(sizes).reduce((sum, size) => sum + size, 0)
}

function seatsOf(sizes: Readonly<Record<string, number>>): Seat[] {
  return Object.entries(sizes)
    .flatMap(([role, size]) => Array.from({ length: size }, () => role))
    .map((role, i) => seatOf(ParticipantId.parse(`p${i + 1}`), role))
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
