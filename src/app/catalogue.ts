/** The catalogue: whatever lies in the folders scenarios/ and agents/, found by reading them. Nothing is registered. */
import { existsSync, readdirSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import type { Agent, Persona } from '../play/agent/define-agent.ts'
import type { AnyStrategy } from '../play/agent/define-strategy.ts'
import type { PolicyKind } from '../play/agent/policy-kind.ts'
import { scripted } from '../play/agent/policies/scripted.ts'
import type { ItemBank, PersonaBank } from '../play/experiment/bank.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { builtInPolicies } from './built-in-policies.ts'

// In a checkout this is src/app, in the package dist/src/app: the catalogue lies two folders up in both.
const ROOT = new URL('../../', import.meta.url)
const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

/** All strategies, agents and personas under agents/, beside the built-in policies. */
export async function loadCatalogue(own: readonly object[] = []): Promise<LoadedCatalogue> {
  const folder = new URL('agents/', ROOT)
  const files = existsSync(folder) ? readdirSync(folder).filter(isCatalogueFile).sort() : []
  const modules: object[] = []
  for (const file of files) modules.push((await import(new URL(file, folder).href)) as object)
  return catalogueOf([...modules, ...own])
}

export interface LoadedCatalogue extends Catalogue {
  readonly strategies: readonly AnyStrategy[]
}

/** Collects what modules export; a later module's name takes the place of an earlier one's. */
function catalogueOf(modules: readonly object[]): LoadedCatalogue {
  const policies = new Map<string, PolicyKind>(builtInPolicies().map((kind) => [kind.name, kind]))
  const agents = new Map<string, Agent>()
  const personas = new Map<string, Persona>()
  const strategies = new Map<string, AnyStrategy>()
  const personaBanks = new Map<string, PersonaBank>()
  const itemBanks = new Map<string, ItemBank>()
  for (const thing of modules.flatMap((module) => Object.values(module) as unknown[])) {
    if (isKind<AnyStrategy>(thing, 'strategy')) {
      strategies.set(thing.name, thing)
      policies.set(thing.name, policyOf(thing))
    } else if (isKind<Agent>(thing, 'agent')) agents.set(thing.name, thing)
    else if (isKind<Persona>(thing, 'persona')) personas.set(thing.name, thing)
    else if (isKind<PersonaBank>(thing, 'persona-bank')) personaBanks.set(thing.name, thing)
    else if (isKind<ItemBank>(thing, 'item-bank')) itemBanks.set(thing.name, thing)
  }
  const banks = { personaBanks, itemBanks }
  return { policies, agents, personas, ...banks, strategies: [...strategies.values()] }
}

function policyOf(strategy: AnyStrategy): PolicyKind {
  const { name, summary, citation, parameters } = strategy
  return { name, summary, citation, settings: parameters, seat: scripted(strategy) }
}

/** The names of the scenarios of the catalogue. */
export function scenarioNames(): string[] {
  const folder = new URL('scenarios/', ROOT)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && existsSync(new URL(`${entry.name}/scenario${ENDING}`, folder)),
    )
    .map(({ name }) => name)
    .sort()
}

/**
 * A scenario of the catalogue by its name, or of a file (`./my-scenario.ts`, resolved by the caller to an absolute path).
 * @throws BadInputError where there is none.
 */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  const isPath = nameOrPath.startsWith('/')
  const names = scenarioNames()
  if (!isPath && !names.includes(nameOrPath)) {
    throw new UnknownNameError(
      'scenario',
      nameOrPath,
      names,
      'Scenarios are folders under scenarios/; one of your own is named by its path, ./my-scenario.ts.',
    )
  }
  const url = isPath
    ? pathToFileURL(nameOrPath)
    : new URL(`scenarios/${nameOrPath}/scenario${ENDING}`, ROOT)
  const module = await loadModule(fileURLToPath(url))
  return scenarioIn(module, nameOrPath)
}

/** The one scenario that a module exports. */
export function scenarioIn(module: object, place: string): Scenario {
  // One that is exported by name and as the default is one.
  const found = [...new Set(Object.values(module) as unknown[])].filter((thing) =>
    isKind<Scenario>(thing, 'scenario'),
  )
  if (found.length === 1) return found[0] as Scenario
  throw new BadInputError(
    `${place}: ${found.length === 0 ? 'exports no scenario' : `exports ${found.length} scenarios`}. Export one, made by defineScenario.`,
  )
}

/**
 * Imports a user's module. Wherever it lies, `coterie`, `xstate` and `zod` are the ones that this process runs on: two copies of
 * one library would not know each other's objects.
 */
export async function loadModule(path: string): Promise<object> {
  shareLibraries()
  if (!existsSync(path)) throw new BadInputError(`${path}: there is no such file.`)
  if (!/\.m?[jt]s$/.test(path))
    throw new BadInputError(
      `${path}: this is no module. Name a file that ends in .ts, .js or .mjs.`,
    )
  try {
    return (await import(pathToFileURL(path).href)) as object
  } catch (error) {
    if (error instanceof BadInputError) throw error
    throw new BadInputError(whyNotLoaded(path, error))
  }
}

/** What a module that cannot be loaded is told for: its own line, where the engine says which. */
function whyNotLoaded(path: string, error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const after = stack.split(path, 2)[1] ?? ''
  const line = /^:\d+/.exec(after)?.[0] ?? ''
  return `${path}${line}: it cannot be loaded: ${message}`
}

let shared = false

function shareLibraries(): void {
  if (shared) return
  shared = true
  const face = new URL(`../index${ENDING}`, import.meta.url).href
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'coterie') return { url: face, shortCircuit: true }
      const ours = specifier === 'xstate' || specifier === 'zod'
      return next(specifier, ours ? { ...context, parentURL: import.meta.url } : context)
    },
  })
}

function isCatalogueFile(name: string): boolean {
  return name.endsWith(ENDING) && !name.endsWith(`.test${ENDING}`) && !name.endsWith('.d.ts')
}

function isKind<T extends { readonly kind: string }>(thing: unknown, kind: T['kind']): thing is T {
  return typeof thing === 'object' && thing !== null && (thing as { kind?: unknown }).kind === kind
}

/** A game as a scenario's own catalogue describes it. */
export interface ListedGame {
  readonly name: string
  readonly title: string
  readonly family?: string
  readonly payoffs: readonly (readonly (readonly number[])[])[]
  readonly citation: string
  readonly equilibria: string
  readonly dominant: string
  readonly paretoEfficient: string
  readonly grimThreshold: string
}

/** The games of all scenarios that list them: `games/listing.ts`, which exports `listGames`. */
export async function loadGames(): Promise<ListedGame[]> {
  const games: ListedGame[] = []
  for (const scenario of scenarioNames()) {
    const url = new URL(`scenarios/${scenario}/games/listing${ENDING}`, ROOT)
    if (!existsSync(url)) continue
    const { listGames } = (await import(url.href)) as { listGames(): readonly ListedGame[] }
    games.push(...listGames())
  }
  return games
}
