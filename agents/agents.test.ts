/** Every strategy of the folder keeps the contract and is in the README; a file added here is tested without further ado. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AnyStrategy } from '../src/index.ts'
import { strategyContract } from '../src/play/agent/strategy.contract.ts'

const found: { exportName: string; strategy: AnyStrategy }[] = []
for (const file of readdirSync(import.meta.dirname).sort()) {
  if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
  const exports = (await import(new URL(file, import.meta.url).href)) as Record<string, unknown>
  for (const [exportName, value] of Object.entries(exports)) {
    if (isStrategy(value)) found.push({ exportName, strategy: value })
  }
}
found.sort((a, b) => (a.strategy.name < b.strategy.name ? -1 : 1))
const strategies = found.map(({ strategy }) => strategy)

describe('the catalogue of strategies', () => {
  test('has no two of one name', () => {
    expect(new Set(strategies.map(({ name }) => name)).size).toBe(strategies.length)
    expect(strategies.length).toBeGreaterThanOrEqual(50)
  })

  test('exports each under its own name', () => {
    for (const { exportName, strategy } of found) {
      expect(exportName).toBe(
        strategy.name.replaceAll(/-(\w)/g, (_, letter) => String(letter).toUpperCase()),
      )
    }
  })

  test('says of each what it does and who described it when', () => {
    for (const { name, summary, citation } of strategies) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(summary).toMatch(/\.$/)
      expect(citation).toMatch(/\b(19|20)\d\d\b/)
    }
  })

  test('is what the README says', async () => {
    await expect(readme(strategies)).toMatchFileSnapshot('README.md')
  })
})

for (const strategy of strategies) strategyContract(strategy)

function isStrategy(value: unknown): value is AnyStrategy {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'strategy'
}

/** The table of all strategies. */
function readme(all: readonly AnyStrategy[]): string {
  const rows = all.map(({ name, summary, citation, facts }) => {
    const depth = facts.memoryDepth === Infinity ? '∞' : String(facts.memoryDepth)
    const draws = facts.stochastic ? 'yes' : 'no'
    const horizon = facts.usesHorizon ? 'yes' : 'no'
    return `| \`${name}\` | ${summary} | ${depth} | ${draws} | ${horizon} | ${citation} |`
  })
  return `# Strategies for repeated games of two options

C is the first canonical option, D the second. Memory is the number of past rounds whose moves the next
move depends on (knowing the round's number is no memory). Facts are those of the default parameters. To
add a strategy, export it from a file in this folder under its name in camel case; the tests find it there.
Then write this table anew with \`npx vitest run agents -u\`.

<!-- prettier-ignore -->
| name | rule | memory | draws | uses horizon | described by |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
