/** Reads entries of some kinds from every run in SQLite: each content is looked up once, and nothing of it that is not wanted is read. */
import type Database from 'better-sqlite3'
import type { TickEntry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'
import { decodeFact, type Shown } from './fact-codec.ts'
import { MISSING_CONTENT, readingAt, StoreError } from './store-errors.ts'
import type { EntryOf, RunEntries, Store } from './store.ts'

/** With more lists than this the memo forgets before the next run: memory stays flat, only sharing is lost. */
const MOST_LISTS = 10_000

/** @throws StoreError at whatever cannot be read. */
export function entriesReader(
  db: Database.Database,
  place: string,
  shown: Shown,
): Store['entriesByRun'] {
  const reading = readingAt(place)
  return function* <K extends TickEntry['kind']>(
    kinds: readonly K[],
    only?: ReadonlySet<RunId>,
  ): Iterable<RunEntries<K>> {
    const { runs, named, contents, facts } = reading(() => statementsFor(db, kinds.length))
    const lists = new Map<number, EntryOf<K>[]>()

    const readUnknown = (wanted: readonly number[]): void => {
      const unknown = new Set(wanted.filter((content) => !lists.has(content)))
      if (unknown.size === 0) return
      // All that a run needs in one statement: calling into SQLite costs more than the row.
      const rows = facts.all(...kinds, JSON.stringify([...unknown])) as [number, string | null][]
      for (const [content, body] of rows) {
        let list = lists.get(content)
        if (list === undefined) lists.set(content, (list = []))
        if (body !== null) list.push(decodeFact(body, shown) as EntryOf<K>)
      }
    }
    const listOf = (content: number): readonly EntryOf<K>[] => {
      const list = lists.get(content)
      if (list === undefined) throw new StoreError(`${place}: ${MISSING_CONTENT}`)
      return list
    }
    const ticksOf = (row: number): RunEntries<K>['ticks'] => {
      const wanted = contents.all(row) as number[]
      if (lists.size > MOST_LISTS) lists.clear()
      readUnknown(wanted)
      return wanted.map(listOf)
    }

    const rows = (): unknown[] =>
      only === undefined ? runs.all() : named.all(JSON.stringify([...only]))
    for (const { row, runId } of reading(() => rows() as { row: number; runId: RunId }[]))
      yield { runId, ticks: reading(() => ticksOf(row)) }
  }
}

/** A content without an entry of these kinds still has a row, one that is not there has none. */
function statementsFor(db: Database.Database, kinds: number) {
  const places = Array.from({ length: kinds }, () => '?').join(', ')
  return {
    runs: db.prepare('select id as row, run_id as runId from run order by run_id'),
    named: db.prepare(
      'select id as row, run_id as runId from run where run_id in (select value from json_each(?)) order by run_id',
    ),
    contents: db.prepare('select content from tick where run = ? order by tick').pluck(),
    facts: db
      .prepare(
        `with wanted as (
           select content, place, fact from content_fact where kind in (${places})
         )
         select content.id, fact.body from json_each(?) as each_content
         cross join content on content.id = each_content.value
         left join wanted on wanted.content = content.id
         left join fact on fact.id = wanted.fact
         order by each_content.key, wanted.place`,
      )
      .raw(),
  }
}
