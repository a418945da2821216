/** Contents are read several at once, and never many long ones. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIdOf } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { contentsReader } from './sqlite-contents.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { p1, p2, samplePlan } from './testing/sample-plan.ts'
import { putRun } from './testing/sample-record.ts'

const saying = (tick: number, text: string): Tick => ({
  tick,
  round: null,
  content: contentOf('talk', [
    { kind: 'message-sent', from: p1, channel: 'public', audience: [p1, p2], text, onRecord: true },
  ]),
})

describe('contents', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coterie-contents-'))
  const path = join(directory, 'record.sqlite')
  const short = [0, 1, 2].map((tick) => saying(tick, `short ${tick}`))
  const long = [3, 4, 5, 6, 7].map((tick) => saying(tick, `${tick}`.repeat(900_000)))
  const ticks = [...short, ...long, { tick: 8, round: 1, content: contentOf('nothing', []) }]
  let db: Database.Database
  let ids: number[]

  beforeAll(() => {
    const store = openSqliteStore(path, 'write')
    putRun(store, samplePlan(), ticks)
    store.close()
    db = new Database(path, { readonly: true })
    ids = db.prepare('select content from tick order by tick').pluck().all() as number[]
  })
  afterAll(() => {
    db.close()
    rmSync(directory, { recursive: true, force: true })
  })

  test('are read in the order asked for until they are long enough, at least the first', () => {
    const read = contentsReader(db)
    expect([...read(ids, new Map()).keys()]).toEqual(ids.slice(0, 6))
    expect([...read(ids.slice(5), new Map()).keys()]).toEqual(ids.slice(5, 8))
    expect([...read([ids[7]!, ids[0]!, ids[7]!], new Map()).keys()]).toEqual([ids[7], ids[0]])
  })

  test('that are known, or not there, are left out; one without facts has none', () => {
    const read = contentsReader(db)
    const known = new Map([[ids[0]!, null]])
    expect([...read([ids[0]!, 999, ids[1]!], known).keys()]).toEqual([ids[1]])
    expect(read([ids[8]!], known).get(ids[8]!)).toEqual({
      phase: 'nothing',
      digest: ticks[8]!.content.digest,
      bodies: [],
    })
    expect(read([999], known).size).toBe(0)
  })

  test('of a run are read whole, long ones among short ones', () => {
    const store = openSqliteStore(path, 'read')
    const read = [...store.ticks(runIdOf(samplePlan()))]
    store.close()
    expect(read.map(({ content }) => content.entries)).toEqual(
      ticks.map(({ content }) => content.entries),
    )
    for (const { content, digest } of read) expect(content.digest).toBe(digest)
  })
})
