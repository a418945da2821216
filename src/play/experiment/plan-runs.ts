/** Treatments × replicates become plans. */
import { contentHash } from '../../base/hash.ts'
import { nearest } from '../../base/errors.ts'
import type { Json } from '../../base/canonical-json.ts'
import type { Plan } from '../../record/plan.ts'
import { assertSound } from '../scenario/check-scenario.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import { assignVariants } from './assign-variants.ts'
import type { Catalogue } from './catalogue.ts'
import { defineExperiment, type Experiment } from './define-experiment.ts'
import { ExperimentError, keysOf, problemsOf, type FieldProblem } from './problems.ts'
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
  const plans = treatmentsOf(experiment).flatMap((treatment) => {
    try {
      return planTreatment(experiment, treatment, scenario, catalogue)
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
  catalogue: Catalogue,
): Plan[] {
  const cell = applyLevels(experiment, treatment, scenario)
  const checked = scenario.parameters.safeParse(cell.parameters)
  if (!checked.success) {
    throw new ExperimentError(
      problemsOf(checked.error, ['parameters'], keysOf(scenario.parameters)),
    )
  }
  const complaints = scenario.problems?.(checked.data) ?? []
  if (complaints.length > 0) {
    throw new ExperimentError(complaints.map((message) => ({ path: ['parameters'], message })))
  }
  const shared = {
    experiment: experiment.experiment,
    scenario: { name: scenario.name, version: scenario.version },
    parameters: cell.parameters as Record<string, Json>,
    seats: seatCast(cell, scenario, catalogue),
    treatment: treatment.name,
    levels: treatment.levels as Record<string, Json>,
    invalid: cell.invalid,
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
    counterbalance: variants(i + 1),
    replicate: i + 1,
    seed: seedOf(experiment.seed, treatment.name, i + 1),
  }))
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
        { path: treatment.placeOf(path).slice(0, -1), message: noSuchPath(path, scenario) },
      ])
    }
    cell = changed
  }
  // What the levels made of it must be an experiment still.
  return defineExperiment({ ...cell, factors: undefined, treatments: undefined })
}

function noSuchPath(path: string, scenario: Scenario): string {
  const known = [
    ...keysOf(scenario.parameters).map((key) => `parameters.${key}`),
    ...Object.keys(scenario.roles).map((role) => `cast.${role}`),
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
