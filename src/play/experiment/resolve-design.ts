/** What only some plans have: the prompt design, the history budget, probes and interventions of a treatment, resolved. */
import type { Intervention } from '../../record/intervention.ts'
import type { Plan } from '../../record/plan.ts'
import type { Probe } from '../../record/probe.ts'
import type { Seat } from '../../record/seat.ts'
import { isHuman } from '../agent/policies/human-settings.ts'
import { seatsByRole, type Scenario } from '../scenario/define-scenario.ts'
import type { AgentRef } from './agent-ref.ts'
import type { Experiment } from './define-experiment.ts'
import { spanOf } from './play-span.ts'
import { ExperimentError, problemsOf, type FieldProblem } from './problems.ts'
import { resolveInterventions, type Cell } from './resolve-interventions.ts'
import { resolveProbes } from './resolve-probes.ts'
import { resolvePrompt } from './resolve-prompt.ts'
import { namedSeats } from './seat-names.ts'

export type Design = Pick<Plan, 'interventions' | 'probes' | 'prompt' | 'history'>

/**
 * Resolves the design of a treatment. What changes nothing has no key in it, so that a plan without it keeps its id.
 * `describe` says who an agent is that takes the place of a seat, or adds a problem.
 * @throws ExperimentError with every problem.
 */
export function resolveDesign(
  experiment: Experiment,
  scenario: Scenario,
  parameters: unknown,
  seats: readonly Seat[],
  describe: (
    ref: AgentRef,
    seat: Seat,
    path: FieldProblem['path'],
    problems: FieldProblem[],
  ) => Seat | undefined,
): Design {
  const problems: FieldProblem[] = []
  const { interventions = {}, probes = {}, history = 'whole' } = experiment
  const prompt = resolvePrompt(experiment.prompt ?? {}, scenario, problems)
  const amended = amendedBy(interventions, scenario, { parameters, seats }, problems)
  const cell: Cell = {
    seats: namedSeats(seats, problems),
    span: spanOf(scenario, [parameters, ...amended]),
    seat: (ref, seat, path) => describe(ref, seat, path, problems),
    problems,
  }
  const applied = resolveInterventions(interventions, cell)
  const asked = resolveProbes(probes, cell)
  problems.push(...probesOfPeople(asked, seats, applied))
  if (problems.length > 0) throw new ExperimentError(problems)
  return {
    ...(applied.length === 0 ? {} : { interventions: applied }),
    ...(asked.length === 0 ? {} : { probes: asked }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(history === 'whole' ? {} : { history }),
  }
}

/**
 * A question beside the play would be remembered by the person who read it, and the play with it and without would not be the same: people are asked by the
 * scenario, or not at all.
 */
function probesOfPeople(
  probes: readonly Probe[],
  seats: readonly Seat[],
  interventions: readonly Intervention[],
): FieldProblem[] {
  const people = new Set(
    [
      ...seats,
      ...interventions.flatMap(({ deed }) => (deed.do === 'replace' ? [deed.seat] : [])),
    ].flatMap((seat) => (isHuman(seat) ? [seat.participant] : [])),
  )
  return probes.flatMap(({ name, of }) => {
    const person = of.find((one) => people.has(one))
    if (person === undefined) return []
    const message = `${person} is a person, who would remember a question that is put beside the play. Name the others in "of", or let the scenario ask.`
    return [{ path: ['probes', name, 'of'], message }]
  })
}

/** The parameters after each `set`, in the order of declaration; what the scenario does not allow is a problem. */
function amendedBy(
  interventions: NonNullable<Experiment['interventions']>,
  scenario: Scenario,
  { parameters, seats }: { readonly parameters: unknown; readonly seats: readonly Seat[] },
  problems: FieldProblem[],
): unknown[] {
  const amended: unknown[] = []
  for (const [name, fields] of Object.entries(interventions)) {
    if (fields === 'off' || fields.set === undefined) continue
    const path = ['interventions', name, 'set']
    if (scenario.amend === undefined) {
      const message = `scenario "${scenario.name}" takes its parameters at the start: none can be changed while it is played`
      problems.push({ path, message })
      continue
    }
    const before = (amended.at(-1) ?? parameters) as object
    const parsed = scenario.parameters.safeParse({ ...before, ...fields.set })
    if (!parsed.success) {
      problems.push(...problemsOf(parsed.error, path, scenario.parameters))
      continue
    }
    const complaints = scenario.problems?.(parsed.data, seatsByRole(scenario, seats)) ?? []
    problems.push(...complaints.map((message) => ({ path, message })))
    amended.push(parsed.data)
  }
  return amended
}
