/** What participants were shown, in SQLite, part by part: what begins as something earlier did is stored as what was added. */
import type Database from 'better-sqlite3'
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Shown, ShownPart, StoredPart } from './fact-codec.ts'
import type { SqliteTexts } from './sqlite-texts.ts'

/** Past this many the memo forgets: what is shown later is stored anew, only sharing is lost. */
const MOST_LINKS = 200_000
/** Past this many the parts that were read are read again. */
const MOST_READ = 2_000

/** `forget` is for a rollback: no id that was handed out in it is to be trusted. */
export function sqliteShown(db: Database.Database, texts: SqliteTexts): Shown & { forget(): void } {
  const { insertPart, insertLink, bodyOf, chainOf } = statementsFor(db)
  /** The part's body → its id; `prefix part` → the id of the link. */
  const partIds = new Map<string, number>()
  const linkIds = new Map<string, number>()
  const read = new Map<number, ShownPart>()

  const forget = (): void => {
    partIds.clear()
    linkIds.clear()
    read.clear()
  }
  const remember = (ids: Map<string, number>, key: string, id: number): number => {
    if (ids.size > MOST_LINKS) forget()
    ids.set(key, id)
    return id
  }
  const linkAfter = (prefix: number, part: ShownPart): number => {
    const body = canonicalJson({ ...part, text: texts.put(part.text) })
    const partId =
      partIds.get(body) ?? remember(partIds, body, Number(insertPart.run(body).lastInsertRowid))
    const key = `${prefix} ${partId}`
    return (
      linkIds.get(key) ??
      remember(
        linkIds,
        key,
        Number(insertLink.run(prefix === 0 ? null : prefix, partId).lastInsertRowid),
      )
    )
  }
  const partWithWords = ({ text, ...part }: StoredPart): ShownPart => ({
    ...part,
    text: texts.get(text),
  })
  const partOf = (id: number): ShownPart => {
    const known = read.get(id)
    if (known !== undefined) return known
    const body = bodyOf.get(id) as string | undefined
    if (body === undefined) throw new SyntaxError(`part ${id} is missing`)
    if (!db.readonly) remember(partIds, body, id)
    const part = partWithWords(JSON.parse(body) as StoredPart)
    if (read.size >= MOST_READ) read.clear()
    read.set(id, part)
    return part
  }

  return {
    put: (parts) => parts.reduce(linkAfter, 0),
    get(id) {
      const links = chainOf.all(id) as [id: number, prefix: number | null, part: number][]
      if (links[0]?.[1] !== null)
        throw new SyntaxError(`what was shown, ${id}, does not go back to its first part`)
      return links.map(([link, prefix, part]) => {
        // A run that is resumed or forked is read before it is gone on with: what it has been shown is not stored a second time.
        if (!db.readonly) remember(linkIds, `${prefix ?? 0} ${part}`, link)
        return partOf(part)
      })
    },
    read: partWithWords,
    forget,
  }
}

/** What stands before a part was stored before it: a chain that was tied into a ring ends all the same, and is found to have no beginning. */
function statementsFor(db: Database.Database) {
  return {
    insertPart: db.prepare('insert into part (body) values (?)'),
    insertLink: db.prepare('insert into shown (prefix, part) values (?, ?)'),
    bodyOf: db.prepare('select body from part where id = ?').pluck(),
    chainOf: db
      .prepare(
        `with recursive link(id, prefix, part, depth) as (
           select id, prefix, part, 0 from shown where id = ?
           union all
           select shown.id, shown.prefix, shown.part, depth + 1 from link join shown on shown.id = link.prefix and shown.id < link.id
         )
         select id, prefix, part from link order by depth desc`,
      )
      .raw(),
  }
}
