/** `coterie report` with a page, with tables for R, and all it prints besides: on a played record. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder } from '../testing/command.ts'
import type { Said } from '../testing/said.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

type Json = Record<string, unknown>

const EXPERIMENT = `
experiment: firm
about: Does firmness pay?
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 4 }
cast: { row: random, column: tit-for-tat }
treatments:
  plain: {}
  "=firm <b>": { cast.column: grim }
counterbalance: [labels, order]
replicates: 8
`

let said: Said
let json: Json = {}
let page = ''
beforeAll(async () => {
  folder.write({ 'firm.yaml': EXPERIMENT })
  await folder.here('run', 'firm.yaml', '--db', 'firm.sqlite', '--quiet')
  said = await folder.here('report', 'firm.sqlite', '--html', 'out/firm.html', '--r', 'r')
  json = JSON.parse((await folder.here('report', 'firm.sqlite', '--json')).stdout) as Json
  page = readFileSync(join(folder.path, 'out/firm.html'), 'utf8')
})

describe('in the terminal', () => {
  test.each([
    ['the flow', /16 runs planned\n16 runs begun\n16 runs finished/],
    ['the tests', /Each treatment against "plain": Mann–Whitney/],
    ['their number', /4 tests of pairs made\. Two-sided\. Corrected by Holm/],
    ['that the run is the unit', /the run is the unit of inference/],
    ['the balance', /All 4 are balanced/],
    ['labels and order', /cooperate\s+first in order\s+later/],
    [
      'what was written',
      /Written: out\/firm\.html, r\/decisions\.csv, r\/measures\.csv, r\/models\.R/,
    ],
  ])('%s is told', (_, pattern) => {
    expect(said.stderr).toBe('')
    expect(said.stdout).toMatch(pattern)
  })

  test('no line is wider than the screen', () => {
    expect(said.stdout.split('\n').filter(({ length }) => length > 120)).toEqual([])
  })
})

test('JSON has the same, its keys like columns, and no values run by run', () => {
  expect(json).toMatchObject({
    flow: { all: { planned: 16, finished: 16 }, reasons: [], forks: 0 },
    tests: { pair_tests: 4, pairs_left_out: false },
    balance: [{ thing: 'labels', balanced: true }, {}, {}, {}],
    coded: null,
    written: [],
  })
  const { pairs } = json['tests'] as { pairs: Json[] }
  expect(pairs[0]).toHaveProperty('rank_biserial')
  expect(pairs[0]).toHaveProperty('holm_p')
  expect(json).not.toHaveProperty('outcomes')
})

test('--all tests the measures of the catalogue besides', async () => {
  const { stdout } = await folder.here('report', 'firm.sqlite', '--all')
  expect(stdout).toMatch(/\nFurther tests: .*\n/)
  expect(stdout).toMatch(/cooperation-rate/)
  expect(said.stdout).not.toMatch(/Further tests/)
})

describe('the page', () => {
  test('has the name of a treatment in words, not in markup', () => {
    expect(page).toContain('=firm &lt;b&gt;')
    expect(page).not.toContain('<b>')
  })

  test('has the paragraph of methods', () => {
    expect(page).toMatch(/was played as the scenario matrix-game \(version \d+\)/)
    expect(page).toContain('Counterbalanced over replicates: labels and order')
  })

  test('is the same bytes when it is written again', async () => {
    await folder.here('report', 'firm.sqlite', '--html', 'again.html')
    expect(readFileSync(join(folder.path, 'again.html'), 'utf8')).toBe(page)
  })

  test('is not written over the record', async () => {
    const { code, stderr } = await folder.here('report', 'firm.sqlite', '--html', './firm.sqlite')
    expect(code).toBe(2)
    expect(stderr).toMatch(/that is the record itself/)
  })
})

describe('for R', () => {
  const read = (name: string): Json[] =>
    parse(readFileSync(join(folder.path, 'r', name)), { columns: true })

  test('decisions are tidy: one row each, with treatment, variants and payoff', () => {
    const rows = read('decisions.csv')
    expect(rows).toHaveLength(16 * 4 * 2)
    expect(Object.keys(rows[0] ?? {})).toEqual(
      expect.arrayContaining([
        'run_id',
        'treatment',
        'variant_labels',
        'participant',
        'occasion',
        'value',
        'payoff_in_run',
      ]),
    )
    // A name that a spreadsheet would execute is defused; the script takes the apostrophe off again.
    expect(new Set(rows.map(({ treatment }) => treatment))).toEqual(
      new Set(['plain', "'=firm <b>"]),
    )
  })

  test('measures are tidy, and the script reads both', () => {
    expect(read('measures.csv').length).toBeGreaterThan(100)
    const script = readFileSync(join(folder.path, 'r', 'models.R'), 'utf8')
    expect(script).toContain("read_table('decisions.csv', ")
    expect(script).toContain("read_table('measures.csv', ")
    expect(script).toMatch(/glmmTMB\(chosen ~ .*\(1 \| run_id\)/)
  })
})

test('nothing loads the plotting library before a plot is drawn', () => {
  const importing = globSync('src/**/*.ts').filter(
    (file) =>
      !file.endsWith('.test.ts') &&
      /from 'vega|from '.*page\/page\.ts'/.test(readFileSync(file, 'utf8')),
  )
  expect(importing).toEqual([join('src', 'app', 'cli', 'report', 'write-page.ts')])
  const command = readFileSync('src/app/cli/commands/report.ts', 'utf8')
  expect(command).toMatch(/await import\('\.\.\/report\/write-page\.ts'\)/)
})
