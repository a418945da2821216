/** The public tables show a record as it is. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../base/canonical-json.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { openSqliteTables } from './sqlite-tables.ts'
import type { Row, Tables } from './tables.ts'
import { p1, p2, samplePlan } from './testing/sample-plan.ts'
import { HARD_WORDS, LATENCIES_MS, putRun, sampleTicks, SHOWN } from './testing/sample-record.ts'

/** As the interface promises them to users: more may follow, none may change its place. */
const PROMISED: Readonly<Record<string, string>> = {
  runs: 'run_id, experiment, scenario, scenario_version, treatment, replicate, seed, status, ticks, record_hash, parent_run_id, fork_tick, started_at, ended_at',
  treatments: 'treatment, factor, level',
  participants:
    'run_id, participant, role, agent, policy, model, persona, persona_name, attributes',
  decisions:
    'run_id, tick, round, phase, participant, role, ask, value, status, attempts, displayed_value',
  payoffs: 'run_id, tick, round, participant, points',
  messages:
    'run_id, tick, seq, round, phase, participant, channel, audience, text, on_record, role, notice, planted, launched_tick, arrived_tick',
  observations: 'run_id, tick, participant, text, ask, parts, seq, dropped',
  calls:
    'run_id, tick, participant, ask, attempt, provider, model, served_model, request, completion, finish_reason, input_tokens, output_tokens, cached, cost_usd, latency_ms, error',
  probabilities:
    'run_id, tick, round, participant, role, ask, option, probability, source, samples, given',
  entries: 'run_id, seq, tick, kind, body, round, phase',
  codings:
    'codebook, code, unit_kind, run_id, tick, seq, coder, coder_kind, value, rationale, confidence, settled, codebook_version, unit, last_seq, participant, why, spans, version',
  attributes: 'run_id, participant, attribute, value',
  probes:
    'run_id, tick, round, phase, participant, role, probe, question, value, status, displayed_value, attempts, why, seq',
  interventions: 'run_id, tick, round, phase, participant, deed, detail, seq',
  presence:
    'run_id, tick, round, phase, participant, role, became, why, notice, lasting, told, seq',
  codebooks: 'name, version, hash, body',
  coders: 'name, kind, definition',
  corrections:
    'codebook, codebook_version, code, unit_kind, run_id, tick, seq, unit, coder, version, value, rationale, corrected_to',
  judge_calls:
    'coder, codebook, codebook_version, units, attempt, provider, model, served_model, request, completion, finish_reason, input_tokens, output_tokens, cost_usd, uncertain_usd, latency_ms, error, reading',
  human_answers:
    'run_id, tick, round, participant, role, ask, attempt, reply, reading, latency_ms, seq',
  consents: 'run_id, tick, participant, role, given, text, seq',
}

const directory = mkdtempSync(join(tmpdir(), 'coterie-tables-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

let files = 0
function recordOf(runs: readonly (readonly [Plan, readonly Tick[]])[]): string {
  const path = join(directory, `${files++}.sqlite`)
  const store = openSqliteStore(path, 'write')
  for (const [plan, ticks] of runs) putRun(store, plan, ticks)
  store.close()
  return path
}

function withTables<T>(path: string, work: (tables: Tables) => T): T {
  const tables = openSqliteTables(path)
  try {
    return work(tables)
  } finally {
    tables.close()
  }
}

const plan = samplePlan()
const runId = runIdOf(plan)

describe('the tables of a hand-made record', () => {
  let path = ''
  let tables: Tables
  beforeAll(() => {
    path = recordOf([[plan, sampleTicks()]])
    tables = openSqliteTables(path)
  })
  afterAll(() => tables.close())
  const all = (table: string): Row[] => [...tables.rows(table)]

  test('they are those that were promised', () => {
    expect(tables.names).toEqual(Object.keys(PROMISED))
  })

  test.each(Object.entries(PROMISED))(
    '%s begins with the columns that were promised',
    (table, promised) => {
      const wanted = promised.split(', ')
      expect(
        tables
          .columns(table)
          .map(({ name }) => name)
          .slice(0, wanted.length),
      ).toEqual(wanted)
    },
  )

  test.each(Object.keys(PROMISED))(
    'the view %s in the file has the rows that are streamed',
    (table) => {
      const db = new Database(path, { readonly: true })
      const rows = db.prepare(`select * from ${table}`).all()
      db.close()
      expect(rows).toEqual(all(table))
    },
  )

  test('each column has a meaning', () => {
    const columns = tables.names.flatMap((table) => tables.columns(table))
    expect(columns.filter(({ means }) => means === '')).toEqual([])
  })

  test('runs', () => {
    expect(all('runs')).toMatchObject([
      {
        run_id: runId,
        experiment: 'samples',
        scenario: 'sample',
        scenario_version: 3,
        treatment: 'plain',
        replicate: 1,
        seed: 7,
        status: 'finished',
        ticks: 2,
        parent_run_id: null,
        fork_tick: null,
        started_at: '2026-01-01T00:00:00.000Z',
        ended_at: '2026-01-01T00:00:01.000Z',
        why: null,
        semantics: 1,
        counterbalance: '{"labels":1}',
      },
    ])
    expect(all('runs')[0]?.record_hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('participants', () => {
    expect(all('participants')).toEqual([
      {
        run_id: runId,
        participant: 'p1',
        role: 'row',
        agent: 'careful',
        policy: 'llm',
        model: 'canned/one',
        persona: 'You are\ncareful.',
        persona_name: null,
        attributes: null,
      },
      {
        run_id: runId,
        participant: 'p2',
        role: 'column',
        agent: 'grim',
        policy: 'grim',
        model: null,
        persona: null,
        persona_name: null,
        attributes: null,
      },
    ])
  })

  test('decisions keep the type of their value: the words "7" are not the number', () => {
    const first = { run_id: runId, tick: 0, round: 1, phase: 'choosing' }
    const second = { run_id: runId, tick: 1, round: null, phase: 'talking "freely"' }
    expect(all('decisions')).toEqual([
      {
        ...first,
        participant: 'p1',
        role: 'row',
        ask: 'choice',
        value: 'cooperate',
        status: 'reasked',
        attempts: 2,
        displayed_value: 'J',
        why: null,
        seq: 6,
      },
      {
        ...first,
        participant: 'p2',
        role: 'column',
        ask: 'send',
        value: 0.1,
        status: 'defaulted',
        attempts: 1,
        displayed_value: null,
        why: 'no "answer"',
        seq: 9,
      },
      {
        ...second,
        participant: 'p1',
        role: 'row',
        ask: 'choice',
        value: null,
        status: 'passed',
        attempts: 1,
        displayed_value: null,
        why: null,
        seq: 19,
      },
      {
        ...second,
        participant: 'p2',
        role: 'column',
        ask: 'say',
        value: '7',
        status: 'valid',
        attempts: 1,
        displayed_value: null,
        why: null,
        seq: 21,
      },
    ])
  })

  test('payoffs', () => {
    expect(all('payoffs')).toEqual([
      { run_id: runId, tick: 0, round: 1, participant: 'p1', points: -0.1, role: 'row', seq: 11 },
      { run_id: runId, tick: 0, round: 1, participant: 'p2', points: 3, role: 'column', seq: 12 },
    ])
  })

  test('messages are verbatim', () => {
    const beside = { run_id: runId, tick: 0, round: 1, phase: 'choosing', audience: '["p1","p2"]' }
    const plain = { notice: 0, planted: 0, launched_tick: null, arrived_tick: null }
    expect(all('messages')).toEqual([
      {
        ...beside,
        seq: 13,
        participant: 'p1',
        channel: 'public',
        text: HARD_WORDS,
        on_record: 1,
        role: 'row',
        ...plain,
      },
      {
        ...beside,
        seq: 14,
        participant: 'p2',
        channel: 'private:p1-p2',
        text: '',
        on_record: 0,
        role: 'column',
        ...plain,
      },
    ])
  })

  test('observations are what was read, put together from shared lines', () => {
    const words = SHOWN.map((parts) =>
      parts
        .map(({ text }) => text)
        .filter((text) => text !== '')
        .join('\n\n'),
    )
    expect(
      all('observations').map(({ tick, participant, text }) => [tick, participant, text]),
    ).toEqual(words.map((text, tick) => [tick, 'p1', text]))
    expect(all('observations').map(({ parts }) => JSON.parse(String(parts)))).toEqual(SHOWN)
  })

  test('each call has its own latency', () => {
    expect(
      all('calls').map(({ participant, attempt, sample, latency_ms }) => [
        participant,
        attempt,
        sample,
        latency_ms,
      ]),
    ).toEqual([
      ['p1', 0, null, LATENCIES_MS[0]],
      ['p1', 1, null, LATENCIES_MS[1]],
      ['p2', 0, null, LATENCIES_MS[2]],
      ['p1', 0, 1, LATENCIES_MS[0]],
    ])
  })

  test('probabilities: the options of an estimate, then a pass, then the rest', () => {
    const beside = { run_id: runId, tick: 1, round: null, participant: 'p1', role: 'row' }
    const how = { ask: 'choice', source: 'samples', samples: 4, given: 'prompt', seq: 18 }
    expect(all('probabilities')).toEqual([
      { ...beside, ...how, outcome: 'option', option: 'cooperate', probability: 0 },
      { ...beside, ...how, outcome: 'option', option: 'defect', probability: 0.25 },
      { ...beside, ...how, outcome: 'pass', option: null, probability: 0.5 },
      { ...beside, ...how, outcome: 'other', option: null, probability: 0.25 },
    ])
  })

  test('calls', () => {
    const [, second, third] = all('calls')
    expect(second).toMatchObject({
      run_id: runId,
      tick: 0,
      ask: 'choice',
      provider: 'canned',
      model: 'canned/one',
      served_model: 'one-2024',
      completion: 'ANSWER: J',
      finish_reason: 'stop',
      input_tokens: 120,
      output_tokens: 7,
      cost_usd: 0.30000000000000004,
      error: null,
      reading: 'valid',
      seq: 5,
    })
    expect(JSON.parse(String(second?.request))).toEqual({
      sampling: { temperature: 0.1 },
      schema: null,
      further: [{ role: 'assistant', text: HARD_WORDS }],
    })
    expect(third).toMatchObject({
      completion: null,
      served_model: null,
      input_tokens: null,
      cost_usd: null,
      error: 'no route',
    })
  })

  test('entries are the record itself, in canonical JSON', () => {
    const entries = [
      { kind: 'run-started', semantics: 1, plan },
      ...sampleTicks().flatMap(({ content }) => content.entries),
      { kind: 'run-ended', how: 'finished', why: null },
    ]
    expect(all('entries')).toEqual(
      entries.map((entry, seq) => ({
        run_id: runId,
        seq,
        tick: seq === 0 || seq === 23 ? null : seq <= 14 ? 0 : 1,
        kind: entry.kind,
        body: canonicalJson(entry),
        round: seq >= 1 && seq <= 14 ? 1 : null,
        phase: seq === 0 || seq === 23 ? null : seq <= 14 ? 'choosing' : 'talking "freely"',
      })),
    )
  })

  test('only the columns asked for are read, in their order', () => {
    expect(
      [...tables.rows('payoffs', { columns: ['points', 'participant'] })].map(Object.entries),
    ).toEqual([
      [
        ['points', -0.1],
        ['participant', 'p1'],
      ],
      [
        ['points', 3],
        ['participant', 'p2'],
      ],
    ])
  })

  test('only the rows that have the values asked for are read, in every table', () => {
    for (const table of tables.names) {
      const all = [...tables.rows(table)]
      for (const row of all)
        for (const [name, value] of Object.entries(row))
          expect([...tables.rows(table, { where: { [name]: value } })], `${table}.${name}`).toEqual(
            all.filter((one) => one[name] === value),
          )
    }
    const where = { kind: 'payoff-awarded', round: null }
    expect([...tables.rows('entries', { where, runId })]).toEqual([])
  })

  test('a name that is none is refused with the near one', () => {
    expect(() => tables.columns('decision')).toThrow(/no table named "decision".*"decisions"/s)
    expect(() => [...tables.rows('runs', { columns: ['tresatment'] })]).toThrow(/"treatment"/)
    expect(() => [...tables.rows('runs', { where: { statsus: 1 } })]).toThrow(/"status"/)
  })

  test('a reader that stops early, or reads two tables in turns, leaves the rest readable', () => {
    for (const row of tables.rows('entries')) if (row.seq === 3) break
    const pairs: unknown[] = []
    for (const { seq } of tables.rows('decisions'))
      for (const { points } of tables.rows('payoffs')) pairs.push([seq, points])
    expect(pairs).toHaveLength(8)
  })

  test('two readers of one table, of the same columns, do not disturb each other', () => {
    const all = [...tables.rows('decisions')]
    expect(all.length).toBeGreaterThan(1)
    for (const row of tables.rows('decisions')) {
      expect([...tables.rows('decisions')]).toEqual(all)
      expect(all).toContainEqual(row)
    }
  })
})

test('tables can be closed after a reader stopped early', () => {
  const tables = openSqliteTables(recordOf([[plan, sampleTicks()]]))
  const rows = tables.rows('entries')[Symbol.iterator]()
  rows.next()
  rows.return?.()
  expect(() => tables.close()).not.toThrow()
})

describe('levels', () => {
  const levels = {
    'cast.row': { policy: 'llm', model: 'a/b' },
    a: true,
    b: 'true',
    c: null,
    d: 0.1,
    e: 3,
    f: [1, 'x'],
    'q"uoted\\': '',
    g: false,
    h: HARD_WORDS,
  }

  test('of every type are shown once for each treatment, and tell their type', () => {
    const plans = [1, 2].map((seed) => samplePlan({ levels, seed, treatment: 'all' }))
    const path = recordOf([
      ...plans.map((one) => [one, []] as const),
      [samplePlan({ parameters: { other: 1 }, levels, treatment: 'all' }), []],
    ])
    const rows = withTables(path, (tables) => [...tables.rows('treatments')])
    const wanted = [
      ['a', 'true', 'true'],
      ['b', 'true', 'text'],
      ['c', null, 'null'],
      ['cast.row', '{"model":"a/b","policy":"llm"}', 'object'],
      ['d', 0.1, 'real'],
      ['e', 3, 'integer'],
      ['f', '[1,"x"]', 'array'],
      ['g', 'false', 'false'],
      ['h', HARD_WORDS, 'text'],
      ['q"uoted\\', '', 'text'],
    ]
    expect(rows).toEqual(
      wanted.map(([factor, level, level_type]) => ({
        treatment: 'all',
        factor,
        level,
        level_type,
      })),
    )
  })
})

describe('rows of many runs', () => {
  const plans = Array.from({ length: 12 }, (_, seed) =>
    samplePlan({ seed, treatment: seed % 2 === 0 ? 'even' : 'odd', levels: { x: seed % 2 } }),
  )

  test('come in one order, whatever the order in which the runs were written', () => {
    const both = [plans, plans.toReversed()].map((order) =>
      withTables(recordOf(order.map((one) => [one, sampleTicks()])), (tables) =>
        tables.names.map((table) => [...tables.rows(table)]),
      ),
    )
    expect(both[0]).toEqual(both[1])
  })

  test('are filtered by run, in every table', () => {
    const path = recordOf(plans.map((one) => [one, sampleTicks()]))
    withTables(path, (tables) => {
      const own = runIdOf(plans[3]!)
      for (const table of tables.names) {
        const all = [...tables.rows(table)]
        const wanted =
          table === 'treatments'
            ? all.filter(({ treatment }) => treatment === 'odd')
            : all.filter(({ run_id }) => run_id === own)
        expect([...tables.rows(table, { runId: own })]).toEqual(wanted)
      }
    })
  })

  test('seats are matched to the design of their own run', () => {
    const swapped = samplePlan({
      seats: samplePlan().seats.map((seat, i) => ({ ...seat, role: i === 0 ? 'column' : 'row' })),
    })
    const path = recordOf([plan, swapped].map((one) => [one, sampleTicks()]))
    const rows = withTables(path, (tables) => [
      ...tables.rows('payoffs', { columns: ['run_id', 'participant', 'role'] }),
    ])
    expect(rows).toEqual(
      [
        [runId, 'p1', 'row'],
        [runId, 'p2', 'column'],
        [runIdOf(swapped), 'p1', 'column'],
        [runIdOf(swapped), 'p2', 'row'],
      ]
        .sort((a, b) => (a[0]! < b[0]! ? -1 : a[0]! > b[0]! ? 1 : 0))
        .map(([run_id, participant, role]) => ({ run_id, participant, role })),
    )
  })

  test('any words and any number are told as they are', () => {
    const word = fc.oneof(
      fc.constantFrom('', '\n', '\n\n', '"', 'a\nb', '\u0000'),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    )
    const number = fc
      .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
      .map((one) => one + 0)
    const cases = fc.array(fc.tuple(fc.array(word, { minLength: 1, maxLength: 4 }), number), {
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(
      fc.property(cases, (list) => {
        const ticks = list.map(([words, points], tick): Tick => {
          const parts = words.map((text, i) => ({ name: `n${i}`, role: 'user' as const, text }))
          return {
            tick,
            round: null,
            content: contentOf('p', [
              { kind: 'observation-shown', to: p1, ask: 'a', parts },
              {
                kind: 'decision-taken',
                of: p1,
                ask: 'a',
                value: words[0]!,
                displayed: null,
                status: 'valid',
                attempts: 1,
              },
              { kind: 'payoff-awarded', to: p2, points },
            ]),
          }
        })
        withTables(recordOf([[plan, ticks]]), (tables) => {
          const column = (table: string, name: string) =>
            [...tables.rows(table)].map((row) => row[name])
          expect(column('observations', 'text')).toEqual(
            list.map(([words]) => words.filter((text) => text !== '').join('\n\n')),
          )
          expect(column('decisions', 'value')).toEqual(list.map(([words]) => words[0]))
          expect(column('payoffs', 'points')).toEqual(
            list.map(([, points]) => (Object.is(points, -0) ? 0 : points)),
          )
          expect(column('entries', 'body').slice(1, -1)).toEqual(
            ticks.flatMap(({ content }) => content.entries.map((entry) => canonicalJson(entry))),
          )
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe('the stamp of tables', () => {
  test('changes whenever another connection wrote to the record, and only then', () => {
    const path = recordOf([[plan, sampleTicks()]])
    withTables(path, (tables) => {
      const before = tables.stamp()
      expect([...tables.rows('runs')]).toHaveLength(1)
      expect(tables.stamp()).toBe(before)

      const other = openSqliteStore(path, 'write')
      const stamps = [before]
      try {
        for (const seed of [8, 9]) {
          putRun(other, { ...plan, seed }, sampleTicks())
          other.flush()
          stamps.push(tables.stamp())
        }
        expect(new Set(stamps).size).toBe(3)
        expect(tables.stamp()).toBe(stamps.at(-1))
      } finally {
        other.close()
      }
      expect([...tables.rows('runs')]).toHaveLength(3)
    })
  })
})
