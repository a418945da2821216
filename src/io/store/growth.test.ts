/** A record grows with what happens: with messages, not with how often each of them is shown; and a fork or a second sitting copies nothing. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Tick } from '../../record/tick.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { Store } from './store.ts'
import { discussion } from './testing/discussion.ts'
import { samplePlan } from './testing/sample-plan.ts'
import { putRun } from './testing/sample-record.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-growth-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

let files = 0
const freshFile = (): string => join(directory, `${files++}.sqlite`)

/** Does some work on the store in a file, and closes it. */
function withStore(path: string, work: (store: Store) => void): void {
  const store = openSqliteStore(path, 'write')
  try {
    work(store)
  } finally {
    store.close()
  }
}

const TABLES = ['fact', 'content', 'content_fact', 'part', 'shown', 'text', 'design', 'tick']

/** How many rows each table has. */
function rowsIn(path: string): Record<string, number> {
  const db = new Database(path, { readonly: true })
  try {
    return Object.fromEntries(
      TABLES.map((table) => [
        table,
        db.prepare(`select count(*) from ${table}`).pluck().get() as number,
      ]),
    )
  } finally {
    db.close()
  }
}

const grown = (path: string, before: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(rowsIn(path)).map(([table, rows]) => [table, rows - (before[table] ?? 0)]),
  )

const AT = '2026-01-01T00:00:00.000Z'
const SPEAKERS = 8
const plan = samplePlan()
const fork = (tick: number, parent: Plan = plan): Plan => ({
  ...parent,
  interventions: [{ at: { tick }, deed: { do: 'reseed', seed: 1 } }],
  fork: { parent: runIdOf(parent), tick },
})

describe('a discussion of eight, each of whom is shown all that was said', () => {
  const growth = [11, 22, 44].map((rounds) => {
    const path = freshFile()
    withStore(path, () => {})
    const empty = statSync(path).size
    const ticks = discussion(SPEAKERS, rounds)
    // Of the processor: what the machine does meanwhile for others is nothing to the store.
    const begun = process.cpuUsage()
    withStore(path, (store) => putRun(store, plan, ticks))
    const { user, system } = process.cpuUsage(begun)
    const perMessageMs = (user + system) / 1000 / ticks.length
    return { path, ticks, bytes: (statSync(path).size - empty) / ticks.length, perMessageMs }
  })
  const [short, , long] = growth as [(typeof growth)[0], (typeof growth)[0], (typeof growth)[0]]

  test('takes no more bytes for a message of 44 rounds than for one of 11', () => {
    const bytes = growth.map((one) => one.bytes)
    expect(long.bytes, `bytes per message: ${bytes.join(', ')}`).toBeLessThan(short.bytes * 1.15)
    // A message of 400 bytes is kept as what was said, decided, replied, heard and remembered.
    expect(long.bytes).toBeLessThan(5_000)
  })

  test('takes not much more time either, though four times as much is shown', () => {
    expect(long.perMessageMs).toBeLessThan(Math.max(2, short.perMessageMs * 8))
  })

  test('is read back as it was', () => {
    withStore(long.path, (store) => {
      const digests = [...store.ticks(runIdOf(plan))].map(({ content }) => content.digest)
      expect(digests).toEqual(long.ticks.map(({ content }) => content.digest))
    })
  })
})

test('what is shown to several, or again, is stored once', () => {
  const path = freshFile()
  const ticks = discussion(3, 4)
  withStore(path, (store) => putRun(store, plan, ticks))
  const before = rowsIn(path)
  withStore(path, (store) => {
    const again = [0, 1].map((i) => ({ ...plan, seed: 100 + i }))
    for (const one of again) putRun(store, one, discussion(3, 4))
  })
  const { part, shown } = grown(path, before)
  expect(part).toBe(before['part'])
  expect(shown).toBe(before['shown'])
})

describe('a run that is gone on with', () => {
  const [ticks, at] = [discussion(4, 6), 15]
  /** What its later ticks add where it is played in one sitting. */
  const inOneSitting = (() => {
    const path = freshFile()
    let before: Record<string, number> = {}
    withStore(path, (store) => {
      store.begin(runIdOf(plan), plan, 1, AT)
      append(store, plan, ticks.slice(0, at))
      before = rowsIn(path)
      append(store, plan, ticks.slice(at))
    })
    return grown(path, before)
  })()
  function append(store: Store, to: Plan, some: readonly Tick[]): void {
    for (const tick of some) store.append(runIdOf(to), tick, [])
    store.flush()
  }
  const begun = (): string => {
    const path = freshFile()
    withStore(path, (store) => {
      store.begin(runIdOf(plan), plan, 1, AT)
      append(store, plan, ticks.slice(0, at))
    })
    return path
  }

  test('in a second sitting, which reads it first, adds what it would have added in the first', () => {
    const path = begun()
    const before = rowsIn(path)
    withStore(path, (store) => {
      expect([...store.ticks(runIdOf(plan))]).toHaveLength(at)
      store.begin(runIdOf(plan), plan, 1, AT)
      append(store, plan, ticks.slice(at))
    })
    expect(grown(path, before)).toEqual(inOneSitting)
  })

  test('as a fork adds references to the ticks that are shared, and then what is its own', () => {
    const path = begun()
    const before = rowsIn(path)
    withStore(path, (store) => store.begin(runIdOf(fork(at)), fork(at), 1, AT))
    const nothing = Object.fromEntries(TABLES.map((table) => [table, 0]))
    expect(grown(path, before)).toEqual({ ...nothing, tick: at })
    withStore(path, (store) => {
      expect([...store.ticks(runIdOf(plan))]).toHaveLength(at)
      store.begin(runIdOf(fork(at)), fork(at), 1, AT)
      append(store, fork(at), ticks.slice(at))
    })
    expect(grown(path, before)).toEqual({ ...inOneSitting, tick: ticks.length })
  })

  test('as a fork of a fork refers to the same contents', () => {
    const path = begun()
    const before = rowsIn(path)
    const second = fork(7, fork(at))
    withStore(path, (store) => {
      store.begin(runIdOf(fork(at)), fork(at), 1, AT)
      store.begin(runIdOf(second), second, 1, AT)
    })
    expect(grown(path, before)).toMatchObject({ content: 0, fact: 0, design: 0, tick: at + 7 })
  })
})

test('a fork whose shared ticks were changed by hand is found', () => {
  const path = freshFile()
  withStore(path, (store) => {
    putRun(store, plan, discussion(2, 3))
    store.begin(runIdOf(fork(4)), fork(4), 1, AT)
  })
  const db = new Database(path)
  db.prepare(
    'update tick set content = (select max(content) from tick) where tick = 2 and run = (select id from run where run_id = ?)',
  ).run(runIdOf(fork(4)))
  db.close()
  withStore(path, (store) =>
    expect(store.faults()).toContain("a tick that a fork shares is not its parent's (1 row)"),
  )
})
