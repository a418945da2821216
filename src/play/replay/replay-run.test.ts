/** A record that was changed, in however small a thing, never replays as identical; what was changed is named. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { memoryStore } from '../../app/adapters.ts'
import { loadScenario } from '../../app/catalogue.ts'
import { replayRecord } from '../../app/replay-record.ts'
import { runExperiment } from '../../app/run-experiment.ts'
import { BadInputError } from '../../base/errors.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import { uniform } from '../agent/policies/displayed-position.ts'
import { defineExperiment } from '../experiment/define-experiment.ts'
import { defineScenario, scenarioSetup, type Scenario } from '../scenario/define-scenario.ts'
import { ask, pay } from '../scenario/effects.ts'
import { runPlans } from '../worker/run-plans.ts'
import type { Divergence } from './divergence.ts'
import { replayRun, type Casting } from './replay-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-tamper-'))
const original = join(folder, 'original.sqlite')
let copies = 0

beforeAll(async () => {
  const experiment = defineExperiment({
    experiment: 'tampering',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 4, noise: 0.3 },
    cast: { row: { policy: 'llm', model: 'simulated/sloppy' }, column: 'tit-for-tat' },
    replicates: 4,
  })
  const scenario = await loadScenario('matrix-game')
  await runExperiment(
    { experiment, scenario, own: [], explain: (error) => error },
    { db: original },
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A copy of the record, changed in its physical tables. */
function changed(change: (db: Database.Database) => void): string {
  const path = join(folder, `copy-${copies++}.sqlite`)
  copyFileSync(original, path)
  const db = new Database(path)
  try {
    change(db)
  } finally {
    db.close()
  }
  return path
}

async function divergencesOf(db: string): Promise<Divergence[]> {
  const { results } = await replayRecord(db)
  return results.flatMap(({ replayed }) =>
    replayed.kind === 'diverged' ? [replayed.divergence] : [],
  )
}

/** The first fact of a kind in the record: its id, and the run, tick and place in which it first stands. */
function firstFact(
  db: Database.Database,
  kind: string,
  condition = 'true',
): { fact: number; run: string; tick: number; place: number } {
  return db
    .prepare(
      `select content_fact.fact, run.run_id as run, tick.tick, content_fact.place
       from tick join run on run.id = tick.run join content_fact on content_fact.content = tick.content
         join fact on fact.id = content_fact.fact
       where content_fact.kind = ? and ${condition} order by run.id, tick.tick, content_fact.place limit 1`,
    )
    .get(kind) as { fact: number; run: string; tick: number; place: number }
}

test('the record as it was written is identical', async () => {
  const { results } = await replayRecord(original)
  expect(results.map(({ replayed }) => replayed.kind)).toEqual([
    'identical',
    'identical',
    'identical',
    'identical',
  ])
})

describe('an entry that was changed is named, with both versions', () => {
  const cases: [what: string, kind: string, condition: string, path: string, value: unknown][] = [
    ['a payoff', 'payoff-awarded', 'true', 'points', 999],
    ['a decision of a strategy', 'decision-taken', `fact.participant = 'p2'`, 'value', 'neither'],
    ['a decision of a model', 'decision-taken', `fact.participant = 'p1'`, 'value', 'neither'],
    ['the label under which an option was seen', 'decision-taken', 'true', 'displayed', 'X'],
    [
      'what a participant was shown',
      'fact-shown',
      `fact.body ->> '$.name' = 'outcome'`,
      'data.ownPoints',
      77,
    ],
    ['a tremble', 'chance-drawn', 'true', 'value.to', 'neither'],
    ['how often a model was asked', 'decision-taken', `fact.participant = 'p1'`, 'attempts', 9],
    ['the address of a payoff', 'payoff-awarded', 'true', 'to', 'p7'],
  ]
  test.each(cases)('%s', async (_, kind, condition, path, value) => {
    let at = { run: '', tick: -1, place: -1 }
    const db = changed((tables) => {
      const { fact, ...place } = firstFact(tables, kind, condition)
      at = place
      tables
        .prepare('update fact set body = json_set(body, ?, ?) where id = ?')
        .run(`$.${path}`, value, fact)
    })
    const divergence = (await divergencesOf(db)).find(({ runId }) => runId === at.run)
    expect(divergence).toMatchObject({
      runId: at.run,
      tick: at.tick,
      place: at.place,
      recorded: { kind },
      again: { kind },
    })
    expect(divergence?.differences).toEqual([
      { path, recorded: JSON.stringify(value), again: expect.any(String) as string },
    ])
  })

  test('the words of a prompt', async () => {
    const db = changed((tables) => {
      const { changes } = tables
        .prepare(
          `update text set line = 'You earn nothing.' where line like '- If you choose%' and id in (select min(id) from text where line like '- If you choose%')`,
        )
        .run()
      expect(changes).toBe(1)
    })
    const [first] = await divergencesOf(db)
    expect(first).toMatchObject({ tick: 0, recorded: { kind: 'observation-shown' } })
    expect(first?.differences).toHaveLength(1)
    expect(first?.differences[0]?.path).toMatch(/^parts\.\d+\.text$/)
  })

  test('a completion that now says something else: the decision that was read from it is no longer what comes out', async () => {
    let at = { run: '', tick: -1 }
    const db = changed((tables) => {
      const { fact, run, tick } = firstFact(
        tables,
        'model-called',
        `fact.body ->> '$.reading' = 'valid' and fact.body ->> '$.completion' like '%ANSWER: J'`,
      )
      at = { run, tick }
      tables
        .prepare(`update fact set body = json_set(body, '$.completion', 'ANSWER: F') where id = ?`)
        .run(fact)
    })
    const divergence = (await divergencesOf(db)).find(({ runId }) => runId === at.run)
    expect(divergence).toMatchObject({
      tick: at.tick,
      recorded: { kind: 'decision-taken', value: 'cooperate' },
      again: { value: 'defect' },
    })
  })

  test('an entry that lost a field, over which its own replay would stumble', async () => {
    let at = { run: '', tick: -1, place: -1 }
    const db = changed((tables) => {
      const { fact, ...place } = firstFact(tables, 'model-called')
      at = place
      tables
        .prepare(`update fact set body = json_remove(body, '$.fingerprint') where id = ?`)
        .run(fact)
    })
    const divergence = (await divergencesOf(db)).find(({ runId }) => runId === at.run)
    expect(divergence).toMatchObject({
      tick: at.tick,
      place: at.place,
      recorded: { kind: 'model-called' },
    })
    expect(divergence?.what).toMatch(/was changed into what is no entry: fingerprint: /)
  })

  test('a completion whose meaning is the same: its tick is named by its digest', async () => {
    let at = { run: '', tick: -1 }
    const db = changed((tables) => {
      const { fact, run, tick } = firstFact(
        tables,
        'model-called',
        `fact.body ->> '$.reading' = 'valid'`,
      )
      at = { run, tick }
      tables
        .prepare(
          `update fact set body = json_set(body, '$.completion', 'Hm. ' || (body ->> '$.completion')) where id = ?`,
        )
        .run(fact)
    })
    const divergence = (await divergencesOf(db)).find(({ runId }) => runId === at.run)
    expect(divergence).toMatchObject({ tick: at.tick, place: null })
    expect(divergence?.differences.map(({ path }) => path)).toEqual(['digest'])
  })
})

describe('a run or a tick that was changed is named', () => {
  const first = `(select min(id) from run)`
  const cases: [what: string, sql: string, told: string | RegExp, path: string | null][] = [
    [
      'the hash',
      `update run set record_hash = replace(record_hash, substr(record_hash, 1, 1), 'z') where id = ${first}`,
      'the hash on file is another',
      'record_hash',
    ],
    [
      'the status',
      `update run set status = 'aborted' where id = ${first}`,
      'the run ends otherwise',
      'status',
    ],
    [
      'the status, as if the run had not ended',
      `update run set status = 'started' where id = ${first}`,
      'the status was changed',
      'status',
    ],
    [
      'why it ended',
      `update run set why = 'tired' where id = ${first}`,
      'the run ends otherwise',
      'why',
    ],
    [
      'the seed',
      `update run set seed = seed + 1 where id = ${first}`,
      'the plan was changed',
      'run_id',
    ],
    [
      'the replicate',
      `update run set replicate = 9 where id = ${first}`,
      'the plan was changed',
      'run_id',
    ],
    [
      'the counterbalance',
      `update run set counterbalance = '{"labels":1}' where id = ${first}`,
      'the plan was changed',
      'run_id',
    ],
    [
      'the parameters',
      `update design set body = replace(body, '"rounds":4', '"rounds":5')`,
      'the plan was changed',
      'run_id',
    ],
    [
      'a round',
      `update tick set round = 9 where tick = 1 and run = ${first}`,
      /^tick 1: its number, round/,
      'round',
    ],
    [
      'a digest',
      `update content set digest = 'x' where id = (select content from tick where tick = 2 and run = ${first})`,
      /^tick 2: its number, round, phase or digest/,
      'digest',
    ],
    [
      'a phase',
      `update content set phase = 'x' where id = (select content from tick where tick = 2 and run = ${first})`,
      /^tick 2: its number, round, phase or digest/,
      'phase',
    ],
    [
      'the last tick, taken away',
      `delete from tick where tick = 3 and run = ${first}`,
      'tick 3 is not in the record',
      null,
    ],
    [
      'a tick, taken from the middle',
      `delete from tick where tick = 1 and run = ${first}`,
      /^tick 1: /,
      null,
    ],
    [
      'a tick, put where another was',
      `update tick set content = (select content from tick where tick = 3 and run = ${first}) where tick = 1 and run = ${first}`,
      /^tick 1: /,
      null,
    ],
    [
      'a tick, added',
      `insert into tick select run, 4, 5, seq + 9, content from tick where tick = 3 and run = ${first}`,
      'the record goes on after the run has ended',
      null,
    ],
  ]
  test.each(cases)('%s', async (_, sql, told, path) => {
    const [divergence] = await divergencesOf(
      changed((tables) => expect(tables.prepare(sql).run().changes).toBeGreaterThan(0)),
    )
    expect(divergence?.what).toMatch(told)
    if (path !== null) expect(divergence?.differences.map((one) => one.path)).toContain(path)
  })

  test('other semantics are refused, with what to do', async () => {
    await expect(
      replayRecord(changed((tables) => tables.exec('update run set semantics = 99'))),
    ).rejects.toThrow(/recorded under kernel semantics 99.*Check out the version/)
  })
})

describe('a column that only views show is compared with the entries that it repeats', () => {
  test.each([
    ['update content set entries = entries + 1 where id = 1', /content\.entries/],
    [
      `update content_fact set kind = 'message-sent' where kind = 'payoff-awarded'`,
      /content_fact\.kind/,
    ],
    ['update tick set seq = seq + 1 where tick = 2', /tick\.seq/],
    [`update seat set role = 'column' where participant = 'p1'`, /seat is not/],
    [`update seat set model = 'openai/gpt-4'`, /seat is not/],
    [`delete from seat where participant = 'p2'`, /missing from seat/],
  ])('%s', async (sql, told) => {
    const { faults } = await replayRecord(changed((tables) => void tables.exec(sql)))
    expect(faults.join()).toMatch(told)
  })

  test('and as it was written, nothing is found', async () => {
    expect((await replayRecord(original)).faults).toEqual([])
  })
})

/** What no replay can know, or what is checked elsewhere: wall time, forks, and the numbers by which rows are found. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  fact: ['body'],
  content: ['phase', 'digest'],
  content_fact: ['fact'],
  tick: ['tick', 'round', 'content'],
  run: [
    'run_id',
    'replicate',
    'seed',
    'counterbalance',
    'semantics',
    'status',
    'why',
    'record_hash',
  ],
  design: ['body'],
  text: ['line', 'prefix'],
}

/** References: rows that say the same may stand for one another. */
const MEANS: Readonly<Record<string, string>> = {
  'content_fact.fact': 'select body from fact where id = ?',
  'tick.content': 'select digest from content where id = ?',
}

describe('any one character', () => {
  /** The value with one character, or one unit, changed. */
  const spoil = (value: unknown, at: number, by: number): unknown => {
    if (value === null) return 'x'
    if (typeof value === 'number') return value + 1 + by
    const text = value as string
    if (text === '') return 'x'
    const place = at % text.length
    const old = text.charCodeAt(place)
    // Another printable ASCII character.
    const other = 33 + ((old - 33 + 1 + (by % 92) + 94) % 94)
    return `${text.slice(0, place)}${String.fromCharCode(other)}${text.slice(place + 1)}`
  }

  test.each(
    Object.entries(COLUMNS).flatMap(([table, columns]) =>
      columns.map((column) => [table, column] as const),
    ),
  )('of %s.%s', (table, column) =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(91), async (row, at, by) => {
        let told = ''
        const db = changed((tables) => {
          const key = { tick: 'run, tick', content_fact: 'content, place' }[table] ?? 'id'
          const keys = tables
            .prepare(`select ${key} from ${table} order by ${key}`)
            .raw()
            .all() as number[][]
          const chosen = keys[row % keys.length] ?? []
          const where = key
            .split(', ')
            .map((name) => `${name} = ?`)
            .join(' and ')
          const before: unknown = tables
            .prepare(`select ${column} from ${table} where ${where}`)
            .pluck()
            .get(chosen)
          const after = spoil(before, at, by)
          const meant = MEANS[`${table}.${column}`]
          const isSame =
            meant !== undefined &&
            tables.prepare(meant).pluck().get(before) === tables.prepare(meant).pluck().get(after)
          if (isSame) return
          told = `${JSON.stringify(before)} → ${JSON.stringify(after)}`
          const change = tables.prepare(
            `update or replace ${table} set ${column} = ? where ${where}`,
          )
          try {
            expect(change.run(after, ...chosen).changes).toBe(1)
          } catch (error) {
            // SQLite itself keeps bodies JSON, and references alive.
            expect((error as Error).message).toMatch(
              /^(malformed JSON|FOREIGN KEY constraint failed)$/,
            )
            told = ''
          }
        })
        const outcome = await divergencesOf(db).catch((error: unknown) => error)
        rmSync(db)
        if (told === '') return
        // What can no longer be read is said to be damaged; what can is said to differ.
        if (outcome instanceof Error) expect(outcome, told).toBeInstanceOf(BadInputError)
        else expect(outcome, told).not.toEqual([])
      }),
      { numRuns: ['body', 'line'].includes(column) ? 25 : 6 },
    ),
  )
})

describe('a scenario that was changed', () => {
  const paying = (points: number, version = 1): Scenario =>
    defineScenario({
      name: 'paying',
      version,
      summary: '',
      citation: '',
      parameters: z.strictObject({}),
      roles: { player: { min: 1, max: 1 } },
      machine: scenarioSetup<object, { player: ParticipantId; round: number }>().createMachine({
        context: ({ input }) => ({ player: input.roles['player']?.[0] as ParticipantId, round: 1 }),
        initial: 'asking',
        states: {
          asking: {
            entry: {
              type: 'effects',
              params: ({ context }) => [
                ask(context.player, 'x', { kind: 'amount', min: 0, max: 9, step: 1 }),
              ],
            },
            on: {
              decided: {
                target: 'over',
                actions: {
                  type: 'effects',
                  params: ({ context }) => [pay(context.player, points)],
                },
              },
            },
          },
          over: { type: 'final' },
        },
      }),
      counterbalance: {},
      read: () => [],
      mostTicks: () => 1,
    })

  const plan = {
    experiment: 'paying',
    scenario: { name: 'paying', version: 1 },
    parameters: {},
    seats: [
      {
        participant: 'p1',
        role: 'player',
        agent: 'uniform',
        policy: 'uniform',
        settings: {},
        persona: null,
      },
    ],
    treatment: 'all',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed: 7,
    invalid: { reask: 0, then: 'forfeit' },
  } as unknown as Plan

  const cast: Casting = ({ seats, invalid }) => {
    const reseat = (seat: Seat) => {
      const { participant } = seat
      const random = { below: () => 4 } as never
      return uniform({ run: '' as never, seat, participant, random, invalid })
    }
    return { policies: new Map(seats.map((seat) => [seat.participant, reseat(seat)])), reseat }
  }

  const replayedWith = async (scenario: Scenario) => {
    const store = memoryStore()
    const clock = { nowMs: () => 0, now: () => '', breathe: () => Promise.resolve() }
    await runPlans({
      plans: [plan],
      scenario: paying(3),
      store,
      cast,
      clock,
      concurrency: 1,
      stopped: () => false,
    })
    const [run] = store.runs()
    if (run === undefined) throw new Error('nothing was played')
    return replayRun(store, run, scenario, cast)
  }

  test('and says that it is the same version is found out at the first payoff', async () => {
    expect(await replayedWith(paying(3))).toMatchObject({ kind: 'identical' })
    expect(await replayedWith(paying(4))).toMatchObject({
      kind: 'diverged',
      divergence: {
        tick: 0,
        place: 2,
        recorded: { kind: 'payoff-awarded' },
        differences: [{ path: 'points', recorded: '3', again: '4' }],
      },
    })
  })

  test('and says so is refused, with what to do', async () => {
    await expect(replayedWith(paying(3, 2))).rejects.toThrow(
      /recorded with paying version 1; here is version 2\. Check out the version/,
    )
  })
})
