/** What `coterie plan` tells before anything is spent. */
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallEstimate } from '../../record/call-estimate.ts'
import { makeFolder } from './testing/command.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const experiment = (more: string, column = 'openai/gpt-4o-mini'): string => `experiment: dear
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 10 }
cast:
  row: { policy: llm, model: openai/gpt-4o-2024-08-06, maxTokens: 300 }
  column: { policy: llm, model: ${column} }
factors:
  parameters.framing: [neutral, community]
replicates: 50
${more}`

beforeAll(() =>
  folder.write({
    'dear.yaml': experiment(''),
    'capped.yaml': experiment('budget: { usd: 0.5, calls: 1500 }'),
    'rich.yaml': experiment('budget: { usd: 5000, calls: 1000000 }'),
    'unknown.yaml': experiment('', 'nobody/a-model'),
    'misnamed.yaml': experiment('', 'simulated/mixd').replace(
      'openai/gpt-4o-2024-08-06',
      'simulated/mixed',
    ),
    'scripted.yaml': experiment('').replaceAll(/\{ policy: llm.*\}/g, 'grim'),
    'long.yaml': experiment('', `nobody/${'a-model-with-a-long-name-'.repeat(9)}`).replaceAll(
      'community',
      `'community', 'cooking'`,
    ),
  }),
)

async function told(file: string, note: RegExp = /^$/): Promise<string> {
  const { code, stdout, stderr } = await folder.here('plan', file)
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(note) as string })
  return stdout
}

/** What is told of a provider that may be declared elsewhere. */
const UNDECLARED =
  /^\S+\.yaml:6: cast\.column\.model: no provider named "nobody"\. .*coterie\.providers\.yaml.* coterie run needs it\.\n$/

describe('coterie plan', () => {
  test('tells calls, tokens and dollars by treatment and model, with day and place of every price', async () => {
    const text = await told('dear.yaml')
    expect(text).toContain('dear: 2 treatments, 100 runs of matrix-game')
    expect(text).toMatch(/framing=neutral +50 +20 +1000 +3000 +\d+ → \d+ +\$\S+ +\$\S+ +\$\S+\n/)
    expect(text).toMatch(/openai\/gpt-4o-2024-08-06 +100 +1000 +3000 +\d{6} +\d+ +\$/)
    expect(text).toMatch(/openai\/gpt-4o-mini: \$0\.15 in, \$0\.6 out .* as of 20\d\d-/)
    expect(text).toMatch(
      /100 runs: 2,000 calls \(6,000 with every reask\) .* \$\S+ expected, from \$\S+\sto \$/,
    )
    expect(text).toContain('High: every answer is, as often as the plan allows (2 times).')
  })

  test('says how far a budget reaches', async () => {
    const text = await told('capped.yaml')
    expect(text).toMatch(/The budget of \$0\.50 pays for about \d\d? of 100 runs/)
    expect(text).toMatch(/The budget of 1,500 calls pays for about 75 of 100 runs \(25 if/)
    const rich = await told('rich.yaml')
    expect(rich).toContain('The budget of $5000.00 pays for all 100 runs.')
    expect(rich).toContain('The budget of 1,000,000 calls pays for all 100 runs.')
  })

  test('names a model without a price, and does not pass it off as free', async () => {
    const text = await told('unknown.yaml', UNDECLARED)
    expect(text).toMatch(/nobody\/a-model .*no price +no price +no price/)
    expect(text).toContain('No price is known for nobody/a-model')
    expect(text).toMatch(/framing=neutral .*\$\S+ \+ +\$\S+ \+ +\$\S+ \+/)
    expect(text).toContain('for those with a price')
  })

  test('says that there is nothing to pay where no model is seated', async () => {
    const text = await told('scripted.yaml')
    expect(text).toMatch(/framing=neutral +row: grim · column: grim +50 +10\n/)
    expect(text).toContain('No models are seated')
    expect(text).not.toContain('$')
  })

  test('fits on a screen of 120 columns, whatever the names', async () => {
    for (const file of ['dear.yaml', 'capped.yaml', 'long.yaml', 'scripted.yaml']) {
      const lines = (await told(file, file === 'long.yaml' ? UNDECLARED : undefined)).split('\n')
      // One word that is longer than a line cannot be broken.
      const tooLong = lines.filter((line) => line.length > 120 && !line.includes('a-model-with'))
      expect(tooLong).toEqual([])
    }
  })

  test('refuses a simulated model that there is not, as run and check do, in the same words', async () => {
    const [run, ...others] = await Promise.all(
      ['run', 'plan', 'check'].map((verb) => folder.here(verb, 'misnamed.yaml')),
    )
    expect(run?.stderr).toMatch(
      /^misnamed\.yaml:6: .*no simulated model named "mixd"\. Did you mean "mixed"\?/,
    )
    for (const { code, stdout, stderr } of others)
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: run?.stderr })
  })

  test('asks nobody and writes nothing', async () => {
    const before = readdirSync(folder.path)
    await told('dear.yaml')
    expect(readdirSync(folder.path)).toEqual(before)
  })

  test('with --json, gives all of it', async () => {
    const { stdout } = await folder.here('plan', 'capped.yaml', '--json')
    const plan = JSON.parse(stdout) as Record<string, unknown>
    expect(plan).toMatchObject({
      experiment: 'dear',
      runs: 100,
      budget: { usd: 0.5, calls: 1500 },
      reach: { calls: { cap: 1500, runs: { low: 25, expected: 75, high: 75 } } },
      treatments: [{ runs: 50, most_ticks: 10 }, { runs: 50 }],
      estimate: {
        basis: 'assumed',
        total: { calls: { low: 2000, expected: 2000, high: 6000 }, most_calls: 6000 },
        unpriced: [],
      },
    })
    const { cells, models } = plan['estimate'] as CallEstimate
    expect(cells).toHaveLength(4)
    expect(cells[0]?.prompts).toHaveLength(10)
    expect(models[0]).toMatchObject({ price: { input_usd: 2.5, output_usd: 10 } })
  })
})
