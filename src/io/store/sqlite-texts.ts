/** Texts in SQLite, line by line: a text that begins as an earlier one did is stored as what was added. */
import type Database from 'better-sqlite3'

/** Past this many lines the memo forgets: later texts are stored anew, only sharing is lost. */
const MOST_LINES = 200_000

/** Keeps texts and gives them back. */
export interface SqliteTexts {
  put(text: string): number
  get(id: number): string
  /** After a rollback, no id that was handed out in it is to be trusted. */
  forget(): void
}

export function sqliteTexts(db: Database.Database): SqliteTexts {
  const insert = db.prepare('insert into text (prefix, line) values (?, ?)')
  // A line was stored after those before it: a text that somebody tied into a ring ends all the same, and is found to have no beginning.
  const select = db.prepare(
    `with recursive chain(id, prefix, line, depth) as (
       select id, prefix, line, 0 from text where id = ?
       union all
       select text.id, text.prefix, text.line, depth + 1 from chain join text on text.id = chain.prefix and text.id < chain.id
     )
     select id, line, prefix from chain order by depth desc`,
  )
  // prefix id (0 at the beginning) → line → id
  let known = new Map<number, Map<string, number>>()
  let lines = 0

  const linesAfter = (prefix: number): Map<string, number> => {
    let after = known.get(prefix)
    if (after === undefined) known.set(prefix, (after = new Map()))
    return after
  }
  const lineAfter = (prefix: number, line: string): number => {
    const after = linesAfter(prefix)
    const found = after.get(line)
    if (found !== undefined) return found
    const id = Number(insert.run(prefix === 0 ? null : prefix, line).lastInsertRowid)
    after.set(line, id)
    lines++
    return id
  }
  /** What was read need not be stored again when a run goes on from it. */
  const remember = (read: readonly Line[]): void => {
    for (const { id, line, prefix } of read) {
      const after = linesAfter(prefix ?? 0)
      if (after.has(line)) continue
      after.set(line, id)
      lines++
    }
  }
  const forget = (): void => {
    known = new Map()
    lines = 0
  }

  return {
    put(text) {
      if (lines > MOST_LINES) forget()
      return text.split('\n').reduce(lineAfter, 0)
    },
    get(id) {
      const read = select.all(id) as Line[]
      if (read[0]?.prefix !== null)
        throw new SyntaxError(`text ${id} does not go back to its first line`)
      if (!db.readonly) {
        if (lines > MOST_LINES) forget()
        remember(read)
      }
      return read.map(({ line }) => line).join('\n')
    },
    forget,
  }
}

interface Line {
  readonly id: number
  readonly line: string
  readonly prefix: number | null
}
