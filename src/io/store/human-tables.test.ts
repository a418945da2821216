/** What people did, in the public tables: beside what models did in the same tick, with the latency that is its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { TickEntry } from '../../record/entry.ts'
import { runIdOf } from '../../record/plan.ts'
import { contentOf } from '../../record/tick.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { openSqliteTables } from './sqlite-tables.ts'
import { p2, samplePlan } from './testing/sample-plan.ts'
import { sampleTicks } from './testing/sample-record.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-human-tables-'))
afterAll(() => rmSync(directory, { recursive: true }))

test('every call and every submission has its own latency, whoever comes first in the tick', () => {
  const call = sampleTicks()
    .flatMap(({ content }) => content.entries)
    .find(({ kind }) => kind === 'model-called') as TickEntry
  const answered = (attempt: number, reply: string | null, reading: string): TickEntry => ({
    kind: 'human-answered',
    of: p2,
    ask: 'choice',
    attempt,
    reply,
    reading,
  })
  const consent: TickEntry = { kind: 'consent-answered', of: p2, text: '=Do you?', given: true }
  const orders: [TickEntry[], number[]][] = [
    [
      [call, consent, answered(0, '=x', 'no-answer'), answered(1, null, 'timeout')],
      [10, 20, 30],
    ],
    [
      [consent, answered(0, '', 'empty'), answered(1, 'J', 'valid'), call],
      [40, 50, 60],
    ],
  ]
  const path = join(directory, 'a.sqlite')
  const store = openSqliteStore(path, 'write')
  const plan = samplePlan()
  const runId = runIdOf(plan)
  store.begin(runId, plan, 1, '2026-01-01T00:00:00.000Z')
  orders.forEach(([entries, latenciesMs], tick) =>
    store.append(
      runId,
      { tick, round: tick + 1, content: contentOf('play', entries) },
      latenciesMs,
    ),
  )
  store.flush()
  expect([...store.ticks(runId)].map(({ content }) => content.entries)).toEqual(
    orders.map(([entries]) => entries),
  )
  expect(store.faults()).toEqual([])
  store.close()
  const tables = openSqliteTables(path)
  expect([...tables.rows('calls')].map((row) => row['latency_ms'])).toEqual([10, 60])
  expect(
    [...tables.rows('human_answers')].map((row) => [
      row['tick'],
      row['round'],
      row['participant'],
      row['attempt'],
      row['reply'],
      row['reading'],
      row['latency_ms'],
    ]),
  ).toEqual([
    [0, 1, 'p2', 0, '=x', 'no-answer', 20],
    [0, 1, 'p2', 1, null, 'timeout', 30],
    [1, 2, 'p2', 0, '', 'empty', 40],
    [1, 2, 'p2', 1, 'J', 'valid', 50],
  ])
  expect(
    [...tables.rows('consents')].map((row) => [row['tick'], row['given'], row['text']]),
  ).toEqual([
    [0, 1, '=Do you?'],
    [1, 1, '=Do you?'],
  ])
  const kinds = [...tables.rows('entries')].map((row) => row['kind'])
  expect(kinds.filter((kind) => kind === 'human-answered')).toHaveLength(4)
  tables.close()
})
