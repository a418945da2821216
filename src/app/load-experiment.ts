/** Reads an experiment file: YAML, JSON or TypeScript; every complaint names the file, the line and the field. */
import { dirname, extname, resolve } from 'node:path'
import { BadInputError } from '../base/errors.ts'
import { defineExperiment, type Experiment } from '../play/experiment/define-experiment.ts'
import { ExperimentError, type FieldProblem } from '../play/experiment/problems.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { loadBanks } from './banks/load-banks.ts'
import { loadModule, loadScenario, scenarioIn } from './catalogue.ts'
import { parseJson, parseText, readText } from './read-document.ts'

/** An experiment, where it came from, and how to put a problem of a field into words. */
export interface LoadedExperiment {
  readonly experiment: Experiment
  readonly scenario: Scenario
  /** What the user's own modules export (scenarios, strategies, agents, personas), and the banks that are named. */
  readonly own: readonly object[]
  /** The same error, with file and line. */
  explain(error: unknown): unknown
}

/**
 * Loads and checks an experiment file.
 * @throws BadInputError with file, line, field and the mend.
 */
export async function loadExperiment(path: string): Promise<LoadedExperiment> {
  const ending = extname(path)
  if (ending === '.ts' || ending === '.js' || ending === '.mjs') return loadFromModule(path)
  const { value, lineOf } = parseText(
    path,
    readText(path, 'See: coterie init, which makes an experiment to begin with.'),
  )
  const explain = explainer(path, lineOf)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadInputError(
      `${path}: an experiment is a mapping that begins with "experiment: <name>". See: coterie init.`,
    )
  }
  try {
    await inlineTables(value, dirname(path))
    const { experiment, banks } = loadBanks(defineExperiment(value), dirname(path))
    const { scenario, own } = await scenarioOf(experiment.scenario, path)
    return { experiment, scenario, own: [...own, { ...banks }], explain }
  } catch (error) {
    throw explain(error)
  }
}

/** What a module exports as its experiment: its default, unless that is a scenario, or what it calls so; undefined where there is none. */
export function experimentIn(module: object): unknown {
  const { default: main, experiment } = module as { default?: unknown; experiment?: unknown }
  return (main as Scenario | undefined)?.kind === 'scenario' ? experiment : (main ?? experiment)
}

async function loadFromModule(path: string): Promise<LoadedExperiment> {
  const module = await loadModule(resolve(path))
  const input = experimentIn(module)
  if (input === undefined) {
    throw new BadInputError(
      `${path}: exports no experiment. Export it as default, or as "experiment".`,
    )
  }
  const explain = (error: unknown): unknown =>
    error instanceof ExperimentError
      ? new BadInputError(
          error.problems.map((one) => `${path}: ${fieldOf(one)}${one.message}`).join('\n'),
        )
      : error
  try {
    const { experiment, banks } = loadBanks(defineExperiment(input), dirname(path))
    const isOwn = Object.values(module).some(
      (thing: unknown) =>
        (thing as Scenario | null)?.kind === 'scenario' &&
        (thing as Scenario).name === experiment.scenario,
    )
    const scenes = isOwn
      ? { scenario: scenarioIn(module, path), own: [] }
      : await scenarioOf(experiment.scenario, path)
    const own = [module, ...scenes.own, { ...banks }]
    return { experiment, scenario: scenes.scenario, own, explain }
  } catch (error) {
    throw explain(error)
  }
}

async function scenarioOf(
  name: string,
  path: string,
): Promise<{ scenario: Scenario; own: object[] }> {
  return problemsAt(['scenario'], async () => {
    if (!name.startsWith('.') && !name.startsWith('/'))
      return { scenario: await loadScenario(name), own: [] }
    const file = resolve(dirname(path), name)
    const module = await loadModule(file)
    return { scenario: scenarioIn(module, file), own: [module] }
  })
}

/** Does some work for a field; what is wrong with it then stands in that field. */
async function problemsAt<T>(path: FieldProblem['path'], work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    throw new ExperimentError([{ path, message: error.message }])
  }
}

/** A lookup table may stand in a file of its own; the plan holds its content, so that a run needs no file. */
async function inlineTables(
  value: unknown,
  folder: string,
  place: FieldProblem['path'] = [],
): Promise<void> {
  if (typeof value !== 'object' || value === null) return
  const object = value as Record<string, unknown>
  const { policy, file } = object
  if (policy === 'lookup' && typeof file === 'string') {
    const path = resolve(folder, file)
    const mend = 'Its path is taken from the folder of the experiment file.'
    object['table'] = await problemsAt([...place, 'file'], () =>
      parseJson(path, readText(path, mend)),
    )
    delete object['file']
  }
  for (const [key, inner] of Object.entries(object))
    await inlineTables(inner, folder, [...place, Array.isArray(value) ? Number(key) : key])
}

function explainer(
  path: string,
  lineOf: (field: FieldProblem['path']) => number,
): (error: unknown) => unknown {
  return (error) => {
    if (!(error instanceof ExperimentError)) return error
    const told = error.problems.map(
      (problem) => `${path}:${lineOf(problem.path)}: ${fieldOf(problem)}${problem.message}`,
    )
    return new BadInputError(told.join('\n'))
  }
}

function fieldOf({ path }: FieldProblem): string {
  return path.length === 0 ? '' : `${path.join('.')}: `
}
