/** Reads an experiment file: YAML, JSON or TypeScript; every complaint names the file, the line and the field. */
import { readFileSync, statSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { BadInputError } from '../base/errors.ts'
import { defineExperiment, type Experiment } from '../play/experiment/define-experiment.ts'
import { ExperimentError, type FieldProblem } from '../play/experiment/problems.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { loadModule, loadScenario, scenarioIn } from './catalogue.ts'

/** An experiment, where it came from, and how to put a problem of a field into words. */
export interface LoadedExperiment {
  readonly experiment: Experiment
  readonly scenario: Scenario
  /** What the user's own modules export: scenarios, strategies, agents, personas. */
  readonly own: readonly object[]
  /** The same error, with file and line. */
  explain(error: unknown): unknown
}

/** Larger files are not experiments. */
const MOST_BYTES = 1_000_000

/**
 * Loads and checks an experiment file.
 * @throws BadInputError with file, line, field and the mend.
 */
export async function loadExperiment(path: string): Promise<LoadedExperiment> {
  const ending = extname(path)
  if (ending === '.ts' || ending === '.js' || ending === '.mjs') return loadFromModule(path)
  const { text } = readText(path)
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: true,
    version: '1.2',
  })
  const broken = document.errors[0]
  if (broken !== undefined) {
    const { line, col } = broken.linePos?.[0] ?? { line: 1, col: 1 }
    throw new BadInputError(`${path}:${line}:${col}: ${plainYamlError(broken.message)}`)
  }
  const explain = explainer(path, document, lines)
  const value = toValue(document, path)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadInputError(
      `${path}: an experiment is a mapping that begins with "experiment: <name>". See: coterie init.`,
    )
  }
  try {
    inlineTables(value as Record<string, unknown>, dirname(path))
    const experiment = defineExperiment(value)
    const { scenario, own } = await scenarioOf(experiment.scenario, path)
    return { experiment, scenario, own, explain }
  } catch (error) {
    throw explain(error)
  }
}

async function loadFromModule(path: string): Promise<LoadedExperiment> {
  const module = await loadModule(resolve(path))
  const input =
    (module as { default?: unknown; experiment?: unknown }).default ??
    (module as { experiment?: unknown }).experiment
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
    const experiment = defineExperiment(input)
    const isOwn = Object.values(module).some(
      (thing: unknown) =>
        (thing as Scenario | null)?.kind === 'scenario' &&
        (thing as Scenario).name === experiment.scenario,
    )
    if (isOwn) return { experiment, scenario: scenarioIn(module, path), own: [module], explain }
    const { scenario, own } = await scenarioOf(experiment.scenario, path)
    return { experiment, scenario, own: [module, ...own], explain }
  } catch (error) {
    throw explain(error)
  }
}

async function scenarioOf(
  name: string,
  path: string,
): Promise<{ scenario: Scenario; own: object[] }> {
  if (!name.startsWith('.') && !name.startsWith('/'))
    return { scenario: await named(name), own: [] }
  const file = resolve(dirname(path), name)
  const module = await loadModule(file)
  return { scenario: scenarioIn(module, file), own: [module] }
}

async function named(name: string): Promise<Scenario> {
  try {
    return await loadScenario(name)
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    throw new ExperimentError([{ path: ['scenario'], message: error.message }])
  }
}

function readText(path: string): { text: string } {
  let size: number
  try {
    const stat = statSync(path)
    if (stat.isDirectory())
      throw new BadInputError(`${path}: this is a folder. Name an experiment file in it.`)
    size = stat.size
  } catch (error) {
    if (error instanceof BadInputError) throw error
    throw new BadInputError(
      `${path}: there is no such file. See: coterie init, which makes an experiment to begin with.`,
    )
  }
  if (size > MOST_BYTES) {
    throw new BadInputError(
      `${path}: ${size} bytes are too many for an experiment (at most ${MOST_BYTES}). Put tables into files of their own.`,
    )
  }
  const bytes = readFileSync(path)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    throw new BadInputError(`${path}: this is not UTF-8 text. Save it as UTF-8.`)
  }
}

function toValue(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown
  } catch {
    throw new BadInputError(
      `${path}: aliases in it unfold to far more than was written. Write the values out.`,
    )
  }
}

/** A lookup table may stand in a file of its own; the plan holds its content, so that a run needs no file. */
function inlineTables(value: unknown, folder: string): void {
  if (typeof value !== 'object' || value === null) return
  const object = value as Record<string, unknown>
  if (object['policy'] === 'lookup' && typeof object['file'] === 'string') {
    const path = resolve(folder, object['file'])
    const { text } = readText(path)
    try {
      object['table'] = JSON.parse(text)
    } catch (error) {
      throw new BadInputError(`${path}: this is not JSON: ${(error as Error).message}`)
    }
    delete object['file']
  }
  for (const inner of Object.values(object)) inlineTables(inner, folder)
}

function explainer(
  path: string,
  document: Document,
  lines: LineCounter,
): (error: unknown) => unknown {
  return (error) => {
    if (!(error instanceof ExperimentError)) return error
    const told = error.problems.map(
      (problem) =>
        `${path}:${lineOf(problem, document, lines)}: ${fieldOf(problem)}${problem.message}`,
    )
    return new BadInputError(told.join('\n'))
  }
}

function fieldOf({ path }: FieldProblem): string {
  return path.length === 0 ? '' : `${path.join('.')}: `
}

/** The line of the innermost part of the path that the file has. */
function lineOf({ path }: FieldProblem, document: Document, lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function plainYamlError(message: string): string {
  const first = message.split('\n')[0] ?? message
  const hint = /tab/i.test(first)
    ? ' Indent with spaces, not tabs.'
    : /unique/i.test(first)
      ? ' Remove one of the two.'
      : ''
  return first.replace(/ at line \d+, column \d+:?$/, '.') + hint
}
