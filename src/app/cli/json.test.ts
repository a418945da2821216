import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder } from './testing/command.ts'

const EXPERIMENT = `experiment: talk
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 2 }
cast: { row: { policy: llm, model: simulated/mixed }, column: grim }
counterbalance: [labels]
replicates: 3
`

/** Its moves run out in one treatment: that is a warning beside the output. */
const RUNS_OUT = `experiment: runs-out
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 2 }
cast: { row: grim, column: grim }
factors: { cast.column: [grim, { policy: moves, moves: [cooperate] }] }
`

const FAULTY = `import { z } from 'zod'
import { ask, defineScenario, scenarioSetup } from 'coterie'

const form = { kind: 'amount', min: 0, max: 1, step: 1 } as const
export const faulty = defineScenario({
  name: 'faulty',
  version: 1,
  summary: 'It asks once and then nothing more, and does not end.',
  citation: '',
  parameters: z.strictObject({}),
  roles: { player: { min: 1, max: 1 } },
  machine: scenarioSetup<object, { round: number }, 'player'>().createMachine({
    context: { round: 1 },
    initial: 'asking',
    states: {
      asking: {
        entry: { type: 'effects', params: () => [ask('p1' as never, 'give', form)] },
        on: { decided: 'stuck' },
      },
      stuck: {},
    },
  }),
  counterbalance: {},
  read: () => [],
  mostTicks: () => 1,
})
`

const folder = makeFolder()
beforeAll(async () => {
  folder.write({ 'talk.yaml': EXPERIMENT, 'runs-out.yaml': RUNS_OUT, 'faulty.ts': FAULTY })
  expect(await folder.here('run', 'talk.yaml', '--quiet')).toMatchObject({ code: 0 })
})
afterAll(() => folder.remove())

type Json = Record<string, unknown>

const RECORD = 'logs/talk.sqlite'
const RUN_ID: unknown = expect.stringMatching(/^run_/)
const HASH: unknown = expect.stringMatching(/^[0-9a-f]{64}$/)
const TIME: unknown = expect.stringMatching(/^20\d\d-/)

describe('with --json, standard output is one JSON document', () => {
  test.each<[string, string[], Json]>([
    ['run', ['run', 'talk.yaml'], { db: RECORD, runs: 3, kept: 3, played: 0 }],
    ['plan', ['plan', 'talk.yaml'], { experiment: 'talk', runs: 3 }],
    ['show, all runs', ['show', RECORD], { db: RECORD }],
    [
      'show, one run',
      ['show', RECORD, '--run', 'FIRST'],
      { db: RECORD, status: 'finished', run_id: RUN_ID, record_hash: HASH, started_at: TIME },
    ],
    ['replay', ['replay', RECORD], { db: RECORD, runs: 3, identical: 3, diverged: [] }],
    ['report', ['report', RECORD], { db: RECORD }],
    ['export', ['export', RECORD, '--format', 'csv,md', '--out', 'out'], { db: RECORD }],
    ['list scenarios', ['list', 'scenarios'], {}],
    ['list games', ['list', 'games'], {}],
    ['list strategies', ['list', 'strategies'], {}],
    ['list agents', ['list', 'agents'], {}],
    ['list banks', ['list', 'banks'], { banks: [{ name: 'people', holds: 'people' }] }],
    ['list codebooks', ['list', 'codebooks'], {}],
    ['check', ['check', 'talk.yaml'], { scenario: 'matrix-game', fine: true, faults: [] }],
    ['init', ['init', 'lab'], { dir: 'lab' }],
  ])('%s', async (_, words, holds) => {
    const named = words.map((word) => (word === 'FIRST' ? first : word))
    const { code, stdout, stderr } = await folder.here(...named, '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject(holds)
  })

  // Filled before its test: the tests of a table are named before any of them runs.
  let first = ''
  beforeAll(async () => {
    const { stdout } = await folder.here('show', RECORD, '--json')
    const { runs } = JSON.parse(stdout) as { runs: { run_id: string }[] }
    expect(runs).toHaveLength(3)
    first = runs[0]?.run_id ?? ''
  })

  test('also where runs fail: warnings go to standard error, and the exit code is 2 each time', async () => {
    for (const played of [2, 0]) {
      const { code, stdout, stderr } = await folder.here('run', 'runs-out.yaml', '--json')
      expect(code).toBe(2)
      expect(stderr).toMatch(/^run_[0-9a-f]+ failed: p2 has no move left .*Lengthen "moves"/)
      expect(JSON.parse(stdout)).toMatchObject({
        played,
        statuses: { finished: 1, failed: 1 },
        failed: [{ why: expect.stringContaining('its list holds 1') as string }],
      })
    }
  })

  test('also where a check finds something: exit code 1', async () => {
    const { code, stdout, stderr } = await folder.coterie('check', 'faulty.ts', '--json')
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    const found = JSON.parse(stdout) as { fine: boolean; faults: Json[] }
    expect(found.fine).toBe(false)
    expect(found.faults[0]).toMatchObject({ where: expect.stringContaining('stuck') as string })
  })

  test('and nothing at all where the input is bad', async () => {
    const { code, stdout, stderr } = await folder.here('run', 'none.yaml', '--json')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^none\.yaml: there is no such file\. .*coterie init/)
  })
})
