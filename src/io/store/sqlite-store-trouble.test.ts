/** What can go wrong with a record on a disk: it is said with its mend, and what was committed stays. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { runIdOf } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { migrations } from './migrations.ts'
import { openDatabase, type Opening } from './open-database.ts'
import { openSqliteStore, sqliteStoreOver } from './sqlite-store.ts'
import { openSqliteTables } from './sqlite-tables.ts'
import { StoreError } from './store-errors.ts'
import { p1, samplePlan } from './testing/sample-plan.ts'
import { putRun } from './testing/sample-record.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-trouble-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})
let files = 0
const newPath = (): string => join(directory, `${files++}.sqlite`)

const saying = (tick: number, text: string): Tick => ({
  tick,
  round: null,
  content: contentOf('p', [
    { kind: 'message-sent', from: p1, channel: 'public', audience: [p1], text, onRecord: true },
  ]),
})

function recordAt(path: string, runs = 2): string {
  const store = openSqliteStore(path, 'write')
  for (let seed = 0; seed < runs; seed++) putRun(store, samplePlan({ seed }))
  store.close()
  return path
}

/** Opens and reads everything there is, through the store and through the tables. */
function readAll(path: string): void {
  const store = openSqliteStore(path, 'read')
  try {
    for (const { runId } of store.runs())
      for (const tick of store.ticks(runId)) expect(tick.digest).toBe(tick.content.digest)
  } finally {
    store.close()
  }
  const tables = openSqliteTables(path)
  try {
    for (const table of tables.names)
      for (const row of tables.rows(table)) expect(row).toBeDefined()
  } finally {
    tables.close()
  }
}

function errorOf(work: () => unknown): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}

/** A second process that runs some lines, with `store` open for writing at `path`. Its first words tell that it is ready. */
async function inChild(path: string, lines: string): Promise<ChildProcess> {
  const here = (name: string): string =>
    JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href)
  const source = `
    import { openSqliteStore } from ${here('sqlite-store.ts')}
    import { samplePlan } from ${here('testing/sample-plan.ts')}
import { putRun, sampleTicks } from ${here('testing/sample-record.ts')}
    const store = openSqliteStore(${JSON.stringify(path)}, 'write')
    // A store that nobody holds any more is collected, and closed thereby.
    globalThis.held = store
    ${lines}`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', source], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout!, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

describe('what is no record is refused with its mend', () => {
  const openings: Opening[] = ['write', 'read', 'worker']

  test.each(openings)('a file that is no database (%s)', (opening) => {
    const path = newPath()
    writeFileSync(path, 'once upon a time '.repeat(1_000))
    expect(() => openSqliteStore(path, opening)).toThrow(StoreError)
    expect(() => openSqliteStore(path, opening)).toThrow(/not an SQLite database.*--db/)
    expect(readFileSync(path, 'utf8')).toMatch(/^once upon a time/)
  })

  test.each(openings)('a database of somebody else (%s), which stays as it was', (opening) => {
    const path = newPath()
    const other = new Database(path)
    other.exec('create table run (id); insert into run values (1)')
    other.close()
    const before = readFileSync(path)
    expect(() => openSqliteStore(path, opening)).toThrow(StoreError)
    expect(() => openSqliteStore(path, opening)).toThrow(/not a record of coterie/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test.each(openings)('a record of a newer version (%s)', (opening) => {
    const path = recordAt(newPath())
    const db = new Database(path)
    db.pragma('user_version = 99')
    db.close()
    expect(() => openSqliteStore(path, opening)).toThrow(StoreError)
    expect(() => openSqliteStore(path, opening)).toThrow(/newer coterie \(schema 99.*Install/)
  })

  test('a record that is not there', () => {
    expect(() => openSqliteStore(newPath(), 'read')).toThrow(/no such record/)
    expect(() => openSqliteTables(newPath())).toThrow(StoreError)
  })

  test('a directory in the place of a record, and a file in the place of its folder', () => {
    const folder = newPath()
    mkdirSync(folder)
    expect(errorOf(() => openSqliteStore(folder, 'write'))).toBeInstanceOf(StoreError)
    expect(errorOf(() => openSqliteTables(folder))).toBeInstanceOf(StoreError)
    const file = recordAt(newPath())
    expect(errorOf(() => openSqliteStore(join(file, 'inside.sqlite'), 'write'))).toBeInstanceOf(
      StoreError,
    )
  })

  test.skipIf(process.platform !== 'linux')(
    'a place where even the superuser may not write',
    () => {
      expect(errorOf(() => openSqliteStore('/proc/coterie.sqlite', 'write'))).toBeInstanceOf(
        StoreError,
      )
    },
  )

  test.each([
    ['a table is gone', 'drop table latency'],
    ['a design is no JSON', `update design set body = 'x'`],
    ['a line of a text is gone', 'delete from text where id = 1'],
    ['a part of what was shown is gone', 'delete from part where id = 1'],
    ['the beginning of what was shown is gone', 'delete from shown where id = 1'],
    ['a text runs in a ring', 'update text set prefix = id + 1 where id = 1'],
    ['what was shown runs in a ring', 'update shown set prefix = id + 1 where id = 1'],
    ['the content of a tick is gone', 'delete from content'],
  ])('a record in which %s', (_, harm) => {
    const path = recordAt(newPath())
    const db = new Database(path)
    db.pragma('foreign_keys = off')
    db.exec(harm)
    db.close()
    expect(errorOf(() => readAll(path))).toBeInstanceOf(StoreError)
  })

  test.each([
    ['a line of a text is gone', 'delete from text where id = 1'],
    ['a part of what was shown is gone', 'delete from part where id = 1'],
    ['the beginning of what was shown is gone', 'delete from shown where id = 1'],
    ['a text runs in a ring', 'update text set prefix = id + 1 where id = 1'],
    ['what was shown runs in a ring', 'update shown set prefix = id + 1 where id = 1'],
    ['the content of a tick is gone', 'delete from content'],
  ])('entries of one kind, from a record in which %s', (_, harm) => {
    const path = recordAt(newPath())
    const db = new Database(path)
    db.pragma('foreign_keys = off')
    db.exec(harm)
    db.close()
    const store = openSqliteStore(path, 'read')
    const error = errorOf(() => [...store.entriesByRun(['observation-shown'])])
    store.close()
    expect(error).toBeInstanceOf(StoreError)
  })

  test('a reader cannot write', () => {
    const store = openSqliteStore(recordAt(newPath()), 'read')
    putRun(store, samplePlan({ seed: 99 }))
    const error = errorOf(() => store.flush())
    store.close()
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toMatch(/cannot be written to/)
  })
})

describe('one writer at a time', () => {
  test('a second process is refused while the first lives, and let in once it was killed', async () => {
    const path = newPath()
    const child = await inChild(
      path,
      `putRun(store, samplePlan()); store.flush(); process.stdout.write('ready'); process.stdin.resume()`,
    )
    expect(() => openSqliteStore(path, 'write')).toThrow(StoreError)
    expect(() => openSqliteStore(path, 'write')).toThrow(/another process is writing/)
    readAll(path)
    await kill(child)
    const store = openSqliteStore(path, 'write')
    expect(store.runs()).toHaveLength(1)
    store.close()
  })

  test('a store that was closed lets the next one in, also where opening failed in between', () => {
    const path = recordAt(newPath())
    const db = new Database(path)
    db.pragma('user_version = 99')
    expect(() => openSqliteStore(path, 'write')).toThrow(/newer/)
    db.pragma(`user_version = ${migrations.length}`)
    db.close()
    for (let i = 0; i < 3; i++) openSqliteStore(path, 'write').close()
    expect(statSync(path).size).toBeGreaterThan(0)
  })
})

describe('a batch is kept whole or not at all', () => {
  test('when the disk is full, what was committed stays and the error says how to go on', () => {
    const path = recordAt(newPath())
    const db = openDatabase(path, 'write')
    const store = sqliteStoreOver(db, path, () => {})
    db.pragma(`max_page_count = ${(db.pragma('page_count', { simple: true }) as number) + 4}`)
    const plan = samplePlan({ seed: 50 })
    putRun(
      store,
      plan,
      Array.from({ length: 300 }, (_, tick) => saying(tick, `${tick} ${'x'.repeat(1_000)}`)),
    )
    const error = errorOf(() => store.flush())
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toMatch(/disk is full.*run the same command again/)
    expect(store.runs()).toHaveLength(2)
    // Room is made, and the same store goes on as if the batch had never been.
    db.pragma('max_page_count = 100000')
    putRun(store, plan)
    store.flush()
    store.close()
    readAll(path)
    const again = openSqliteStore(path, 'read')
    expect(again.run(runIdOf(plan))).toMatchObject({ ticks: 2, status: 'finished' })
    again.close()
  })

  test('when the writer is killed in the middle of writing, a whole number of batches is there', async () => {
    for (const wait of [5, 40, 120]) {
      const path = newPath()
      const child = await inChild(
        path,
        `for (let seed = 0; ; seed++) {
          for (let i = 0; i < 10; i++) putRun(store, samplePlan({ seed: seed * 10 + i, treatment: 't' + seed }), sampleTicks())
          store.flush()
          if (seed === 0) process.stdout.write('ready')
        }`,
      )
      await new Promise((resolve) => setTimeout(resolve, wait))
      await kill(child)
      const store = openSqliteStore(path, 'write')
      const runs = store.runs()
      expect(runs.length).toBeGreaterThan(0)
      expect(runs.length % 10).toBe(0)
      expect(new Set(runs.map(({ ticks, status }) => `${ticks} ${status}`))).toEqual(
        new Set(['2 finished']),
      )
      store.close()
      readAll(path)
    }
  })
})

describe('a record that was cut off', () => {
  const whole = recordAt(newPath(), 3)
  const { size } = statSync(whole)
  const bytes = readFileSync(whole)

  const refusal = (length: number, opening: Opening): unknown => {
    const path = join(directory, `cut-${length}-${opening}.sqlite`)
    writeFileSync(path, bytes.subarray(0, length))
    try {
      return errorOf(() =>
        opening === 'read' ? readAll(path) : openSqliteStore(path, opening).close(),
      )
    } finally {
      for (const suffix of ['', '-wal', '-shm', '-writer']) rmSync(path + suffix, { force: true })
    }
  }

  test('whole, it is readable', () => {
    expect(errorOf(() => readAll(whole))).toBeUndefined()
  })

  test('it is refused also where a reader left an empty log beside it', () => {
    const path = join(directory, 'beside.sqlite')
    copyFileSync(whole, path)
    readAll(path)
    expect(existsSync(`${path}-wal`)).toBe(true)
    writeFileSync(path, bytes.subarray(0, size - 1))
    expect(errorOf(() => readAll(path))).toBeInstanceOf(StoreError)
  })

  test('it is refused also where a killed writer left a log with other pages beside it', async () => {
    const path = join(directory, 'killed.sqlite')
    copyFileSync(whole, path)
    const child = await inChild(
      path,
      `putRun(store, samplePlan({ seed: 70 })); store.flush(); process.stdout.write('ready'); process.stdin.resume()`,
    )
    await kill(child)
    const untouched = join(directory, 'untouched.sqlite')
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, untouched + suffix)
    readAll(untouched)
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
    truncateSync(path, 4 * 4096)
    expect(errorOf(() => readAll(path))).toBeInstanceOf(StoreError)
  })

  const edges = [
    0,
    1,
    15,
    16,
    17,
    27,
    28,
    31,
    32,
    67,
    71,
    99,
    100,
    101,
    511,
    512,
    4095,
    4096,
    4097,
    8191,
    8192,
    size - 4097,
    size - 4096,
    size - 512,
    size - 1,
  ]

  test.each(edges)('%i bytes of it are refused by every reader', (length) => {
    expect(refusal(length, 'read')).toBeInstanceOf(StoreError)
  })

  test('any number of bytes short of all is refused by readers and writers, and is never an error of SQLite', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: size - 1 }),
        fc.constantFrom<Opening>('read', 'write', 'worker'),
        (length, opening) => {
          expect(refusal(length, opening)).toBeInstanceOf(StoreError)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('any page of it overwritten is an error of the store or told by a digest, not a crash', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: size / 4096 - 1 }),
        fc.constantFrom(0, 0xff, 0x41),
        (page, byte) => {
          const path = join(directory, 'scribbled.sqlite')
          copyFileSync(whole, path)
          const scribbled = Buffer.from(bytes)
          scribbled.fill(byte, page * 4096, (page + 1) * 4096)
          writeFileSync(path, scribbled)
          const error = errorOf(() => readAll(path))
          expect(
            error === undefined || error instanceof StoreError || /digest|toBe/.test(String(error)),
          ).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })
})
