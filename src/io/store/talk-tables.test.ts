/** The public tables show talk, probes, interventions, absence and forks as they are. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../base/canonical-json.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { openSqliteTables } from './sqlite-tables.ts'
import type { Row, Tables } from './tables.ts'
import { p2, samplePlan } from './testing/sample-plan.ts'
import { HARD_WORDS, putRun, sampleTicks } from './testing/sample-record.ts'
import { TALK_PLAN, TALK_SHOWN, talkTicks } from './testing/sample-talk.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-talk-tables-'))
const path = join(directory, 'record.sqlite')
const fork: Plan = {
  ...TALK_PLAN,
  interventions: [
    ...(TALK_PLAN.interventions ?? []),
    { at: { tick: 1 }, deed: { do: 'pay', who: p2, points: 5 } },
  ],
  fork: { parent: runIdOf(TALK_PLAN), tick: 1 },
}
const played = samplePlan()
const forkOfPlayed: Plan = { ...played, fork: { parent: runIdOf(played), tick: 1 } }
let tables: Tables

beforeAll(() => {
  const store = openSqliteStore(path, 'write')
  putRun(store, TALK_PLAN, talkTicks())
  putRun(store, fork, talkTicks().slice(1))
  putRun(store, played)
  putRun(store, forkOfPlayed, sampleTicks().slice(1))
  store.close()
  tables = openSqliteTables(path)
})
afterAll(() => {
  tables.close()
  rmSync(directory, { recursive: true, force: true })
})

const rowsOf = (plan: Plan, table: string): Row[] => [
  ...tables.rows(table, { runId: runIdOf(plan) }),
]
const cells = (rows: readonly Row[], ...names: string[]): unknown[][] =>
  rows.map((row) => names.map((name) => row[name]))

describe('of a talk', () => {
  test('runs tell where they were imported from', () => {
    const columns = ['imported_from', 'import_format']
    expect(cells(rowsOf(TALK_PLAN, 'runs'), ...columns)).toEqual([['talk "1".txt', 'plain']])
    expect(cells(rowsOf(played, 'runs'), ...columns)).toEqual([[null, null]])
  })

  test('participants tell the name and the attributes of their persona, attributes one by one', () => {
    expect(
      cells(rowsOf(TALK_PLAN, 'participants'), 'participant', 'persona_name', 'attributes'),
    ).toEqual([
      ['p1', 'economist', null],
      ['p2', 'bank/"7"', '{"age":41,"has \\"car\\"":true,"score":0.5,"word":"true"}'],
    ])
    const run_id = runIdOf(TALK_PLAN)
    expect(rowsOf(TALK_PLAN, 'attributes')).toEqual(
      Object.entries({ age: 41, 'has "car"': 'true', score: 0.5, word: 'true' }).map(
        ([attribute, value]) => ({ run_id, participant: 'p2', attribute, value }),
      ),
    )
    expect(rowsOf(played, 'attributes')).toEqual([])
  })

  test('messages tell notices, planted words, news and when they were heard', () => {
    expect(
      cells(
        rowsOf(TALK_PLAN, 'messages'),
        'tick',
        'participant',
        'text',
        'notice',
        'planted',
        'launched_tick',
        'arrived_tick',
      ),
    ).toEqual([
      [0, null, HARD_WORDS, 0, 0, null, null],
      [0, 'p1', 'p1 is "away"', 1, 0, null, null],
      [0, 'p2', 'No.', 0, 0, 0, 3],
      [1, 'p2', 'Yes.', 0, 1, null, null],
    ])
  })

  test('observations tell their parts in order with all their keys, system parts first in the text, and what was left out', () => {
    const rows = rowsOf(TALK_PLAN, 'observations')
    expect(rows.map(({ parts }) => parts)).toEqual(
      [TALK_SHOWN[0], [], TALK_SHOWN[1]].map((parts) => canonicalJson(parts)),
    )
    expect(cells(rows, 'text', 'dropped')).toEqual([
      [`You are\ncurt.\n\nBe brief.\n\np1: ${HARD_WORDS}\n\nNo.\n\nHow sure are you?`, null],
      ['', null],
      [
        `You are\ncurt.\n\np1: ${HARD_WORDS}\n\nNo.\n\nYou?`,
        '{"characters":81,"parts":2,"rounds":[1,2]}',
      ],
    ])
  })

  test('probes tell what was asked and what came of it', () => {
    const where = {
      run_id: runIdOf(TALK_PLAN),
      tick: 0,
      round: 1,
      phase: 'talking',
      probe: 'sure',
      question: 'How sure are you?',
      displayed_value: null,
    }
    expect(rowsOf(TALK_PLAN, 'probes')).toEqual([
      {
        ...where,
        participant: 'p2',
        role: 'column',
        value: 7,
        status: 'valid',
        attempts: 1,
        why: null,
        seq: 7,
      },
      {
        ...where,
        participant: 'p1',
        role: 'row',
        value: null,
        status: 'not-asked',
        attempts: 0,
        why: 'crashed',
        seq: 9,
      },
    ])
  })

  test('interventions tell what was done, to whom, and how', () => {
    const rows = rowsOf(TALK_PLAN, 'interventions')
    expect(cells(rows, 'tick', 'participant', 'deed', 'seq')).toEqual([
      [0, 'p1', 'crash', 1],
      [0, null, 'news', 3],
      [1, null, 'set', 13],
      [1, 'p2', 'say', 14],
    ])
    expect(JSON.parse(String(rows[0]?.['detail']))).toEqual({
      audience: ['p1', 'p2'],
      lasting: { rounds: 2 },
      notice: 'p1 is "away"',
      told: { afterRounds: 1 },
    })
    expect(rows[2]?.['detail']).toBe('{"parameters":{"rounds":3}}')
  })

  test('presence tells who crashed, came back and was removed', () => {
    const names = ['tick', 'participant', 'role', 'became', 'why', 'notice', 'lasting', 'told']
    expect(cells(rowsOf(TALK_PLAN, 'presence'), ...names)).toEqual([
      [0, 'p1', 'row', 'crashed', null, 'p1 is "away"', '{"rounds":2}', '{"afterRounds":1}'],
      [1, 'p1', 'row', 'returned', 'its crash is over', null, null, null],
      [1, 'p1', 'row', 'removed', 'intervention', null, null, null],
    ])
  })

  test('a planted answer is a decision of nobody', () => {
    expect(cells(rowsOf(TALK_PLAN, 'decisions'), 'value', 'status', 'attempts')).toEqual([
      ['Yes.', 'planted', 0],
    ])
  })
})

describe('of a fork', () => {
  test('runs tell the whole plan, of which the run id is the hash', () => {
    for (const plan of [TALK_PLAN, fork, played, forkOfPlayed])
      expect(cells(rowsOf(plan, 'runs'), 'plan')).toEqual([[canonicalJson(plan)]])
  })

  test('runs tell the parent and the first tick of its own', () => {
    const names = ['parent_run_id', 'fork_tick', 'ticks', 'imported_from']
    expect(cells(rowsOf(fork, 'runs'), ...names)).toEqual([
      [runIdOf(TALK_PLAN), 1, 2, 'talk "1".txt'],
    ])
  })

  test('calls of ticks that it shares are its parent’s, and have no latency of its own', () => {
    const names = ['tick', 'cached', 'latency_ms']
    expect(cells(rowsOf(forkOfPlayed, 'calls'), ...names)).toEqual([
      [0, 1, null],
      [0, 1, null],
      [0, 1, null],
      [1, 0, 12.5],
    ])
    expect(cells(rowsOf(played, 'calls'), 'cached')).toEqual([[0], [0], [0], [0]])
  })

  test.each([
    ['a run', TALK_PLAN],
    ['a fork', fork],
  ])(
    'entries of %s are the lines of the record, and begin with what the line of forks goes back to',
    (_, plan) => {
      const entries = [
        { kind: 'run-started', semantics: 1, plan: TALK_PLAN },
        ...talkTicks().flatMap(({ content }) => content.entries),
        { kind: 'run-ended', how: 'finished', why: null },
      ]
      expect(cells(rowsOf(plan, 'entries'), 'seq', 'kind', 'body')).toEqual(
        entries.map((entry, seq) => [seq, entry.kind, canonicalJson(entry)]),
      )
    },
  )
})
