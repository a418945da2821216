/** Tallies are what a reader of the tables would count row by row, to the last bit of a sum. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import { openSqliteStore } from '../../io/store/sqlite-store.ts'
import { openSqliteTables } from '../../io/store/sqlite-tables.ts'
import type { Store } from '../../io/store/store.ts'
import type { Row, Tables } from '../../io/store/tables.ts'
import { p1, p2, samplePlan } from '../../io/store/testing/sample-plan.ts'
import { putRun } from '../../io/store/testing/sample-record.ts'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import { contentOf, type Tick, type TickContent } from '../../record/tick.ts'
import { designOf } from './design.ts'
import { runsRead } from './read-runs.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-tallies-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** Fractions whose sum depends on how often and in which order they are added. */
const fraction = fc.constantFrom(0.1, 0.2, 0.3, -0.7, 1e16, 1, 3, 0)
// p3 sits in no seat of some designs.
const who = fc.constantFrom(p1, p2, ParticipantId.parse('p3'))
const ask = fc.constantFrom('choice', 'send')

const decided = fc.oneof(
  fc.record({ value: fc.constantFrom('cooperate', 'defect'), displayed: fc.constant('J') }),
  fc.record({ value: fraction, displayed: fc.constant(null) }),
  fc.record({ value: fc.constantFrom('words', '7'), displayed: fc.constant(null) }),
  fc.record({ value: fc.constant(null), displayed: fc.constant(null) }),
)

const entry: fc.Arbitrary<TickEntry> = fc.oneof(
  fc
    .tuple(who, ask, decided, fc.constantFrom('valid', 'reasked', 'passed'))
    .map(([of, name, what, status]): TickEntry => {
      return { kind: 'decision-taken', of, ask: name, ...what, status, attempts: 1 }
    }),
  fc
    .tuple(who, ask, decided, fc.constantFrom('forfeited', 'defaulted'))
    .map(([of, name, what, status]): TickEntry => {
      return { kind: 'decision-defaulted', of, ask: name, ...what, status, attempts: 2, why: 'x' }
    }),
  fc
    .tuple(who, fraction)
    .map(([to, points]): TickEntry => ({ kind: 'payoff-awarded', to, points })),
  who.map((to): TickEntry => ({ kind: 'fact-shown', to, name: 'fact', data: 1 })),
)

const contents = fc.array(
  fc.array(entry, { maxLength: 4 }).map((entries) => contentOf('play', entries)),
  { minLength: 1, maxLength: 5 },
)

/** Runs of several designs, whose ticks are drawn from few contents. */
const record = contents.chain((pool) =>
  fc.array(
    fc.record({
      roles: fc.constantFrom(['row', 'column'], ['column', 'row'], ['one', 'one', 'one']),
      ticks: fc.array(fc.constantFrom(...pool), { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
)

interface Run {
  readonly plan: Plan
  readonly ticks: readonly TickContent[]
}

function runOf(roles: readonly string[], ticks: readonly TickContent[], seed: number): Run {
  const [seat] = samplePlan().seats
  const seats = roles.map((role, i) => ({
    ...seat!,
    participant: ParticipantId.parse(`p${i + 1}`),
    role,
  }))
  return { plan: samplePlan({ seats, seed }), ticks }
}

function put(store: Store, runs: readonly Run[]): Store {
  for (const { plan, ticks } of runs)
    putRun(
      store,
      plan,
      ticks.map((content, tick): Tick => ({ tick, round: null, content })),
    )
  store.flush()
  return store
}

/** Everything in a tally as plain lists, the order of what was counted included. */
function tallied(store: Store): unknown {
  const kinds = ['decision-taken', 'decision-defaulted', 'payoff-awarded'] as const
  return [...runsRead(store, designOf(store), kinds)].map(({ runId, decisions, earnings }) => ({
    runId,
    decisions: decisions.map((one) => ({ ...one, options: [...one.options] })),
    earnings: earnings === null ? null : [...earnings],
  }))
}

/** The same, counted row by row. */
function talliedByRow(tables: Tables): unknown {
  return [...tables.rows('runs')].map(({ run_id: runId }) => {
    const filter = { runId: String(runId) }
    const earnings = new Map<string, number>()
    for (const { role, points } of tables.rows('payoffs', filter))
      earnings.set(String(role ?? ''), (earnings.get(String(role ?? '')) ?? 0) + Number(points))
    const groups = Map.groupBy(tables.rows('decisions', filter), ({ role, ask: name }) =>
      JSON.stringify([role ?? '', name]),
    )
    return {
      runId,
      decisions: [...groups].map(([key, rows]) => talliedGroup(key, rows)),
      earnings: earnings.size === 0 ? null : [...earnings],
    }
  })
}

function talliedGroup(key: string, rows: readonly Row[]): unknown {
  const [role, name] = JSON.parse(key) as [string, string]
  const own = rows.filter(({ status }) => status !== 'forfeited' && status !== 'defaulted')
  const amounts = own.map(({ value }) => value).filter((value) => typeof value === 'number')
  const isOption = ({ value, displayed_value }: Row): boolean =>
    value === null || (typeof value === 'string' && displayed_value !== null)
  const options = Map.groupBy(own.filter(isOption), ({ value }) => value)
  const having = (wanted: string): number => rows.filter(({ status }) => status === wanted).length
  return {
    role,
    ask: name,
    decisions: rows.length,
    reasked: having('reasked'),
    forfeited: having('forfeited'),
    defaulted: having('defaulted'),
    passed: having('passed'),
    options: [...options].map(([value, some]) => [value, some.length]),
    amounts: amounts.length,
    amountSum: amounts.reduce((sum, value) => sum + value, 0),
    // The asks themselves are not read here.
    offered: [],
    lowest: Infinity,
    highest: -Infinity,
    words: own.length - amounts.length - own.filter(isOption).length,
  }
}

describe('the tallies of a record', () => {
  test('are those of its tables, whichever store keeps it and in whatever order its runs arrived', () => {
    let files = 0
    fc.assert(
      fc.property(record, (told) => {
        const runs = told.map(({ roles, ticks }, seed) => runOf(roles, ticks, seed))
        const path = join(directory, `${files++}.sqlite`)
        const store = put(openSqliteStore(path, 'write'), runs)
        const tables = openSqliteTables(path)
        try {
          const wanted = talliedByRow(tables)
          expect(tallied(store)).toEqual(wanted)
          expect(tallied(put(memoryStore(), runs.toReversed()))).toEqual(wanted)
        } finally {
          tables.close()
          store.close()
        }
      }),
      { numRuns: 60 },
    )
  })
})
