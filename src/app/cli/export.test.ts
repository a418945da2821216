import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXPORT_FORMATS } from '../export-formats.ts'
import { makeFolder } from './testing/command.ts'

/** The columns that the public face promises, at least. */
const PROMISED: Readonly<Record<string, string>> = {
  runs: 'run_id, experiment, scenario, scenario_version, treatment, replicate, seed, status, ticks, record_hash, parent_run_id, fork_tick, started_at, ended_at',
  treatments: 'treatment, factor, level',
  participants: 'run_id, participant, role, agent, policy, model, persona',
  decisions:
    'run_id, tick, round, phase, participant, role, ask, value, status, attempts, displayed_value',
  payoffs: 'run_id, tick, round, participant, points',
  messages: 'run_id, tick, seq, round, phase, participant, channel, audience, text, on_record',
  observations: 'run_id, tick, participant, text',
  calls:
    'run_id, tick, participant, ask, attempt, provider, model, served_model, request, completion, finish_reason, input_tokens, output_tokens, cached, cost_usd, latency_ms, error',
  probabilities:
    'run_id, tick, round, participant, role, ask, option, probability, source, samples, given, outcome',
  entries: 'run_id, seq, tick, kind, body',
  codings:
    'codebook, code, unit_kind, run_id, tick, seq, coder, coder_kind, value, rationale, confidence, settled, codebook_version, unit, last_seq, participant, why, spans, version',
  attributes: 'run_id, participant, attribute, value',
  probes:
    'run_id, tick, round, phase, participant, role, probe, question, value, status, displayed_value, attempts, why, seq',
  interventions: 'run_id, tick, round, phase, participant, deed, detail, seq',
  human_answers:
    'run_id, tick, round, participant, role, ask, attempt, reply, reading, latency_ms, seq',
  consents: 'run_id, tick, participant, role, given, text, seq',
  presence:
    'run_id, tick, round, phase, participant, role, became, why, notice, lasting, told, seq',
  codebooks: 'name, version, hash, body',
  coders: 'name, kind, definition',
  corrections:
    'codebook, codebook_version, code, unit_kind, run_id, tick, seq, unit, coder, version, value, rationale, corrected_to',
  judge_calls:
    'coder, codebook, codebook_version, units, attempt, provider, model, served_model, request, completion, finish_reason, input_tokens, output_tokens, cost_usd, uncertain_usd, latency_ms, error, reading',
}

const folder = makeFolder()
beforeAll(async () => {
  folder.write({
    'tables.yaml': `experiment: tables
scenario: matrix-game
parameters: { game: chicken, rounds: 3 }
cast: { row: { policy: llm, model: simulated/mixed }, column: alternator }
replicates: 2
`,
  })
  await folder.here('run', 'tables.yaml', '--quiet')
  const said = await folder.here('export', 'logs/tables.sqlite', '--format', 'csv', '--out', 'o')
  expect(said).toMatchObject({ code: 0, stderr: '' })
})
afterAll(() => folder.remove())

const linesOf = (view: string): string[] =>
  readFileSync(join(folder.path, 'o', `${view}.csv`), 'utf8')
    .trimEnd()
    .split(/\r?\n/)

test('csv is one file for each view, named after it', () => {
  expect(readdirSync(join(folder.path, 'o')).sort()).toEqual(
    Object.keys(PROMISED)
      .map((view) => `${view}.csv`)
      .sort(),
  )
})

test.each(Object.entries(PROMISED))('%s.csv begins with its columns', (view, columns) => {
  const [head = ''] = linesOf(view)
  expect(head.split(',')).toEqual(expect.arrayContaining(columns.split(', ')))
})

test('there is a line for every run, decision and payoff', () => {
  expect(linesOf('runs')).toHaveLength(1 + 2)
  expect(linesOf('decisions')).toHaveLength(1 + 2 * 3 * 2)
  expect(linesOf('payoffs')).toHaveLength(1 + 2 * 3 * 2)
})

describe('what a spreadsheet would execute', () => {
  beforeAll(async () => {
    folder.write({ 'talk.txt': 'Ada: =1+1\nBob: @all hello\nAda: fine\n' })
    await folder.here('import', 'talk.txt', '--db', 'talk.sqlite')
  })
  const exportTalk = (...words: string[]) => folder.here('export', 'talk.sqlite', ...words)
  const said = (out: string): string =>
    readFileSync(join(folder.path, out, 'ChatMessages.csv'), 'utf8')

  test('is defused, and said to be', async () => {
    const { code, stdout, stderr } = await exportTalk('--format', 'otree', '--out', 'safe')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^3 files in safe: all_apps_wide\.csv, imported\.csv, ChatMessages\.csv$/m,
    )
    expect(stdout).toMatch(
      /^\d+ cells that a spreadsheet would execute .* \(--raw leaves them as they are\)$/m,
    )
    expect(said('safe')).toContain(",Ada,'=1+1,")
  })

  test('is left as it is with --raw', async () => {
    const { code, stdout } = await exportTalk('--format', 'otree', '--out', 'raw', '--raw')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '3 files in raw: all_apps_wide.csv, imported.csv, ChatMessages.csv\n',
    })
    expect(said('raw')).toContain(',Ada,=1+1,')
    expect(said('raw')).toContain(',Bob,@all hello,')
  })

  test('is counted in JSON', async () => {
    const { stdout } = await exportTalk('--format', 'events', '--out', 'events', '--json')
    expect(JSON.parse(stdout)).toEqual({
      db: 'talk.sqlite',
      out: 'events',
      files: ['events.tsv'],
      defused: 2,
      notes: [],
    })
  })
})

test('--help tells every format and what it writes', async () => {
  const { stdout } = await folder.here('export', '--help')
  for (const { name, writes } of EXPORT_FORMATS)
    expect(stdout).toMatch(new RegExp(`^  ${name} +${writes.slice(0, 40)}`, 'm'))
})

test('docs/export.md tells every format', () => {
  const page = readFileSync(new URL('../../../docs/export.md', import.meta.url), 'utf8')
  const told = [...page.matchAll(/^\| `([a-z-]+)` +\| .* \| .* \|$/gm)].map(([, name]) => name)
  expect(told).toEqual(EXPORT_FORMATS.map(({ name }) => name))
})
