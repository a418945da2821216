/** Treatments × replicates become plans. */
import { contentHash } from '../../base/hash.ts'
import { nearest } from '../../base/errors.ts'
import type { Json } from '../../base/canonical-json.ts'
import type { Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import { assertSound } from '../scenario/check-scenario.ts'
import { seatsByRole, type Scenario } from '../scenario/define-scenario.ts'
import { assignVariants } from './assign-variants.ts'
import type { Catalogue } from './catalogue.ts'
import { BookedPeople } from './book-people.ts'
import { defineExperiment, type Experiment } from './define-experiment.ts'
import { describeAgent } from './describe-agent.ts'
import { drawBanks, type Drawn } from './draw-banks.ts'
import { placeItems } from './place-items.ts'
import { ExperimentError, keysOf, problemsOf, type FieldProblem } from './problems.ts'
import { resolveDesign, type Design } from './resolve-design.ts'
import { seatCast } from './seat-cast.ts'
import { treatmentsOf, withLevel, type Treatment } from './treatments.ts'

/**
 * All plans of an experiment, treatment by treatment. A plan depends on its own treatment and replicate only, so that
 * adding treatments or replicates leaves the others as they were.
 * @throws ExperimentError with every problem of every treatment; FaultyScenarioError where no run of the scenario could be played.
 */
export function planRuns(experiment: Experiment, scenario: Scenario, catalogue: Catalogue): Plan[] {
  assertSound(scenario)
  const problems: FieldProblem[] = []
  const drawn = drawBanks(experiment, catalogue)
  const plans = treatmentsOf(experiment).flatMap((treatment) => {
    try {
      return planTreatment(experiment, treatment, scenario, { catalogue, drawn })
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error
      problems.push(...error.problems.map((problem) => relocate(problem, treatment)))
      return []
    }
  })
  if (problems.length > 0) throw new ExperimentError(distinct(problems))
  return plans
}

function planTreatment(
  experiment: Experiment,
  treatment: Treatment,
  scenario: Scenario,
  { catalogue, drawn }: { readonly catalogue: Catalogue; readonly drawn: Drawn },
): Plan[] {
  const cell = applyLevels(experiment, treatment, scenario)
  const parameters = placeItems(cell.parameters as Record<string, Json>, drawn.items)
  const checked = scenario.parameters.safeParse(parameters)
  if (!checked.success) {
    throw new ExperimentError(problemsOf(checked.error, ['parameters'], scenario.parameters))
  }
  const people = new BookedPeople(drawn.people)
  const seats = seatCast(cell, scenario, { catalogue, people })
  const complaints = scenario.problems?.(checked.data, seatsByRole(scenario, seats)) ?? []
  if (complaints.length > 0) {
    throw new ExperimentError(complaints.map((message) => ({ path: ['parameters'], message })))
  }
  const design = resolveDesign(cell, scenario, checked.data, seats, (ref, seat, path, problems) =>
    describeAgent(ref, seat, { catalogue, people, problems }, path),
  )
  const tooFew = people.problems(experiment.replicates)
  if (tooFew.length > 0) throw new ExperimentError(tooFew)
  const shared = {
    experiment: experiment.experiment,
    scenario: { name: scenario.name, version: scenario.version },
    parameters,
    seats,
    treatment: treatment.name,
    levels: treatment.levels as Record<string, Json>,
    invalid: cell.invalid,
    ...design,
  }
  const variants = assignVariants(
    experiment.counterbalance,
    scenario,
    checked.data,
    experiment.seed,
    treatment.name,
  )
  return Array.from({ length: experiment.replicates }, (_, i) => ({
    ...shared,
    ...(people.varies ? peopled(seats, design, people, i + 1) : {}),
    counterbalance: variants(i + 1),
    replicate: i + 1,
    seed: seedOf(experiment.seed, treatment.name, i + 1),
  }))
}

/** Seats and replaced agents with the people that sit there in a replicate. */
function peopled(
  seats: readonly Seat[],
  { interventions }: Design,
  people: BookedPeople,
  replicate: number,
): Pick<Plan, 'seats' | 'interventions'> {
  return {
    seats: seats.map((seat) => people.in(replicate, seat)),
    ...(interventions && {
      interventions: interventions.map(({ at, deed }) => ({
        at,
        deed: deed.do === 'replace' ? { ...deed, seat: people.in(replicate, deed.seat) } : deed,
      })),
    }),
  }
}

/** 48 bits of a hash: independent of how many treatments and replicates there are. */
function seedOf(seed: number, treatment: string, replicate: number): number {
  return Number.parseInt(contentHash([seed, treatment, replicate]).slice(0, 12), 16)
}

function applyLevels(experiment: Experiment, treatment: Treatment, scenario: Scenario): Experiment {
  let cell = experiment
  for (const [path, value] of Object.entries(treatment.levels)) {
    const changed = withLevel(cell, path, value)
    if (changed === undefined) {
      throw new ExperimentError([
        {
          path: treatment.placeOf(path).slice(0, -1),
          message: noSuchPath(path, scenario, experiment),
        },
      ])
    }
    cell = changed
  }
  // What the levels made of it must be an experiment still.
  return defineExperiment({ ...cell, factors: undefined, treatments: undefined })
}

function noSuchPath(
  path: string,
  scenario: Scenario,
  { interventions = {}, probes = {} }: Experiment,
): string {
  const known = [
    ...keysOf(scenario.parameters).map((key) => `parameters.${key}`),
    ...Object.keys(scenario.roles).map((role) => `cast.${role}`),
    ...(scenario.parts ?? []).map((part) => `prompt.parts.${part}`),
    ...Object.keys(interventions).map((name) => `interventions.${name}`),
    ...Object.keys(probes).map((name) => `probes.${name}`),
    'history',
  ]
  const guess = nearest(path, known)
  const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
  return `there is nothing to set at "${path}".${hint} A factor is a path such as ${known.slice(0, 3).join(', ')}.`
}

/** A problem of a field that the treatment sets stands where the treatment sets it. */
function relocate(problem: FieldProblem, treatment: Treatment): FieldProblem {
  const at = problem.path.join('.')
  for (const path of Object.keys(treatment.levels)) {
    if (at !== path && !at.startsWith(`${path}.`)) continue
    const rest = problem.path.slice(path.split('.').length)
    return { path: [...treatment.placeOf(path), ...rest], message: problem.message }
  }
  return problem
}

function distinct(problems: readonly FieldProblem[]): FieldProblem[] {
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = JSON.stringify([problem.path, problem.message])
    return seen.has(key) ? false : seen.add(key) !== undefined
  })
}
