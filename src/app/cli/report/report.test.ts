/** What `coterie report` prints: played with a model that fails in every way, and told from a record that is wide in every way. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cannedProvider, type CannedReply } from '../../../io/model/providers/canned.ts'
import { openSqliteStore } from '../../../io/store/sqlite-store.ts'
import { defineExperiment } from '../../../play/experiment/define-experiment.ts'
import { tellRecord, type ToldDecision } from '../../../study/analysis/testing/told-record.ts'
import { loadScenario } from '../../catalogue.ts'
import { runExperiment } from '../../run-experiment.ts'
import { makeFolder } from '../testing/command.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const failed = { kind: 'failed', why: 'out of order' } as const
const completed = (finishReason: string, text: string | null): CannedReply => ({
  kind: 'completed',
  finishReason,
  text,
  costUsd: 0.001,
  usage: { inputTokens: 100, outputTokens: 5, cachedInputTokens: 40 },
})

/** In each run, one failure after another; every other call is answered. */
const FAILURES: readonly CannedReply[] = [
  'I had rather not say.',
  completed('refusal', 'No.'),
  completed('content_filter', null),
  completed('length', 'Let me think about'),
  completed('stop', null),
  {
    ...failed,
    cause: 'passing',
    tries: 5,
    retried: ['busy', 'busy', 'busy', 'busy'],
    uncertainUsd: 0.002,
  },
  { ...failed, cause: 'timeout' },
  { ...failed, cause: 'prompt' },
]

/** The first treatment is well behaved, the second fails at every other call, and its server changes its model on the way. */
function reply(model: string, calls: number): CannedReply {
  if (model === 'careful') return 'ANSWER: J'
  const failure = calls % 2 === 0 ? FAILURES[(calls / 2) % FAILURES.length] : undefined
  if (failure !== undefined) return failure
  return {
    kind: 'completed',
    text: 'ANSWER: F',
    servedModel: calls < 20 ? 'sloppy-may' : 'sloppy-june',
    latencyMs: 1_500,
    costUsd: null,
  }
}

type Json = Record<string, unknown>

let text = ''
let json: Json = {}
beforeAll(async () => {
  let calls = 0
  const provider = cannedProvider(({ model }) => reply(model, model === 'sloppy' ? calls++ : 0))
  await runExperiment(
    {
      experiment: defineExperiment({
        experiment: 'lossy',
        scenario: 'matrix-game',
        parameters: { game: 'prisoners-dilemma', rounds: 4 },
        cast: { row: { policy: 'llm', model: 'canned/careful' }, column: 'grim' },
        treatments: {
          'well behaved': {},
          'badly behaved': { 'cast.row': { policy: 'llm', model: 'canned/sloppy' } },
          aborting: {
            'cast.row': { policy: 'llm', model: 'canned/sloppy' },
            'invalid.then': 'abort',
          },
        },
        replicates: 6,
        invalid: { reask: 0, then: 'forfeit' },
      }),
      scenario: await loadScenario('matrix-game'),
      own: [],
      explain: (error) => error,
    },
    { db: join(folder.path, 'lossy.sqlite'), concurrency: 1, providers: [provider] },
  )
  text = (await folder.here('report', 'lossy.sqlite')).stdout
  json = JSON.parse((await folder.here('report', 'lossy.sqlite', '--json')).stdout) as Json
})

/** The lines of one section, from its heading to the next. */
function sectionIn(whole: string, heading: string): string[] {
  const [, section = ''] = whole.split(new RegExp(`^${heading}.*\\n`, 'm'))
  return section.split(/\n\n(?=[A-Z])/)[0]?.split('\n') ?? []
}

/** The cells of the line that begins with these words. */
function cellsIn(lines: readonly string[], ...begin: readonly string[]): string[] {
  const line = lines.find((one) => begin.every((words, i) => one.split(/ {2,}/)[i] === words))
  return line?.split(/ {2,}/).slice(begin.length) ?? []
}

describe('after a model has failed in every way', () => {
  test('runs are told from the plan to their end, treatments in the order of the experiment', () => {
    const runs = sectionIn(text, 'Runs')
    expect(runs.slice(2).map((line) => line.split(/ {2,}/))).toEqual([
      ['well behaved', '6', '0', '6', '6', '0', '0', '0'],
      ['badly behaved', '6', '0', '6', '6', '0', '0', '0'],
      ['aborting', '6', '0', '6', '0', '6', '0', '0'],
    ])
  })

  test('decisions add up in every line', () => {
    const decisions = sectionIn(text, 'Decisions')
    for (const treatment of ['well behaved', 'badly behaved', 'aborting']) {
      const [asked, ...others] = cellsIn(decisions, treatment).map(Number)
      expect(others).toHaveLength(6)
      expect(others.reduce((sum, count) => sum + count, 0)).toBe(asked)
    }
    expect(cellsIn(decisions, 'badly behaved')).toEqual(['48', '36', '0', '0', '12', '0', '0'])
  })

  test('attempts are told by treatment and model, with every way of failing', () => {
    const attempts = sectionIn(text, 'Attempts')
    const cells = cellsIn(attempts, 'badly behaved', 'canned/sloppy')
    // attempts, valid, unreadable, refused, blocked, truncated, no words, timed out, failed
    expect(cells.slice(0, 9)).toEqual(['24', '12', '2', '2', '1', '1', '2', '1', '1'])
    expect(json).toMatchObject({
      attrition: [
        {},
        {
          treatment: 'badly behaved',
          models: [
            {
              model: 'canned/sloppy',
              attempts: { attempts: 24, content_blocked: 1, failed_for_prompt: 2, retries: 4 },
            },
          ],
        },
        {},
      ],
    })
  })

  test('the shares are told as they would be had the lost decisions been anything', () => {
    const lines = sectionIn(text, 'Sensitivity')
    const [, , played, , whole, bounds] = cellsIn(
      lines,
      'badly behaved',
      'row',
      'choice',
      'cooperate',
    )
    expect([played, whole, bounds]).toEqual(['0.00', '–', '[0.00, 0.50]'])
    expect(cellsIn(lines, 'aborting', 'row', 'choice', 'cooperate').at(-1)).toBe('[0.00, 1.00]')
    expect(text).toContain(
      'what later rounds would have been, had nothing been lost, nobody can know',
    )
  })

  test('a change of served model is said in words, and money is counted with what is not known of it', () => {
    expect(text).toContain('Treatment "badly behaved" straddles a change of served model')
    expect(text).not.toContain('Treatment "well behaved" straddles')
    expect(json).toMatchObject({
      served_models: { experiment: [{ straddles: false }, { straddles: true }] },
      spend: [
        { treatment: 'well behaved', model: 'canned/careful', calls: 24, unpriced: 0 },
        {
          treatment: 'badly behaved',
          calls: 24,
          tries: 28,
          cached_input_tokens: 240,
          unpriced: 12,
        },
        { treatment: 'aborting' },
      ],
    })
  })
})

function latencies(model: string): { medianMs: unknown; p95Ms: unknown; replies: unknown } {
  const found = (json['call_latencies'] as Json[]).find(({ name }) => name === model) ?? {}
  return { medianMs: found['median_ms'], p95Ms: found['p95_ms'], replies: found['replies'] }
}

test('what became of calls is told by model, over all treatments', () => {
  const lines = sectionIn(text, 'Calls')
  // What is too wide for a screen goes on below, under heads of its own.
  const heads = lines.flatMap((line) => (line.startsWith('model ') ? [line.split(/ {2,}/)] : []))
  const rows = lines.filter((line) => line.startsWith('canned/sloppy '))
  const of = (name: string): string | undefined => {
    const block = heads.findIndex((head) => head.includes(name))
    return rows[block]?.split(/ {2,}/)[heads[block]?.indexOf(name) ?? -1]
  }
  const [careful, sloppy] = json['calls'] as Json[]
  expect(careful).toMatchObject({ name: 'canned/careful', calls: 24, retries: 0, unanswered: 0 })
  expect(sloppy).toMatchObject({ name: 'canned/sloppy', retries: Number(of('retries')) })
  // All that the tables by treatment tell of the model adds up to the same.
  const spent = (json['spend'] as Json[]).filter(({ model }) => model === 'canned/sloppy')
  const sum = (key: string): number => spent.reduce((all, one) => all + Number(one[key]), 0)
  expect(sloppy).toMatchObject({ calls: sum('calls'), made: sum('tries'), usd: sum('cost_usd') })
  expect([of('calls'), of('tries')]).toEqual([String(sum('calls')), String(sum('tries'))])
  // What fails once fails in all of its tries.
  const { failures, unanswered } = sloppy as { failures: Json; unanswered: number }
  expect(failures).toMatchObject({ timeout: expect.any(Number), unreached: 0, setup: 0 })
  expect(Number(failures['timeout'])).toBeGreaterThan(0)
  expect(unanswered).toBe(Number(of('no reply')))
  expect(heads.flat()).not.toContain('unreached')
  // Half of the calls are answered well, and these take their time; of those that are not, replies took none.
  const { medianMs, p95Ms, replies } = latencies('canned/sloppy')
  expect(replies).toBe(sum('calls') - unanswered)
  expect([medianMs, p95Ms]).toEqual([1_500, 1_500])
  expect([of('median s'), of('95 % s')]).toEqual(['1.5', '1.5'])
})

test('the methods are told from the record, names of settings as they were written', () => {
  const methods =
    text
      .split(/^Methods\n/m)[1]
      ?.split('\n\n')[0]
      ?.split('\n') ?? []
  expect(methods.length).toBeLessThan(12)
  expect(methods[0]).toBe('experiment  lossy')
  expect(methods).toContain('replicates  6 planned of each treatment; seed 1')
  expect(methods.find((line) => line.startsWith('role row'))).toContain('model: canned/careful')
  expect(json).toMatchObject({
    methods: {
      experiment: 'lossy',
      scenarios: [{ name: 'matrix-game' }],
      parameters: { game: 'prisoners-dilemma', rounds: 4 },
      varied: { 'cast.row': [{}], 'invalid.then': ['abort'] },
      invalid: [{ then: 'forfeit' }, { then: 'abort' }],
      replicates: 6,
    },
  })
  expect(Date.parse((json['methods'] as Json)['ended_at'] as string)).not.toBeNaN()
})

test('differences are told in words and in --json, with how they were made', () => {
  const cells = cellsIn(sectionIn(text, 'Differences'), 'badly behaved', 'row')
  expect(cells.length).toBeGreaterThan(2)
  expect(text).toContain('Efron and Tibshirani 1993')
  expect(json).toHaveProperty('differences.0.from_runs', 6)
})

describe('a record that is wide in every way', () => {
  const long = (what: string): string => `${what} ${'and so on '.repeat(9)}in treatment ${what}`
  const options = Array.from({ length: 14 }, (_, i) => `option number ${i}`)
  const form = {
    kind: 'choice',
    options,
    labels: options,
    order: options.map((_, i) => i),
  } as const
  const readings = ['no-answer', 'refused', 'content-filter', 'truncated', 'no-text', 'timed-out']
  const decisions = (seed: number): ToldDecision[] => [
    {
      status: 'valid',
      form,
      value: options[seed] ?? '',
      calls: [
        ...[...readings, 'failed', 'failed-for-prompt', 'failed-for-good'].map((reading) => ({
          reading,
        })),
        { model: long('model'), servedModel: long(`served ${seed}`), fingerprint: `fp${seed}` },
      ],
    },
    { status: 'forfeited', form },
    {
      status: 'forfeited',
      ask: 'amount',
      form: { kind: 'amount', min: 0, max: 1_000_000, step: 1 },
    },
    {
      status: 'reasked',
      ask: 'amount',
      value: 999_999,
      form: { kind: 'amount', min: 0, max: 1_000_000, step: 1 },
    },
  ]

  test.each([
    [3, []],
    [17, []],
    [17, ['--all']],
  ])('of %i treatments fits on the screen %j', async (treatments, words) => {
    const db = `wide-${treatments}.sqlite`
    const store = openSqliteStore(join(folder.path, db), 'write')
    const runs = Array.from({ length: treatments * 2 }, (_, seed) => ({
      seed,
      treatment: long(`t${seed % treatments}`),
      status: seed === 0 ? ('aborted' as const) : ('finished' as const),
      roles: ['the first of two players', 'the second of two players'],
      ticks: decisions(seed % 5).map((one) => [one]),
    }))
    if (store.runs().length === 0) tellRecord(store, runs)
    store.close()
    const { stdout, stderr, code } = await folder.here('report', db, ...words)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout.length).toBeGreaterThan(1_000)
    expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([])
  })
})

test('where nothing was lost, nothing is said of sensitivity, and without models nothing of models', async () => {
  const store = openSqliteStore(join(folder.path, 'clean.sqlite'), 'write')
  tellRecord(store, [{ seed: 1, ticks: [[{ status: 'valid', value: 'go' }]] }]).close()
  const { stdout } = await folder.here('report', 'clean.sqlite')
  expect(stdout).toContain('Choices')
  expect(stdout).not.toMatch(/Sensitivity|Models|Attempts|Calls|Lost decisions/)
})
