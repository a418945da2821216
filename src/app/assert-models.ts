/** Finds out before anything is played whether every model of an experiment can be asked, and says in which field one cannot. */
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import { sanitiseLine } from '../base/sanitise.ts'
import { knownProvider } from '../io/model/known-providers.ts'
import type { Provider } from '../io/model/provider.ts'
import { splitModel } from '../play/agent/policies/llm-settings.ts'
import { ExperimentError, type FieldProblem } from '../play/experiment/problems.ts'
import { everySeatOf, type Plan } from '../record/plan.ts'
import { SIMULATED_MODELS } from './adapters.ts'
import type { LoadedExperiment } from './load-experiment.ts'
import { unknownProvider } from './unknown-provider.ts'

type Path = readonly (string | number)[]

/**
 * Connects the providers of all models that are seated.
 * @throws ExperimentError where a provider is not known or has no key, or a simulated model has no such name.
 */
export function assertModels(
  plans: readonly Plan[],
  experiment: object,
  providerOf: (name: string) => Provider,
): void {
  assertEach(plans, experiment, (model) => whyNot(model, providerOf))
}

/**
 * The same as far as it can be told without a key, and without asking anybody.
 * @throws ExperimentError where a simulated model has no such name.
 */
export function assertSimulated(plans: readonly Plan[], experiment: object): void {
  assertEach(plans, experiment, (model) => whyNotSimulated(model, SIMULATED_MODELS))
}

/**
 * Models of which no provider is declared or known: a line each, which can be printed. They may be declared where the experiment will be played.
 * @param declared names of providers.
 */
export function noticesOnProviders(
  plans: readonly Plan[],
  { experiment, explain }: Pick<LoadedExperiment, 'experiment' | 'explain'>,
  declared: readonly string[],
): string[] {
  const known = ['simulated', ...declared]
  const unknown = problemsOf(plans, experiment, (model) => {
    const { provider } = splitModel(model)
    if (known.includes(provider) || knownProvider(provider) !== undefined) return undefined
    return `${unknownProvider(provider, known).message} coterie run needs it.`
  })
  return unknown.map((problem) =>
    sanitiseLine((explain(new ExperimentError([problem])) as Error).message),
  )
}

function assertEach(
  plans: readonly Plan[],
  experiment: object,
  why: (model: string) => string | undefined,
): void {
  const problems = problemsOf(plans, experiment, why)
  if (problems.length > 0) throw new ExperimentError(problems)
}

function problemsOf(
  plans: readonly Plan[],
  experiment: object,
  why: (model: string) => string | undefined,
): FieldProblem[] {
  return [...modelsIn(plans)].flatMap((model) => {
    const message = why(model)
    return message === undefined ? [] : [{ path: placeOf(model, experiment) ?? ['cast'], message }]
  })
}

/** The models of all who may take a seat, and of those that write summaries for them, as `provider/model`. */
export function modelsIn(plans: readonly Plan[]): Set<string> {
  const models = plans.flatMap((plan) =>
    everySeatOf(plan).flatMap(({ policy, settings }) =>
      policy === 'llm' ? [settings['model'], summaryModelOf(plan)] : [],
    ),
  )
  return new Set(models.filter((model) => typeof model === 'string'))
}

function summaryModelOf({ history }: Plan): string | undefined {
  return typeof history === 'object' && 'summary' in history ? history.summary.by : undefined
}

/** Why a model cannot be asked; undefined where it can. `simulated` are the simulated models that there are for it. */
export function whyNot(
  model: string,
  providerOf: (name: string) => Provider,
  simulated: readonly string[] = SIMULATED_MODELS,
): string | undefined {
  try {
    providerOf(splitModel(model).provider)
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    return error.message
  }
  return whyNotSimulated(model, simulated)
}

function whyNotSimulated(model: string, simulated: readonly string[]): string | undefined {
  const { provider, name } = splitModel(model)
  if (provider !== 'simulated' || simulated.includes(name)) return undefined
  return new UnknownNameError(
    'simulated model',
    name,
    simulated,
    'These are written simulated/<name>.',
  ).message
}

/** Where an experiment says a word first. */
export function placeOf(word: string, value: unknown, path: Path = []): Path | undefined {
  if (value === word) return path
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = placeOf(word, inner, [...path, Array.isArray(value) ? Number(key) : key])
    if (found !== undefined) return found
  }
  return undefined
}
