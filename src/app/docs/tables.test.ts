/** The tables that pages give of fields, settings, options and names are whole: what is not in them does not exist. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { KNOWN_PROVIDERS } from '../../io/model/known-providers.ts'
import { KINDS } from '../../io/model/practice/misbehaviours.ts'
import { LlmSettings } from '../../play/agent/policies/llm-settings.ts'
import { Experiment } from '../../play/experiment/define-experiment.ts'
import { practiceCommand } from '../cli/commands/practice.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import { scenarioNames } from '../catalogue.ts'
import type { ProviderDeclaration } from '../provider-declaration.ts'
import { parseProviders } from '../providers-file.ts'
import { snippetsIn } from './testing/snippets.ts'

/** The rows of the table that stands under a head, each as its cells without marks of code. */
function tableUnder(page: string, head: readonly string[]): string[][] {
  const rows = readFileSync(page, 'utf8')
    .split('\n')
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()))
  const at = rows.findIndex((cells) => JSON.stringify(cells) === JSON.stringify(head))
  expect(at, `${page} has a table with ${head.join(', ')}`).toBeGreaterThan(0)
  const end = rows.findIndex((cells, i) => i > at && cells.length === 0)
  return rows.slice(at + 2, end).map((cells) => cells.map((cell) => cell.replaceAll('`', '')))
}

const firsts = (rows: readonly (readonly string[])[]): string[] => rows.map(([cell = '']) => cell)

describe('docs/providers.md', () => {
  const page = 'docs/providers.md'

  test('tells every known provider, and what is known of it', () => {
    const told = (is: boolean | undefined): string => (is === undefined ? '–' : is ? 'yes' : 'no')
    const head = ['provider', 'key', 'JSON schema', 'log-probabilities', 'seed']
    expect(tableUnder(page, head)).toEqual(
      KNOWN_PROVIDERS.map(({ name, keyName, structuredOutput, logprobs, seed }) => [
        name,
        keyName ?? 'none',
        ...[structuredOutput, logprobs, seed].map(told),
      ]),
    )
  })

  /** Whoever adds a field adds it here, and then to the page. */
  const DECLARED: Readonly<Record<keyof ProviderDeclaration, true>> = {
    name: true,
    baseUrl: true,
    keyName: true,
    structuredOutput: true,
    logprobs: true,
    seed: true,
    tokenLimitField: true,
    headers: true,
    headerNames: true,
    timeoutMs: true,
    patience: true,
    limits: true,
    prices: true,
  }
  const text = snippetsIn(page).find((one) => one.text.includes('every field'))?.text ?? ''

  test('shows every field of a provider in one example, with another value than it has unless told', () => {
    const [plain, whole] = parseProviders(text) as [ProviderDeclaration, ProviderDeclaration]
    for (const key of Object.keys(DECLARED) as (keyof ProviderDeclaration)[])
      expect(whole[key] ?? plain[key], key).not.toEqual(plain[key])
    expect(Object.keys(whole.limits)).toHaveLength(3)
    expect(Object.keys(whole.patience)).toHaveLength(3)
  })

  test('explains every field of that example', () => {
    const { providers } = parse(text) as { providers: { cluster: object } }
    const rows = tableUnder(page, ['field', 'unless told', 'means'])
    expect(firsts(rows).sort()).toEqual(Object.keys(providers.cluster).sort())
  })

  test('tells every setting of an agent', () => {
    const rows = tableUnder(page, ['setting', 'means'])
    expect(firsts(rows).sort()).toEqual([...Object.keys(LlmSettings.shape), 'persona'].sort())
  })
})

describe('docs/practice.md', () => {
  const page = 'docs/practice.md'

  test('tells every option of the command, and what it is unless told', () => {
    const rows = tableUnder(page, ['option', 'unless told', 'means'])
    const { options } = practiceCommand()
    expect(firsts(rows)).toEqual(options.map(({ long }) => long))
    for (const { long, defaultValue } of options)
      if (defaultValue !== undefined)
        expect(rows.find(([name]) => name === long)?.[1]).toBe(String(defaultValue))
  })

  test('tells every kind of failure', () => {
    expect(firsts(tableUnder(page, ['kind', 'what happens']))).toEqual(Object.keys(KINDS))
  })
})

test('README.md tells every scenario of the catalogue', () => {
  const rows = tableUnder('README.md', ['scenario', 'who does what'])
  const told = firsts(rows).map((cell) => /^\[(.+)\]/.exec(cell)?.[1])
  expect(told.sort()).toEqual([...scenarioNames()].sort())
})

test('docs/experiments.md tells every field of an experiment', () => {
  const rows = tableUnder('docs/experiments.md', ['field', 'unless told', 'means'])
  expect(firsts(rows).sort()).toEqual(Object.keys(Experiment.shape).sort())
})

describe('docs/scenarios.md', () => {
  /** Whoever adds a field adds it here, and then to the page. */
  const FIELDS: Readonly<Record<Exclude<keyof Scenario, 'kind'>, true>> = {
    name: true,
    version: true,
    summary: true,
    citation: true,
    parameters: true,
    roles: true,
    machine: true,
    counterbalance: true,
    read: true,
    parts: true,
    tellsMessages: true,
    unit: true,
    problems: true,
    mostTicks: true,
    mostRounds: true,
    amend: true,
    examples: true,
    conformance: true,
  }

  test('tells every field of a scenario', () => {
    const rows = tableUnder('docs/scenarios.md', ['field', 'means'])
    expect(firsts(rows).sort()).toEqual(Object.keys(FIELDS).sort())
  })
})

test('docs/architecture.md tells every wrapper of a call', () => {
  const rows = tableUnder('docs/architecture.md', ['', 'wrapper', 'what it does', 'shared by'])
  const files = globSync('src/io/model/{with-*,cassette}.ts', { exclude: ['**/*.test.ts'] })
  const wrappers = files.map((file) => basename(file, '.ts'))
  expect(rows.map(([, name]) => name).sort()).toEqual([...wrappers, 'the provider'].sort())
})
