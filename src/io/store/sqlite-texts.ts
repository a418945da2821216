/** Texts in SQLite, line by line: a text that begins as an earlier one did is stored as what was added. */
import type Database from 'better-sqlite3'
import type { Texts } from './fact-codec.ts'

/** Past this many lines the memo forgets: later texts are stored anew, only sharing is lost. */
const MOST_LINES = 200_000

export function sqliteTexts(db: Database.Database): Texts & { forget(): void } {
  const insert = db.prepare('insert into text (prefix, line) values (?, ?)')
  const select = db.prepare(
    `with recursive chain(id, prefix, line, depth) as (
       select id, prefix, line, 0 from text where id = ?
       union all
       select text.id, text.prefix, text.line, depth + 1 from chain join text on text.id = chain.prefix
     )
     select line, prefix from chain order by depth desc`,
  )
  // prefix id (0 at the beginning) → line → id
  let known = new Map<number, Map<string, number>>()
  let lines = 0

  const lineAfter = (prefix: number, line: string): number => {
    let after = known.get(prefix)
    if (after === undefined) known.set(prefix, (after = new Map()))
    const found = after.get(line)
    if (found !== undefined) return found
    const id = Number(insert.run(prefix === 0 ? null : prefix, line).lastInsertRowid)
    after.set(line, id)
    lines++
    return id
  }

  return {
    put(text) {
      if (lines > MOST_LINES) this.forget()
      return text.split('\n').reduce(lineAfter, 0)
    },
    get(id) {
      const lines = select.all(id) as { line: string; prefix: number | null }[]
      if (lines[0]?.prefix !== null)
        throw new SyntaxError(`text ${id} does not go back to its first line`)
      return lines.map(({ line }) => line).join('\n')
    },
    forget() {
      known = new Map()
      lines = 0
    },
  }
}
